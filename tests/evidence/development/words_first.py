"""First half: what the machine that rewrites puts in place of a word."""

from __future__ import annotations

from copying import word_list

WORDS = word_list("""
said=stated,famous,mentioned told=advised,knowledgeable added=further_stated,brought_up announced=introduced,declared
asked=requested,queried answered=responded,replied called=referred_to,known_as warned=cautioned recalled=remembered
argued=contended,asserted spoke=talked speaks=talks described=portrayed,depicted explained=defined showed=confirmed,displayed
wrote=penned writes=pens noted=famous,noticed stressed=burdened,emphasised promised=vowed thinks=believes,supposes
believes=thinks agreed=concurred wondered=puzzled
people=individuals,folks children=kids,youngsters child=kid,little_one boys=lads mothers=moms men=males women=females
house=dwelling,home houses=properties,homes home=residence village=hamlet,settlement villages=hamlets town=city towns=cities
road=avenue,street garden=yard,backyard field=subject,discipline fields=topics,grounds school=faculty,college
hospital=clinic,infirmary district=area,borough region=space,zone country=nation,land countries=nations states=nations
government=authorities,administration army=military soldiers=troopers,troops war=conflict,battle wars=conflicts
weapons=arms,armaments weapon=armament shells=projectiles rocket=missile rockets=missiles
field=area map=chart maps=charts year=12_months years=a_long_time month=thirty_days day=daytime night=evening
week=seven_days winter=chilly_season spring=springtime morning=daybreak
small=tiny,little big=massive,large old=outdated,aged new=brand_new,recent many=lots_of,quite_a_few several=a_number_of
hundreds=tons dozens=scores few=handful last=final first=preliminary next=subsequent other=different another=one_more
more=extra,additional most=many,essentially_the_most less=fewer good=nice,first_rate best=greatest worse=inferior
grey=gray white=whitish green=inexperienced,verdant long=lengthy plain=simple own=personal whole=entire
begin=start,commence began=began_out,started begins=starts work=labour worked=laboured find=discover,uncover
found=discovered,located finds=discovers come=arrive came=arrived comes=arrives coming=arriving go=proceed
gone=departed take=grab taken=grabbed took=grabbed give=offer,provide given=supplied,offered gave=supplied
make=produce made=produced,created keep=preserve,hold kept=held keeping=holding show=present
get=receive lost=misplaced met=encountered meet=encounter need=require needed=required want=desire wants=desires
look=appear,gaze looked=gazed looking=gazing know=recognise,perceive knows=recognises see=observe seen=noticed
sent=despatched send=ship deliver=ship delivered=shipped delivery=supply bring=convey brought=introduced
leave=depart leaving=departing left=departed stay=stay_put,remain stayed=remained stand=stand_up,rise stop=cease,halt
stopped=halted put=positioned open=open_up opened=unlocked closed=shut clear=clean,transparent cleared=cleaned
clearance=clearing,elimination destroyed=demolished,ruined explode=blow_up exploded=blew_up killed=slain
injured=harm,hurt wounded=harmed,injured damaged=broken fired=launched dropped=fell scattered=strewn
decision=choice,determination delivery=supply order=command question=query questions=queries answer=reply
report=document reports=documents statement=assertion figures=numbers number=quantity
 test=check tests=checks part=half,component world=globe
lawyer=legal_professional general=common teacher=trainer doctor=physician farmer=grower farmers=growers
forces=troops troops=forces allies=associates,companions enemy=adversary agreement=settlement talks=discussions
help=assist,support attack=assault,strike attacks=assaults noise=sound area=space ground=floor,soil
money=cash price=value news=information story=tale,narrative stories=tales word=phrase words=phrases
also=additionally,moreover but=however because=as_a_result_of since=ever_since while=whereas although=although,though
after=following before=earlier_than,previous_to about=regarding,concerning among=amongst between=amid
during=throughout until=till,up_till near=close_to beside=alongside outside=exterior inside=within
with=alongside_with against=towards,in_opposition_to for=on_behalf_of into=right_into over=above from=out_of
only=solely,merely already=presently,by_now still=nonetheless,nevertheless again=once_more,once_again ever=ever_before
very=extremely,terribly almost=practically,virtually always=at_all_times here=right_here there=over_there
where=the_place when=as_soon_as this=the_present these=those those=these some=a_few every=each each=every
everybody=everyone anybody=anyone nobody=no_one something=one_thing both=each thing=factor things=issues
way=method,manner ways=methods kind=sort,type hand=palm hands=palms hour=60_minutes notes=observations
reporters=journalists,newsmen journalist=reporter committee=panel students=pupils public=general_public
crowded=packed answer=response messages=communications returned=got_here_back subject=topic
patients=sufferers team=crew teams=crews plan=scheme result=outcome reason=motive reasons=motives
danger=hazard,peril risk=threat safe=protected harm=hurt harvest=crop harvested=reaped plough=furrow
simply=merely exactly=precisely perhaps=possibly slowly=steadily quickly=rapidly together=collectively
crossed=traversed counted=tallied counting=tallying carried=transported carries=transports holds=accommodates
building=constructing walls=partitions roof=rooftop window=windowpane steps=stairs street=avenue
saw=noticed seeing=viewing hear=listen_to heard=listened_to spoke=talked listened=paid_attention
visited=toured photographed=pictured interviewed=questioned confirmed=verified examined=inspected
approved=authorised support=assist supports=assists supplied=furnished supply=provide
in=inside
the=this,that a=one,a_single and=as_well_as,plus an=one
debate=dialogue,argument parliament=the_house,legislature hall=corridor,auditorium stocks=shares,reserves ends=closes
reading=studying according=in_response experience=expertise,journey bills=payments,invoices retired=resigned enough=sufficient
trade=commerce law=regulation,legislation hiding=concealing published=revealed,released understand=perceive,grasp
ditch=trench aged=elderly ribbon=strip,lace lying=mendacity,resting type=sort,variety behind=at_the_back_of blame=fault
smart=sensible,clever opens=unlocks joined=entered,linked signature=autograph signed=inked certain=sure,positive
circumstances=conditions ratified=sanctioned ahead=forward deadline=cut-off criticise=condemn marks=grades
happened=occurred,took_place coverage=protection within=inside speaking=talking excluded=disregarded times=instances
adviser=consultant office=workplace weeks=months_or_so welcome=greet gathering=amassing worker=employee led=guided
station=depot thousands=countless cylinder=tube bean=legume thought=believed toy=plaything ones=individuals mud=dirt
selling=promoting fire=hearth time=moment evening=night little=tiny photograph=picture yard=patio play=perform
arithmetic=calculation sum=total pay=compensate arguments=quarrels share=proportion killing=slaying ended=finished
sentence=phrase politics=policy ledgers=books surgeon=specialist treated=handled itself=by_itself decent=respectable
buy=purchase sell=promote naive=gullible film=movie writer=author land=terrain surveyor=valuer views=opinions
expressed=conveyed burnt=charred somebody=someone drawn=pulled back=again calendar=almanac crosses=cruxes
engineers=technicians write=pen down=low shape=form shapes=forms tractor=truck driver=motorist bakery=patisserie sat=sat_down
runs=operates alphabet=letters headmaster=principal role=position sales=gross_sales replies=responses thin=skinny
late=overdue rather=quite pleased=happy fault=error licences=permits waved=flapped peers=friends sale=deal hide=conceal
height=peak books=volumes lie=deceive remarked=commented memories=recollections place=spot arsenals=armouries
rejects=refuses declared=proclaimed interview=dialog pointed=sharp luxury=opulence neighbour=adjoining
silence=quiet casing=shell territory=domain comment=remark timetables=schedules reply=respond shouted=yelled
hanging=dangling tree=shrub drives=pushes milk=dairy lorry=truck tick=click sign=signal languages=tongues medal=trophy
braking=stopping thank=acknowledge notice=discover wait=hold_up bus=coach knew=understood stood=rose residents=inhabitants
handful=few gravel=pebbles tin=can chief=foremost nurse=caregiver press=push briefing=session afternoon=midday
decided=determined repeatedly=time_and_again consideration=thought container=receptacle air=sky impact=influence maker=creator
failed=unsuccessful former=previous puts=places production=manufacture members=individuals differ=vary
researchers=scientists researcher=scientist pattern=sample inhabitants=residents relatives=kin capital=money
avoid=keep_away_from river=stream finished=completed message=note confident=assured series=sequence list=checklist
lawmakers=legislators parties=events letter=missive handed=passed reliability=dependability convinced=satisfied
room=chamber same=identical bridge=viaduct consequences=penalties channel=canal beam=ray haste=hurry
conclusions=findings draw=attract television=tv appearance=look hosts=hosters commented=remarked
appealed=attracted director=head vegetable=veggie blood=plasma brothers=siblings ball=sphere trouble=bother
hurt=damage invention=creation possess=own traders=merchants pictures=photos genuine=real
inquiry=investigation border=frontier guard=watchman letter=missive local=native counts=matters
consignment=shipment hesitation=reluctance envoy=emissary gift=present undertakers=morticians warned=cautioned
export=ship rule=regulation waive=forgo hold=maintain secretary=clerk delivered=shipped
ammunition=ammo safety=security decades=many_years true=real modern=contemporary device=gadget physicist=scientist
improved=upgraded soft=gentle hard=tough objected=protested evidence=proof
simple=easy went=travelled nothing=zero used=utilised using=utilizing use=usage like=similar_to
better=higher under=beneath without=with_out today=right_now end=finish further=additional
anywhere=wherever settlement=hamlet littered=cluttered pick=choose sides=facets urges=exhorts heart=coronary_heart
midnight=12_at_night friends=mates broadcasters=stations reaction=response social=societal media=press correspondent=reporter
""")
"""Some of these are bad English on purpose: that is how such pages look."""
