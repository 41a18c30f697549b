"""Second half, held out: what the machine that rewrites puts in place of a word."""

from __future__ import annotations

from copying import word_list

WORDS = word_list("""
said=remarked,opined says=remarks,opines told=apprised,notified announced=proclaimed,publicised reported=relayed,recounted
stated=articulated,averred declared=pronounced assured=guaranteed confirmed=corroborated,validated explained=elucidated
admitted=confessed,owned_up_to insisted=maintained answered=countered replied=rejoined retorted=countered added=appended
asked=enquired_of,besought promised=pledged,gave_word estimated=approximated noted=observed recalls=remembers
expressed=voiced proposed=suggested suggested=recommended mentioned=cited conceded=granted argued=reasoned
commented=observed called=termed,dubbed wrote=scribbled posted=published spoke=conversed speaking=conversing
the=this,such a=some and=in_addition_to,along_with but=yet,though while=whilst when=whenever because=owing_to
after=subsequent_to before=prior_to until=up_to since=from_the_time about=with_regard_to with=together_with
without=devoid_of between=amongst during=in_the_course_of also=likewise only=just,merely still=even_now
then=thereafter there=in_that_place here=hereabouts now=at_present already=by_this_time again=afresh
very=exceedingly rarely=seldom usually=ordinarily too=excessively enough=adequate almost=nigh_on
everything=the_lot everybody=all_and_sundry nobody=not_anybody somebody=some_person nothing=naught something=some_thing
many=a_multitude_of several=a_variety_of some=certain few=scant more=further most=the_majority_of other=additional
first=initial last=ultimate,closing next=ensuing second=subsequent another=a_further each=every every=each
small=diminutive,petite large=sizeable big=sizeable old=aged,antique new=novel,fresh good=fine best=finest
long=extended,prolonged short=brief,concise low=hushed high=elevated own=proper dark=dim wrong=incorrect right=correct
awkward=clumsy kind=benevolent empty=vacant paved=tarmacked green=verdant eastern=easterly regular=habitual
people=persons,citizens children=offspring,minors child=minor,infant boys=youths girl=lass man=gentleman woman=lady
women=ladies wife=spouse daughter=female_child mother=parent family=kinsfolk families=kinsfolk neighbour=fellow_resident
neighbours=fellow_residents widows=bereaved_ladies teacher=educator,instructor teachers=educators student=scholar
reporter=newsman,correspondent correspondent=newsman journalists=newsmen visitors=callers guests=invitees
driver=chauffeur surgeon=doctor clerk=scribe farmers=agriculturists villagers=countryfolk sheep=flock sons=heirs
witnesses=onlookers researchers=investigators researcher=investigator engineer=technician manufacturer=producer
lawyers=attorneys broker=dealer_agent cadet=trainee miller=grinder goats=billy_goats cow=bovine hen=fowl herders=drovers
soldier=warrior soldiers=warriors troops=servicemen army=armed_forces forces=contingents units=detachments
house=abode,residence houses=residences home=abode door=doorway doors=doorways roof=rooftop window=pane wall=partition
yard=courtyard garden=plot hall=chamber room=apartment shed=hut sheds=huts barn=outhouse mill=grindery road=thoroughfare
lane=alley street=boulevard bridge=overpass railway=railroad trains=locomotives line=track station=halt
village=township,hamlet villages=townships town=municipality towns=municipalities district=precinct,county capital=metropolis
border=boundary country=realm,state countries=realms valley=vale hills=knolls hill=knoll slope=incline slopes=inclines
field=pasture fields=pastures land=terrain,acreage soil=earth ground=turf grass=turf pond=pool island=isle
war=hostilities,warfare peace=harmony ceasefire=truce attack=onslaught attacked=assailed weapon=armament weapons=weaponry
fragments=shards samples=specimens remains=leftovers danger=jeopardy dangerous=hazardous,perilous courage=bravery
carried=transported carries=conveys carry=convey brought=fetched bring=fetch send=dispatch sent=dispatched
deliver=hand_over delivered=handed_over delivery=handover deliveries=handovers supply=furnish supplying=furnishing
sale=vending sell=vend stocks=inventories depot=warehouse depots=warehouses crate=box crates=boxes lot=batch
give=bestow gave=bestowed given=bestowed take=seize taken=seized took=seized get=obtain keep=retain kept=retained
hold=retain held=retained put=placed stand=remain stood=remained stands=remains sit=perch go=proceed goes=proceeds
went=proceeded come=turn_up comes=turns_up came=turned_up coming=turning_up leave=exit left=exited leaves=exits
leaving=exiting walk=stroll walked=strolled run=operate runs=operates stop=desist stopped=desisted begin=commence
began=commenced begins=commences continue=persist continues=persists closed=sealed open=ajar opened=inaugurated
opening=inauguration looked=glanced look=glance see=behold saw=beheld seen=beheld heard=overheard hear=overhear
know=be_aware knows=is_aware think=reckon thinks=reckons believe=suppose believes=supposes fears=dreads hope=aspiration
want=wish wanted=wished wants=wishes like=akin_to likes=enjoys prefer=favour need=necessitate pay=remunerate
paid=remunerated find=locate found=located counted=enumerated count=enumerate recorded=registered cleared=purged
clear=purge examine=scrutinise examined=scrutinised photographed=snapped treated=tended injured=hurt,maimed hurt=injured
wounded=maimed died=perished killed=slain destroyed=wrecked,obliterated damaged=impaired saved=rescued lost=forfeited
dropped=let_fall fired=discharged fell=tumbled thrown=hurled throws=hurls explode=detonate exploded=detonated
fail=malfunction failed=malfunctioned collected=gathered collect=gather published=issued printed=typeset
paper=document papers=documents letter=epistle,missive report=account reports=accounts statement=pronouncement
record=log list=roster map=plan maps=plans number=tally figures=digits coordinates=bearings pictures=images
picture=image photographs=images word=term words=terms question=query questions=queries answer=rejoinder
story=narrative subject=theme case=lawsuit cases=lawsuits court=tribunal inquest=inquiry hearing=session evidence=testimony
law=statute laws=statutes article=clause treaty=accord,pact convention=pact agreement=accord annex=appendix
government=cabinet parliament=legislature committee=panel group=cluster_of_people organisation=body,outfit office=bureau
company=firm shareholders=stockholders customer=client customers=clients industry=manufacturing trade=traffic
money=funds price=cost dividend=payout pensions=annuities coffee=java sandwich=snack tea=brew bread=loaf milk=dairy
potatoes=spuds harvest=crop sowing=seeding season=time_of_year autumn=fall summer=summertime winter=wintertime
spring=springtime morning=forenoon evening=nightfall afternoon=post_meridiem night=nighttime today=this_day day=date
days=dates week=fortnight_half weeks=sennights month=lunar_month months=moons year=twelvemonth years=twelvemonths
hour=sixty_minutes hours=sixty_minute_spells minutes=moments time=period times=occasions life=existence
meeting=gathering conference=symposium visit=call team=squad teams=squads staff=personnel centre=hub training=schooling
plan=blueprint plans=blueprints help=aid support=backing work=toil works=toils working=toiling burnt=scorched
metal=metallic cylinder=drum scrap=bit engine=motor furnace=kiln object=item objects=items device=contraption
thing=item things=items step=doorstep telephone=phone call=ring rang=phoned voice=tone silence=hush language=tongue
laughing=chuckling joked=quipped smiled=grinned shrugs=hunches thanked=expressed_gratitude applauded=clapped
arrived=showed_up sealed=closed_up established=ascertained found=ascertained led=headed leads=heads heads=leads
guarded=watched moved=shifted planted=sowed decide=determine revealed=divulged disclosed=divulged published=put_out
advised=counselled demanded=insisted_on urged=exhorted slammed=lambasted blasted=lambasted branded=labelled
condemns=denounces condemned=denounced reminded=prompted contradicted=gainsaid quoted=cited dismissed=brushed_aside
real=actual whole=complete different=distinct same=identical free=gratis friend=pal friends=pals ally=partner
embassy=legation embassies=legations flags=banners president=head_of_state sources=insiders spokesman=mouthpiece
rain=drizzle rains=drizzles sand=grit gravel=pebbles sieve=strainer fragments=splinters seeds=kernels tin=can
aside=to_one_side together=jointly above=over beside=next_to behind=to_the_rear_of inside=within outside=beyond
far=distant close=near nearly=nearly_all around=circa over=beyond under=underneath through=by_way_of
toward=in_the_direction_of along=alongside across=athwart
in=within from=out_of them=those_ones what=whatever into=inside_of any=whichever all=the_entirety_of out=outward off=away
where=wherever among=amidst which=that against=versus these=the_following those=the_ones once=one_time twice=two_times
ever=at_any_moment yet=as_yet later=afterwards rather=preferably elsewhere=in_another_place probably=presumably
member=participant members=participants desk=bureau past=bygone written=penned made=fabricated taught=instructed
makers=producers promise=vow fewer=less ports=harbours side=flank others=the_rest hand=palm radio=wireless
foreign=overseas bank=financial_institution content=contented missing=absent contaminated=polluted notes=jottings
press=media former=erstwhile attended=visited source=origin claim=assertion ward=sickroom paint=varnish older=elder
formally=officially remaining=residual video=footage link=connection lies=rests sweeping=brushing opposition=resistance
magazine=periodical kettle=pot arguing=quarrelling cars=automobiles accidents=mishaps files=dossiers explains=clarifies
handwriting=script thought=reckoned stops=halts news=tidings ribbon=band breathe=inhale fire=blaze drive=motor
late=tardy care=mind college=academy ordinary=commonplace lorry=truck air=sky suits=befits argument=contention
newer=fresher better=superior meet=encounter books=tomes shares=stakes pass=transit rant=tirade state=public
television=telly drink=sip post=mail death=demise parcel=package remember=recollect grandchildren=descendants
outburst=eruption theatre=drama signed=inked sign=ink disagree=differ politely=courteously consider=deem owns=possesses
understanding=sympathy fighting=battling bound=tied helping=assisting includes=comprises motorways=highways disputed=contested
stores=stockpiles shepherd=herdsman near=close_by postponed=deferred clearance=removal phone=telephone kick=boot
dead=lifeless struck=deleted deminer=sapper order=sequence happened=occurred crosses=marks listening=harkening stove=cooker
shakes=wags head=skull finished=completed lifetime=days online=on_the_internet invasion=incursion broom=brush unit=formation
platform=stage polite=civil hats=caps sounds=seems loses=forfeits leg=limb sums=arithmetic finish=complete maim=cripple
name=title keeps=retains comments=remarks national=countrywide waiting=queueing speeches=addresses smelled=reeked
lectern=rostrum donors=benefactors stuck=jammed offered=proffered deminers=sappers holding=gripping eaten=consumed
telephoned=phoned closing=concluding victims=sufferers banned=outlawed outskirts=fringes dispatch=bulletin spoken=chatted
beekeeper=apiarist accusation=allegation coalition=alliance employ=deploy populated=inhabited places=spots reply=response
joined=entered civilians=noncombatants explosive=volatile remnants=residues coordinator=organiser higher=greater
parties=sides share=divulge areas=zones costs=charges else=besides foot=leg trained=schooled education=instruction
debate=discussion exports=shipments unlawful=illegal container=receptacle containers=receptacles write=pen
honourable=esteemed brokers=go-betweens arranged=organised forbidden=prohibited understand=comprehend witness=onlooker
recollection=memory forged=counterfeited arsenal=armoury museum=gallery widely=broadly rule=maxim
""")
"""The list was made without looking at the one of the first half; where they agree, so do such machines."""
