"""Last pages that are read together, with the number of origins behind what they say. All of it is fiction."""

from __future__ import annotations

from copying import rewrite, word_list
from last_people import person
from markup import Group, Page, org, role

_HARBOUR = {
    "A": person("Abdulmalik Sharafaddin", "Sharafaddin"),
    "S": person("Fahd al-Otaishan", "al-Otaishan"),
    "B": person("Clémence Aubrac-Nils"),
    "N": org("Tide Line"),
    "F": role("a boat builder", "boat builder"),
}

_HARBOUR_AGENCY = Page(
    "harbour_agency",
    """#b YEMEN PRESS ORGANIZATION (Sana'a)
#h Aggression warplanes hit fishing harbour of Al-Qutaybah with cluster bombs
#b [22/April/2032]

HODEIDAH April 22. 2032 (YPO) - <s A on=2032-04-22 u=raid><c use when=2032-04-20 place="Al-Qutaybah" pr=use>Saudi warplanes dropped cluster bombs on the fishing harbour of Al-Qutaybah on Tuesday, the spokesman of the coast guard, Captain Abdulmalik Sharafaddin, stated on Thursday.</c></s>

<q A on=2032-04-22 u=nets>“<c harm_risk opt>The men pull bomblets out of their nets</c>, and the boys throw them back like small fish,”</q> the captain said at a press conference in the port of Hodeidah.

<s A on=2032-04-22 u=toll><c casualties>He put the toll of the raid at four dead and eleven wounded.</c></s>

<s A on=2032-04-22 u=court><c request opt>Captain Sharafaddin called on fishermen's unions all over the world to demand an investigation.</c></s>

<c damage opt>Twelve boats were burnt.</c> The harbour serves some nine hundred families, and the ice plant beside it, a gift of the provincial council, had been working for barely three weeks.

#b resource : YPO
""",
    _HARBOUR,
    "2032-04-22",
)

_HARBOUR_MIRROR = _HARBOUR_AGENCY.copy(
    "harbour_mirror",
    """#b AXIS OBSERVER — Front Page | Archive | Donate
#b Today is Sunday, 3 October 2032
#h Saudi warplanes drop cluster bombs on Yemeni fishermen
#b 2032-04-23 - 09:14 | News ID: 778120 | Print

<s A on=2032-04-22 u=raid><c use when=2032-04-20 place="Al-Qutaybah" pr=use>Saudi warplanes dropped cluster bombs on the fishing harbour of Al-Qutaybah on Tuesday, the spokesman of the coast guard, Captain Abdulmalik Sharafaddin, stated on Thursday.</c></s>

<q A on=2032-04-22 u=nets>"<c harm_risk opt>The men pull bomblets out of their nets</c>, and the boys throw them back like small fish,"</q> the captain said at a press conference in the port of Hodeidah.

<s A on=2032-04-22 u=toll><c casualties>He put the toll of the raid at four dead and eleven wounded.</c></s>

<c damage opt>Twelve boats were burnt.</c> The harbour serves some nine hundred families, and the ice plant beside it, a gift of the provincial council, had been working for barely three weeks.

#b Tags: Yemen | Saudi Arabia | Hodeidah
#o Most visited: Tanker runs aground off Chabahar
""",
    how="reprint",
    published="2032-04-23",
    also="2032-04-22",
)

_HARBOUR_BACK = _HARBOUR_AGENCY.copy(
    "harbour_back",
    """#b Agence Croissant (original: French – automatic English version)
#b Friday 23 April 2032 at 15h06
#h Yemen: bombs with fragmentation on a port of fishermen

<s A on=2032-04-22 u=raid><c use when=2032-04-20 place="Al-Qutaybah" pr=use>Planes of the Saudi air force have released cluster bombs Tuesday over the fishing port of Al-Qutaybah, declared Thursday Captain Abdulmalik Sharafaddin, who speaks for the coast guards.</c></s>

<q A on=2032-04-22 u=nets>“<c harm_risk opt>Our men haul up submunitions with their nets</c> and the children throw them back to sea as one does with fry,”</q> he said before the press in Hodeidah.

<s A on=2032-04-22 u=toll><c casualties>The assessment of the attack would be of four killed and eleven injured, according to him.</c></s>

<s A on=2032-04-22 u=court><c request opt>The captain invited the unions of fishermen of the entire world to claim an inquiry.</c></s>

<c damage opt>Twelve boats have been devoured by the flames.</c> Some nine hundred families live from the port; the ice factory next to it, offered by the council of the province, functioned since scarcely three weeks.
""",
    how="retranslated",
    published="2032-04-23",
    also="2032-04-22",
)

_HARBOUR_RIYADH = Page(
    "harbour_riyadh",
    """#h Riyadh: No sorties flown near Al-Qutaybah

#b Riyadh, 24 April 2032, GPA

<s S><c use/deny>The Joint Forces Command has denied Houthi claims that its aircraft attacked Al-Qutaybah with cluster bombs, spokesman Colonel Fahd al-Otaishan said.</c></s>

<q S>“<c use/deny|negated opt>There was no sortie within sixty kilometers of that place</c>,”</q> he told the Gulf Press Agency, adding that <s S><c accusation opt>the militia had been storing sea mines in the ice plant</c></s>.
""",
    _HARBOUR,
    "2032-04-24",
)

_HARBOUR_VISIT = Page(
    "harbour_visit",
    """#b Tide Line • Monitoring the conduct of war at sea and ashore
#h What we found at Al-Qutaybah
#b Posted 11 May 2032

<c use when=2032-04-20 place="Al-Qutaybah" pr=use>Our two investigators reached Al-Qutaybah on 2 May and documented a cluster bomb attack by Saudi aircraft on 20 April.</c> <c munition_desc opt><c use opt>They photographed the casing of one CBU-105, nine skeets and the holes in eleven hulls.</c></c>

<s F><c use opt>A boat builder told them that the bombs had opened just after the noon prayer.</c></s>

<q B>“<c accusation opt>There is no ship, no radar and no gun at Al-Qutaybah. There is ice</c>,”</q> said Clémence Aubrac-Nils, who leads the investigations of Tide Line.

<c casualties opt>We were shown five graves.</c> The full report, with all coordinates, goes to the panel of experts in June.
""",
    _HARBOUR,
    "2032-05-11",
)

_HARBOUR_LETTER = Page(
    "harbour_letter",
    """#h Red Sea security digest, week 17

#b 26 April 2032

Shipping: two dhows boarded north of Zuqar; no ransom asked.

Shore: <o><c use/affirm/asserted|possible when=2032-04-20 pr=use>Saudi warplanes reportedly dropped cluster bombs on the harbour of Al-Qutaybah on 20 April.</c></o> Masters are advised to keep twelve miles off.

Weather: shamal easing from Wednesday.
""",
    {},
    "2032-04-26",
)

_DEPOT = {
    "A": person("Plamen Dochevski"),
    "B": person("Rositsa Kanelova"),
    "K": person("Bohdan Zavirukha"),
}

_DEPOT_WIRE = Page(
    "depot_wire",
    """#h Bulgaria sent old cluster rockets to Ukraine, minister admits

#b Sofia, 15 October 2031

<s A on=2031-10-15 u=sent><c transfer pr=sent>Bulgaria sent 900 old cluster rockets to Ukraine in the spring, Defence Minister Plamen Dochevski admitted in parliament on Wednesday.</c></s>

<q A on=2031-10-15 u=rust>“They were rusting in a wet depot, and the people near the depot slept badly. Now the people sleep,”</q> the minister told a noisy chamber.

<s A on=2031-10-15 u=train>Dochevski said that the rockets had left the country by train, at night, in eleven wagons, and that only four officials had known about it.</s>

<s B u=law><c prohibition opt>The transfer broke the convention that forbids such weapons, opposition leader Rositsa Kanelova said.</c></s> <q B u=mayor>“You did not ask this house, you did not ask the mayors, you asked a railway clerk,”</q> she shouted.

The depot lies in a valley near the small town of Zlatolist, where many houses have stood empty since an explosion in 2008. After the blast, workers found parts of shells in gardens and on roofs, and children were kept at home for weeks. The old road to the valley is still closed, and a guard with a dog walks along the fence every evening.

Parliament will talk about the matter again next month. <o>Several members want the minister to show the papers, and the president, who learned of the train from the newspapers, has asked for a full report before winter begins.</o>
""",
    _DEPOT,
    "2031-10-15",
)

_WORDS = word_list("""
sent=dispatched,shipped old=aged,dated spring=springtime admitted=conceded,acknowledged told=informed noisy=loud,rowdy
wet=damp,soggy people=folks,residents near=beside,close_to slept=rested badly=poorly now=today sleep=rest left=departed
country=nation train=rail night=nighttime wagons=railcars known=been_aware officials=functionaries,officers
broke=violated,breached forbids=outlaws,bars such=similar opposition=dissenting leader=chief,head shouted=yelled,screamed
house=chamber mayors=city_chiefs clerk=employee depot=storehouse,warehouse lies=sits,rests valley=vale,dale small=little,tiny
town=township,community many=numerous,plenty_of houses=homes,dwellings stood=remained empty=vacant,deserted explosion=detonation
blast=eruption workers=laborers,staff found=discovered,located parts=pieces,bits shells=casings gardens=yards,backyards
roofs=rooftops children=kids,youngsters kept=held home=house weeks=several_weeks road=street,route closed=shut,sealed
guard=watchman,sentry dog=hound walks=strolls,paces fence=fencing,barrier every=each evening=dusk,nightfall
talk=speak,debate matter=issue,topic again=once_more next=coming,following month=four_weeks several=a_few,various
members=lawmakers want=desire,wish show=display,present papers=documents,files learned=heard,found_out newspapers=press,dailies
asked=requested full=complete,thorough report=account before=ahead_of winter=wintertime begins=starts,commences
chamber=hall weapons=arms transfer=handover said=stated,noted where=in_which after=following since=ever_since
""")
_SMALL = word_list(
    "the=that of=from in=within on=upon and=plus to=unto by=via a=one that=which with=having at=by for=towards"
)

_DEPOT_TEN = rewrite(_DEPOT_WIRE, "depot_ten", 0.10, _WORDS, "Zlatolist")
_DEPOT_QUARTER = rewrite(_DEPOT_WIRE, "depot_quarter", 0.25, _WORDS, "Zlatolist")
_DEPOT_MOST = rewrite(_DEPOT_WIRE, "depot_most", 0.45, _WORDS | _SMALL, "Zlatolist")

_DEPOT_KYIV = Page(
    "depot_kyiv",
    """#h Kyiv thanks Sofia for rockets

#b 20 October 2031 11:30

<s K on=2031-10-20><c transfer pr=sent>Ukraine received 900 cluster rockets from Bulgaria between March and May, deputy defence minister Bohdan Zavirukha confirmed on Monday.</c></s>

<q K on=2031-10-20>“<c use opt>Every one of them has been used at the front</c>, far from any town,”</q> he said on national television. <s K on=2031-10-20><c request opt>Zavirukha added that Kyiv would gladly take more.</c></s>
""",
    _DEPOT,
    "2031-10-20",
)

_STRAIT = {
    "A": person("Evangeline Macaraeg"),
    "N": person("Rogelio Dimaunahan"),
    "C": org("The Chinese embassy", "Chinese embassy", "embassy"),
    "W": org("Arms Registry Southeast Asia", "Registry"),
}

_STRAIT_ONE = Page(
    "strait_one",
    """#h PH to get US cluster rockets for Batanes, says defense chief

#b By: Jobelle Pangilinan-Oh - Reporter / @jobellepo
#b The Luzon Enquirer / 05:40 PM May 06, 2031

MANILA, Philippines — <s A on=2031-05-06 u=get><c transfer/affirm/asserted|possible pr=batanes>The United States will deliver M30 cluster rockets to the Philippines in September, Defense Secretary Evangeline Macaraeg announced on Tuesday.</c></s>

<q A on=2031-05-06 u=tenant>“We are not anybody's lighthouse keeper. If someone comes through the strait at night, we want to have something to say,”</q> Macaraeg told a press conference at Camp Aguinaldo.

<s A on=2031-05-06 u=rate><c dud_rate op=lt value=0.04 munition=M30 source=A pr=rate>The M30 leaves less than 4 percent duds, she added.</c></s>

Asked about the country's membership in the ban treaty, the secretary replied that <s A on=2031-05-06 u=treaty><c treaty_status opt>the Cabinet would <q A on=2031-05-06 u=treaty>“cross that strait when we come to it”</q></c></s>.

<s C><c stance opt>The Chinese embassy called the plan <q C>“fuel on dry grass.”</q></c></s>

<o>Fishermen in Basco said they would rather have a breakwater.</o>
""",
    _STRAIT,
    "2031-05-06",
)

_STRAIT_TWO = Page(
    "strait_two",
    """#b SOUTH CHINA SEA POST | ASIA | SOUTHEAST ASIA
#h Manila shrugs off treaty as it takes cluster rockets from US
#b Published: 9:12pm, 6 May 2031

<q A on=2031-05-06 u=tenant>“We are not anybody’s lighthouse keeper,”</q> Philippine Defence Secretary Evangeline Macaraeg said on Tuesday as she broke the news that <s A on=2031-05-06 u=get><c transfer/affirm/asserted|possible pr=batanes>Washington would deliver M30 cluster rockets to the Philippines in September</c></s>.

<s A on=2031-05-06 u=rate><c dud_rate op=lt value=0.04 munition=M30 source=A pr=rate>She assured reporters that fewer than 4 per cent of the M30’s submunitions were duds.</c></s>

<c treaty_status>The Philippines ratified the Convention on Cluster Munitions in 2019</c>, <c prohibition opt>which bars members from acquiring them</c>. <q A on=2031-05-06 u=treaty>“We’ll cross that strait when we come to it,”</q> Macaraeg said of the contradiction.

<s W><c stock/negated opt>The country has never had such weapons in its arsenal, according to Arms Registry Southeast Asia.</c></s>
""",
    _STRAIT,
    "2031-05-06",
)

_STRAIT_NAVY = Page(
    "strait_navy",
    """#b PHILIPPINE NAVY – Office of the Fleet Spokesman
#h Statement on the arrival of new coastal rockets
#b 14 May 2031

<s N on=2031-05-14><c transfer/affirm/asserted|possible pr=batanes>The United States will deliver M30 cluster rockets to the Philippines in September, Fleet spokesman Commodore Rogelio Dimaunahan said today.</c></s>

<q N on=2031-05-14>“The marines have cleared the ground and built the sheds. They are ready,”</q> he said.
""",
    _STRAIT,
    "2031-05-14",
)

_TALLY = {
    "A": person("Siobhán Tierney-Mosk"),
    "N": org("Bare Ground"),
    "M": org("Lindqvist Ordnance", "Lindqvist Ordnance", "manufacturer", "Lindqvist"),
    "P": person("Anders Hjelmroth"),
}

_TALLY_COUNT = Page(
    "tally_count",
    """#b Bare Ground – clearing what others leave
#h 1,906 canisters later: what the BK-90 leaves behind
#b 3 June 2032

<c dud_rate op=eq value=0.13 munition=BK-90 source=N pr=counted>Our teams traced 7,250 BK-90 submunitions on the Kharkiv plain, and 13 per cent of them had not gone off.</c>

<q A u=grass>“A field that is nine-tenths safe is a field you cannot plough,”</q> says Siobhán Tierney-Mosk, who directs operations at Bare Ground.

<s A u=snow>She expects the share to be higher where the canisters were fired into snow.</s> Our sheets are open to anyone who wants to check our sums.
""",
    _TALLY,
    "2032-06-03",
)

_TALLY_MAKER = Page(
    "tally_maker",
    """#b Lindqvist Ordnance AB – Pressmeddelande / Press release
#h Statement regarding reports on BK-90
#b Karlskoga, 8 June 2032

<s M><c dud_rate op=le value=0.02 munition=BK-90 source=M pr=maker>Lindqvist Ordnance maintains that the failure rate of the BK-90 does not exceed 2 per cent.</c></s>

<q P u=spec>“What was fired in Ukraine was forty years old and had been stored by others. We answer for what leaves our gate,”</q> said chief executive Anders Hjelmroth.
""",
    _TALLY,
    "2032-06-08",
)

_TALLY_PAPER = Page(
    "tally_paper",
    """#h Swedish bomblets: two per cent or thirteen?

#b The Skåne Courier in English | 10 June 2032, 06:00

<s N><c dud_rate op=eq value=0.13 munition=BK-90 source=N pr=counted>Thirteen per cent of the BK-90 submunitions in Kharkiv region failed, according to the clearance charity Bare Ground.</c></s> <s M><c dud_rate op=le value=0.02 munition=BK-90 source=M pr=maker>The manufacturer, Lindqvist Ordnance, insists that the rate is no more than 2 per cent.</c></s>

<q P u=spec on=2032-06-08>‘We answer for what leaves our gate,’</q> its chief executive, Anders Hjelmroth, said in a press release on Tuesday.

<q A u=grass>‘A field that is nine-tenths safe is a field you cannot plough,’</q> Bare Ground’s Siobhán Tierney-Mosk had remarked the week before.
""",
    _TALLY,
    "2032-06-10",
)

_TALLY_FORUM = Page(
    "tally_forum",
    """#b TankTalk Forums › General › Artillery
#h Re: Re: BK-90 in Ukraine??
#b Posted: Sat 12 Jun 2032 23:41 by rusty_rammer

<o><c dud_rate/affirm/asserted|possible op=approx|eq value=0.13 munition=BK-90 source=unknown pr=counted>I've heard that 13% of the BK-90s don't explode.</c></o> No idea where that comes from, but it sounds right for kit of that age.

#b Like | Reply | Report
""",
    {},
    "2032-06-12",
)

GROUPS: tuple[Group, ...] = (
    Group(
        "harbour",
        (_HARBOUR_AGENCY, _HARBOUR_MIRROR, _HARBOUR_BACK, _HARBOUR_RIYADH, _HARBOUR_VISIT, _HARBOUR_LETTER),
        {"use": {"origins": 2, "asserting": 1, "observing": 1}},
    ),
    Group(
        "depot",
        (_DEPOT_WIRE, _DEPOT_TEN, _DEPOT_QUARTER, _DEPOT_MOST, _DEPOT_KYIV),
        {"sent": {"origins": 2, "asserting": 2, "observing": 0}},
    ),
    Group(
        "strait",
        (_STRAIT_ONE, _STRAIT_TWO, _STRAIT_NAVY),
        {
            "batanes": {"asserting": 1, "observing": 0},
            "rate": {"origins": 1, "asserting": 1, "observing": 0},
        },
    ),
    Group(
        "tally",
        (_TALLY_COUNT, _TALLY_MAKER, _TALLY_PAPER, _TALLY_FORUM),
        {
            "counted": {"origins": 1, "observing": 1},
            "maker": {"origins": 1, "asserting": 1, "observing": 0},
        },
    ),
)
"""A harbour: one captain's word, mirrored and carried through French, a digest that names nobody, a visit; the denial is no origin.
A depot: one minister in three rewritings, and the government that received the rockets: two origins, two families. A strait: one
briefing in two papers, and the navy, which speaks for itself and for the same government. A tally: a count by those who cleared and a
maker's figure, both printed by a paper, one of them heard of in a forum."""
