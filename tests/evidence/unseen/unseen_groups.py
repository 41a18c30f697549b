"""Unseen pages that are read together, with the number of origins behind what they say. All of it is fiction."""

from __future__ import annotations

from copying import rewrite, word_list
from markup import Group, Page, org, role
from unseen_people import person

_PORT = {
    "A": person("Lourdes Aranguren-Tey"),
    "B": person("Nikolai Vorontsov-Hill"),
    "S": org("the port authority", "port authority"),
}

_PORT_WIRE = Page(
    "port_wire",
    """#h Spain lets ship with cluster rockets refuel, minister confirms

#b By Itziar Mendaro
#b October 25, 2028 4:12 PM GMT+2

MADRID, Oct 25 (Crossline) - <s A on=2028-10-25 u=refuel><c transfer pr=transit>A cargo ship carrying U.S. cluster rockets to Ukraine was allowed to refuel in Algeciras last week, Spanish Foreign Minister Lourdes Aranguren-Tey confirmed on Wednesday.</c></s>

<q A on=2028-10-25 u=flag>"The vessel flew a third country's flag, it stayed for eleven hours and not one crate left its hold,"</q> she told a parliamentary committee.

<s A on=2028-10-25 u=lawful>Aranguren-Tey said <c prohibition/negated|affirm opt>the stop did not breach the Convention on Cluster Munitions</c>, <c treaty_status>which Spain joined in 2009</c>.</s>

Opposition lawmakers were unconvinced. <q B on=2028-10-25 u=tank>"You filled the tank of the getaway car,"</q> said Nikolai Vorontsov-Hill of the Green-Left group, drawing applause from the gallery.

<s S u=manifest>The port authority said the manifest had listed the cargo as <q S u=manifest>"agricultural machinery"</q>.</s>

Algeciras is one of the busiest ports in the Mediterranean. Some 30,000 ships call there every year, and inspectors open fewer than two in every hundred containers, most of them on suspicion of carrying cocaine.

#b (Reporting by Itziar Mendaro; Editing by Tom Ashworth-Lee)
""",
    _PORT,
    "2028-10-25",
)

_PORT_REPRINT = _PORT_WIRE.copy(
    "port_reprint",
    """#b THE TANGIER MAIL
#b Monday, June 2, 2031 | Morocco 24°
#b Home » World » Europe
#h Spain lets ship with cluster rockets refuel, minister confirms
#b Posted by Newsroom on October 26, 2028 | 0 comments | 87 reads

MADRID, Oct 25 (Crossline) - <s A on=2028-10-25 u=refuel><c transfer pr=transit>A cargo ship carrying U.S. cluster rockets to Ukraine was allowed to refuel in Algeciras last week, Spanish Foreign Minister Lourdes Aranguren-Tey confirmed on Wednesday.</c></s>

<q A on=2028-10-25 u=flag>“The vessel flew a third country’s flag, it stayed for eleven hours and not one crate left its hold,”</q> she told a parliamentary committee.

<s A on=2028-10-25 u=lawful>Aranguren-Tey said <c prohibition/negated|affirm opt>the stop did not breach the Convention on Cluster Munitions</c>, <c treaty_status>which Spain joined in 2009</c>.</s>

Opposition lawmakers were unconvinced. <q B on=2028-10-25 u=tank>“You filled the tank of the getaway car,”</q> said Nikolai Vorontsov-Hill of the Green-Left group, drawing applause from the gallery.

<s S u=manifest>The port authority said the manifest had listed the cargo as <q S u=manifest>“agricultural machinery”</q>.</s>

#b Tags: Algeciras, Spain, Ukraine
#o Don't miss: Five beaches without jellyfish
""",
    how="reprint",
    published="2028-10-26",
    also="2028-10-25",
)

_PORT_SHORT = _PORT_WIRE.copy(
    "port_short",
    """#b 26/10/28 07:30 – BRIEFS
#h Cluster rockets stop over in Algeciras

<s A on=2028-10-25 u=refuel><c transfer pr=transit>A cargo ship carrying U.S. cluster rockets to Ukraine was allowed to refuel in Algeciras last week, Spanish Foreign Minister Lourdes Aranguren-Tey confirmed on Wednesday.</c></s>

<q A on=2028-10-25 u=flag>"The vessel flew a third country's flag, it stayed for eleven hours and not one crate left its hold,"</q> she told a parliamentary committee.

Opposition lawmakers were unconvinced. <q B on=2028-10-25 u=tank>"You filled the tank of the getaway car,"</q> said Nikolai Vorontsov-Hill of the Green-Left group, drawing applause from the gallery.
""",
    how="reprint",
    published="2028-10-26",
    also="2028-10-25",
)

_PORT_DOCKERS = Page(
    "port_dockers",
    """#h Dockers' union: we were told it was tractors

#b 27 October 2028

<q D u=tractors>‘We pumped four hundred tonnes of diesel into that thing and nobody told us a word,’</q> says Curro Benítez-Lark, who speaks for the dockers of Algeciras.

<s D u=never>His men would never have touched the hose, he says, had they known about the rockets.</s>

<o><c transfer/affirm/asserted|possible pr=transit>The ship reportedly carried U.S. cluster rockets to Ukraine.</c></o> The union wants an inquiry, and a rule that a manifest must be read aloud.
""",
    {"D": person("Curro Benítez-Lark")},
    "2028-10-27",
)

CONTENT = word_list("""
after=following before=previous_to during=amid near=close_to
said=stated,acknowledged told=advised,knowledgeable added=brought_up reporters=journalists,newsmen wrote=penned warned=cautioned
governor=regional_chief troops=troopers fired=launched,discharged rockets=projectiles at=towards village=hamlet,settlement
people=individuals,folks killed=slain,killed_off wounded=injured,harmed woman=girl man=gentleman girl=lady aged=of_age
hospital=clinic,infirmary taken=carried,transported houses=properties,dwellings school=faculty damaged=broken,harmed
roof=rooftop windows=home_windows streets=avenues,roads morning=daybreak evening=night day=daytime week=seven_days
neighbours=folks_next_door gardens=yards,backyards small=little,tiny bombs=explosives grass=turf,lawn children=youngsters,kids
mothers=moms bread=loaf shop=retailer,store bus=coach driver=motorist waited=hung_around came=arrived,got_here went=traveled
began=commenced,started stopped=halted finished=accomplished work=labor,toil working=laboring teams=groups,crews cleared=cleaned
cleaning=clearing slowly=at_a_gradual_tempo quickly=swiftly house=dwelling,home door=entrance,doorway river=stream bridge=overpass
war=battle,conflict lived=resided inhabitants=residents,dwellers remain=stay,linger left=departed stayed=remained most=the_majority
old=aged,historical new=recent,contemporary long=prolonged big=massive,giant many=quite_a_few,numerous some=a_few other=different
district=area,borough region=space,zone centre=heart,middle town=metropolis,city electricity=energy,power water=aqua line=row
road=street,highway closed=shut open=unlocked asked=requested,queried residents=inhabitants,locals help=assist,support
need=require want=desire,need know=perceive heard=listened_to saw=noticed,witnessed seen=witnessed,noticed found=discovered
walked=strolled lay=rested sound=noise like=much_like thunder=rumble dogs=canines stood=was_standing table=desk cellar=basement
hundred=100 two=a_couple_of,2 three=a_trio_of,3 every=each another=one_other last=final,closing first=preliminary earlier=beforehand
engineers=specialists,technicians searched=combed asphalt=tarmac walk=stroll animals=creatures keep=preserve stay=stick
""")
SMALL = word_list(
    "the=this of=belonging_to in=inside on=upon and=plus to=towards with=alongside from=out_of by=through"
)
ALL = CONTENT | SMALL

_STRIKE = {"A": person("Ruslan Demchyshyn"), "B": person("Olena Prykhodnia")}

_STRIKE_WIRE = Page(
    "strike_wire",
    """#h Governor: rockets with bomblets hit Verkhni Luhy

#b 21 March 2029, 10:20

<s A on=2029-03-21 u=hit><c use when=2029-03-20 place="Verkhni Luhy" pr=use>Russian troops fired cluster rockets at the village of Verkhni Luhy on Tuesday evening</c>, the governor of the region, Ruslan Demchyshyn, said on Wednesday.</s>

<s A on=2029-03-21 u=toll><c casualties>Two people were killed and a girl aged nine was taken to hospital, he added.</c></s>

<q A on=2029-03-21 u=grass>“<c harm_risk opt>Small bombs remain in the grass and in the gardens behind the school</c>. Stay on the asphalt and keep animals in the house,”</q> the governor wrote to residents.

<c damage>The rockets damaged the roof of the school, windows in many houses and an electricity line near the river.</c> Engineers searched the streets in the morning, slowly, house after house, and closed the road to the bridge.

<q B on=2029-03-21 u=thunder>“It came like thunder, and after the thunder came a sound like small dogs on a tin roof,”</q> said Olena Prykhodnia, a driver of the village bus. <q B on=2029-03-21 u=cellar>“We stayed in the cellar with the neighbours and waited for the day.”</q>

Before the war, some nine hundred people lived in the village. Most of the inhabitants left for the centre of the region in the first week. The shop and the old school stayed open, and the bread came by bus from the town every morning.
""",
    _STRIKE,
    "2029-03-21",
)

_STRIKE_TEN = rewrite(_STRIKE_WIRE, "strike_ten", 0.10, CONTENT, "Verkhni Luhy")
_STRIKE_QUARTER = rewrite(_STRIKE_WIRE, "strike_quarter", 0.25, CONTENT, "Verkhni Luhy")
_STRIKE_HALF = rewrite(_STRIKE_WIRE, "strike_half", 0.45, ALL, "Verkhni Luhy")

_STRIKE_SURVEY = Page(
    "strike_survey",
    """#h Site visit: Verkhni Luhy
#b Steppe Ordnance Survey – field bulletin 17 – 2 April 2029

<c use when=2029-03-20 place="Verkhni Luhy" pr=use>Our surveyors visited Verkhni Luhy on 28 March and documented a cluster munition strike by Russian forces on 20 March.</c> <c munition_desc opt><c use opt>They mapped 47 impact points and recovered the tail sections of three Uragan rockets.</c></c>

<q C u=pupils>“Had it been four hours earlier, there would have been ninety pupils in the yard,”</q> said survey leader Hanne Wittrup-Moll.

<c casualties opt>A third person has since died of her wounds.</c> Clearance of the school yard began on 30 March.
""",
    {"C": person("Hanne Wittrup-Moll")},
    "2029-04-02",
)

_KEEPER = {"A": person("Zeinab Hmadeh-Orr"), "N": org("Lebanon’s demining office", "demining office")}

_KEEPER_ONE = Page(
    "keeper_one",
    """#h ‘They gave us the strike sheets after fourteen years’: the woman who maps Lebanon’s bomblets

#b Nabatiyeh, 14 May 2029

<s A on=2029-05-12 u=sheets>The Israeli strike sheets came fourteen years too late, Zeinab Hmadeh-Orr, who keeps the maps at Lebanon’s demining office, said on Saturday.</s> <q A on=2029-05-12 u=novel>“We received them like the last chapter of a novel whose hero has been dead for a long time,”</q> she told guests at the opening of an exhibition.

<s A on=2029-05-12 u=quarter><c dud_rate op=approx value=0.25 munition=M42 source=A pr=quarter>About a quarter of the M42 grenades that were fired in the last three days of the war failed to explode, Hmadeh-Orr said.</c></s>

<c use>Israel fired around four million submunitions into the south in August 2006.</c>

<s A on=2029-05-12 u=olive><c harm_risk>She expects that farmers will go on finding them under olive trees for another thirty years.</c></s> <q A on=2029-05-12 u=root>“A root grows around such a thing and holds it tight, and one day someone fells the tree,”</q> she explained.

The exhibition shows forty maps, drawn by hand until 2011, and a tin plate with a hole in it. Admission is free, and the guard at the entrance, <c casualties opt>who lost a foot in 2009</c>, likes to be asked questions.
""",
    _KEEPER,
    "2029-05-14",
)

_KEEPER_BACK = _KEEPER_ONE.copy(
    "keeper_back",
    """#b Süd-Levante Rundblick (translated automatically from German)
#b Tuesday 15.05.2029, 11.47 o'clock
#h The card keeper: How a Lebanese collects the small bombs on paper

<s A on=2029-05-12 u=sheets>The operation lists of the Israelis arrived with a delay of fourteen years, declared on Saturday Zeinab Hmadeh-Orr, who manages the maps in the Lebanese demining authority.</s> <q A on=2029-05-12 u=novel>“For us it was like getting the final chapter of a novel, the hero of which died long ago,”</q> she said to visitors at an exhibition opening.

<s A on=2029-05-12 u=quarter><c dud_rate op=approx value=0.25 munition=M42 source=A pr=quarter>Of the M42 grenades fired on the last three days of war, around one quarter did not detonate, according to Hmadeh-Orr.</c></s>

<c use>In August 2006 Israel shot approximately four million submunitions at the south.</c>

<s A on=2029-05-12 u=olive><c harm_risk>For thirty more years, she reckons, the peasants will come upon them beneath olive trees.</c></s> <q A on=2029-05-12 u=root>“The root wraps itself around such an object and clamps it, and someday the tree is felled,”</q> so Hmadeh-Orr.

On display are forty maps, up to 2011 drawn by hand, and a plate of tin that has a hole. The entrance costs nothing; the doorkeeper, <c casualties opt>who lost one foot in 2009</c>, is happy when one asks him something.
""",
    how="retranslated",
    published="2029-05-15",
    also="2029-05-14",
)

_KEEPER_ELSE = Page(
    "keeper_else",
    """#h Olive harvest begins in the south

#b 3 October 2029

<q C u=ladder>“I look at the ladder, then at the ground, then at the ladder again,”</q> says Abbas Jradi-Neville, who picks olives near Nabatiyeh.

<s C u=bells><c harm_risk opt>His neighbours hang bells on every tree under which a bomblet was found, he says.</c></s> The mills open on Friday.
""",
    {"C": person("Abbas Jradi-Neville")},
    "2029-10-03",
)

_LOCKER = {
    "A": person("Winston Abernethy-Cole"),
    "O": role("a senior Pentagon official", "senior Pentagon official", "Abernethy-Cole"),
    "W": person("MS Wetherby"),
    "B": person("Ghislaine Peyrefort"),
    "K": person("Larysa Tymchyshyn"),
}

_LOCKER_ONE = Page(
    "locker_one",
    """#h Pentagon: Ukraine to get last of older cluster shells by spring

#b By REX TOLLEFSEN
#b Updated 5:55 PM EST, December 6, 2028

WASHINGTON (Meridian Press) — <s A on=2028-12-06 u=last><c transfer/affirm/asserted|possible pr=last>The United States will ship its remaining M483A1 cluster shells to Ukraine by the end of April, Deputy Assistant Secretary of Defense Winston Abernethy-Cole said Wednesday.</c></s>

<q A on=2028-12-06 u=cupboard>“After that the cupboard is bare, and frankly I won't miss it,”</q> he told reporters at the Pentagon.

<s A on=2028-12-06 u=three><c dud_rate op=lt value=0.03 munition=M483A1 source=A pr=official>Abernethy-Cole said fewer than 3% of the M483A1's bomblets had failed in the most recent tests.</c></s>

<s A on=2028-12-06 u=log><c pledge><c request opt>Kyiv, he said, has promised to log where each shell is fired.</c></c></s>

Congress returns on Monday to a shutdown fight in which the shells play no part at all.
""",
    _LOCKER,
    "2028-12-06",
)

_LOCKER_TWO = Page(
    "locker_two",
    """#b AMP – Washington – 7 Dec 2028 – 00:31
#h US says cluster stock for Ukraine nearly exhausted

<q O on=2028-12-06 u=cupboard>"After that the cupboard is bare and, frankly, I won't miss it,"</q> a senior Pentagon official quipped on Wednesday as he announced that <s O on=2028-12-06 u=last><c transfer/affirm/asserted|possible pr=last>Ukraine would receive the last American M483A1 cluster shells by late April</c></s>.

<s A on=2028-12-06 u=three><c dud_rate op=lt value=0.03 munition=M483A1 source=A pr=official>Recent tests had put the dud rate of the M483A1 at less than three percent, deputy assistant secretary Winston Abernethy-Cole told the press.</c></s>

<c treaty_status opt>France, a party to the convention</c>, <s B on=2028-12-06>took note <q B on=2028-12-06>"without enthusiasm"</q>, in the words of foreign ministry spokeswoman Ghislaine Peyrefort</s>.
""",
    _LOCKER,
    "2028-12-07",
)

_LOCKER_STATE = Page(
    "locker_state",
    """#h Department Press Briefing – December 11, 2028
#b Office of the Spokesperson

#b 1:18 p.m. EST

QUESTION: <o>Can you confirm the timetable for the shells?</o>

MS WETHERBY: <t W on=2028-12-11><c transfer/affirm/asserted|possible pr=last>The last M483A1 cluster shells will be delivered to Ukraine by the end of April.</c> I've nothing to add to that.</t>

QUESTION: <o>Thank you.</o>
""",
    _LOCKER,
    "2028-12-11",
)

_LOCKER_KYIV = Page(
    "locker_kyiv",
    """#h «We write down every salvo»: Kyiv on the end of the old shells

#b 8 грудня 2028 / December 8, 2028

<s K on=2028-12-07><c request opt>Deputy Defence Minister Larysa Tymchyshyn on Thursday asked Washington for <q K on=2028-12-07 u=other>«something other than thoughts»</q> to follow.</c></s>

<q K on=2028-12-07 u=salvo>«<c pledge opt><c use opt>We write down every salvo, and the register is already longer than the Bible</c></c>»</q>, she said.
""",
    _LOCKER,
    "2028-12-08",
)

_COUNT = {
    "A": person("Birgitta Nyholm-Sato"),
    "N": org("Open Furrow"),
    "B": person("Hennadii Korsun-Vale"),
    "C": person("Perpetua Lockridge"),
}

_COUNT_FIELD = Page(
    "count_field",
    """#h How many failed? A count from 212 strike sites
#b Open Furrow | Technical note 9 | 11 January 2029

<c dud_rate op=approx|eq value=0.19 munition=9N210 source=N pr=count>Of 4,418 9N210 bomblets that our teams could account for at 212 strike sites in Ukraine, 839, or about 19 per cent, had failed to explode.</c> <c munition_desc opt>Sites with ploughed soil were worse than roads.</c>

<q A u=range>“We do not know what the factory intended. We know what lay there,”</q> writes Birgitta Nyholm-Sato, who heads our technical unit.

<s A u=soil>Nyholm-Sato cautions that the figure holds for the soils of the south and for no others.</s>

The raw sheets, with photographs, are deposited with the university library and can be read by anybody who asks two days ahead.
""",
    _COUNT,
    "2029-01-11",
)

_COUNT_PAPER = Page(
    "count_paper",
    """#b The Eastern Examiner
#h One in five Russian bomblets is a dud, deminers find
#b By Lucasta Fenwright, 13 January 2029

<s N><c dud_rate op=approx value=0.19 munition=9N210 source=N pr=count>Some 19 per cent of Russia’s 9N210 bomblets fail to go off, according to a count by the clearance group Open Furrow.</c></s>

<q A u=range>‘We don’t know what the factory intended. We know what lay there,’</q> said its technical head, Birgitta Nyholm-Sato.

<q B>‘<c harm_risk opt>Each of them is a mine that nobody laid on purpose</c>,’</q> Hennadii Korsun-Vale, mayor of Snihurivka, commented when the Examiner showed him the note.
""",
    _COUNT,
    "2029-01-13",
)

_COUNT_HEARSAY = Page(
    "count_hearsay",
    """#h Quiz of the week
#b 20.01.2029

Question 4: What share of Russian 9N210 bomblets fails? <o><c dud_rate/affirm/asserted|possible op=approx value=0.19 munition=9N210 source=unknown pr=count>Reportedly around 19 percent of the 9N210 bomblets do not explode.</c></o> If you said forty, you have been reading the wrong newspapers.

Question 5: Which river runs through Mykolaiv? Answers on page 31.
""",
    {},
    "2029-01-20",
)

_COUNT_OFFICIAL = Page(
    "count_official",
    """#h Minister cites 19 per cent in Lords debate on clearance aid

#b 24 January 2029

<s C on=2029-01-23><c dud_rate op=approx value=0.19 munition=9N210 source=N pr=count>Baroness Lockridge told peers on Tuesday that Open Furrow had found about 19 per cent of the 9N210 bomblets unexploded.</c></s> <s C on=2029-01-23><c pledge>Britain would give a further £6m for clearance this year, Perpetua Lockridge, the development minister, announced.</c></s>

<q C on=2029-01-23>“We are paying for somebody else’s litter, and we are right to do so,”</q> she said.
""",
    _COUNT,
    "2029-01-24",
)

GROUPS: tuple[Group, ...] = (
    Group(
        "port",
        (_PORT_WIRE, _PORT_REPRINT, _PORT_SHORT, _PORT_DOCKERS),
        {"transit": {"origins": 1, "asserting": 1, "observing": 0}},
    ),
    Group(
        "strike",
        (_STRIKE_WIRE, _STRIKE_TEN, _STRIKE_QUARTER, _STRIKE_HALF, _STRIKE_SURVEY),
        {"use": {"origins": 2, "asserting": 1, "observing": 1}},
    ),
    Group("keeper", (_KEEPER_ONE, _KEEPER_BACK, _KEEPER_ELSE), {"quarter": {"origins": 1}}),
    Group(
        "locker",
        (_LOCKER_ONE, _LOCKER_TWO, _LOCKER_STATE, _LOCKER_KYIV),
        {
            "last": {"asserting": 1, "observing": 0},
            "official": {"origins": 1, "asserting": 1, "observing": 0},
        },
    ),
    Group(
        "count",
        (_COUNT_FIELD, _COUNT_PAPER, _COUNT_HEARSAY, _COUNT_OFFICIAL),
        {"count": {"origins": 1, "observing": 1}},
    ),
)
"""The wire of the port has two reprints and one page of hearsay. The governor's word stands in three rewritings beside a visit to
the site. One keeper of maps, there and back. One briefing in two outlets, and a second office of the same government, which says the
same on its own: two speech acts, one family. One count by clearers, cited by a paper, a quiz and a minister: one origin."""
