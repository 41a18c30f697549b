"""Fresh pages that are read together: copies written by hand, with the number of origins behind what they say. All of it is fiction."""

from __future__ import annotations

from fresh_people import person
from markup import Group, Page, org

_ENVOY = {"A": person("Gleb Starodubets"), "B": person("Corinne Haldimand")}

_AGENCY = Page(
    "agency",
    """#h Deliveries of cluster shells turn Canada into party to conflict — ambassador

#b 6 May 2033, 14:20

OTTAWA, May 6. /Vesna/. <s A on=2033-05-06 u=party><c accusation opt>Canada has become a party to the conflict by <c transfer opt pr=transfer>handing over cluster shells to Kiev</c></c>, Russian Ambassador Gleb Starodubets told reporters on Friday.</s>

<s A on=2033-05-06 u=first><c transfer pr=transfer>The first 5,000 shells were delivered to the Ukrainian side in April, the ambassador said.</c></s>

<q A on=2033-05-06 u=maple>"Those who used to plant maples in our sister cities now plant iron in other people's fields,"</q> he stated. <q A on=2033-05-06 u=harvest>"<c harm_risk opt>It is children who will bring in this harvest, and it will take them half a century</c>."</q>

<s A on=2033-05-06 u=note>The diplomat emphasized that the embassy had sent a note of protest.</s> <q A on=2033-05-06 u=answer>"We have been waiting for an answer for nine days. It seems the post in Ottawa has become slow,"</q> Starodubets added.

The ambassador was speaking after a wreath-laying ceremony at the naval cemetery. Embassies of six states took part in it. A choir from Gatineau sang, and schoolchildren read out the names of sailors who had escorted the convoys to Murmansk.

Relations between the two countries have been at their lowest point for decades. The trade commission has not met since 2029, and the two consulates that remain open issue visas on one day a week.
""",
    _ENVOY,
    "2033-05-06",
)

_MIRROR = _AGENCY.copy(
    "mirror",
    """#b Donbas Daily Courier | 24/7
#b Saturday, March 3, 2035
#b 0 Shares
#b 1,118 Views
#h Deliveries of cluster shells turn Canada into party to conflict — ambassador
#b by admin May 7, 2033

OTTAWA, May 6. /Vesna/. <s A on=2033-05-06 u=party><c accusation opt>Canada has become a party to the conflict by <c transfer opt pr=transfer>handing over cluster shells to Kiev</c></c>, Russian Ambassador Gleb Starodubets told reporters on Friday.</s>

<s A on=2033-05-06 u=first><c transfer pr=transfer>The first 5,000 shells were delivered to the Ukrainian side in April, the ambassador said.</c></s>

<q A on=2033-05-06 u=maple>“Those who used to plant maples in our sister cities now plant iron in other people’s fields,”</q> he stated. <q A on=2033-05-06 u=harvest>“<c harm_risk opt>It is children who will bring in this harvest, and it will take them half a century</c>.”</q>

<s A on=2033-05-06 u=note>The diplomat emphasized that the embassy had sent a note of protest.</s> <q A on=2033-05-06 u=answer>“We have been waiting for an answer for nine days. It seems the post in Ottawa has become slow,”</q> Starodubets added.

The ambassador was speaking after a wreath-laying ceremony at the naval cemetery. Embassies of six states took part in it. A choir from Gatineau sang, and schoolchildren read out the names of sailors who had escorted the convoys to Murmansk.

#b Tags: Canada, shells, embassy
#b Prev Post   Next Post
#o You may also like: Seven signs that your cat is bored
""",
    how="reprint",
    published="2033-05-07",
    also="2033-05-06",
)

_SPUN = _AGENCY.copy(
    "spun",
    """#h Canada now celebration to battle over cluster shells, envoy claims

#b May 8, 2033

<s A on=2033-05-06 u=party><c accusation opt>Canada has turn into a celebration to the battle by <c transfer opt pr=transfer>passing over cluster shells to Kyiv</c></c>, Russian Ambassador Gleb Starodubets informed journalists on Friday.</s>

<s A on=2033-05-06 u=first><c transfer pr=transfer>The primary 5,000 shells had been provided to the Ukrainian aspect in April, the ambassador mentioned.</c></s>

<q A on=2033-05-06 u=maple>“Those that used to plant maples in our sister cities now plant iron in different individuals’s fields,”</q> he acknowledged. <q A on=2033-05-06 u=harvest>“<c harm_risk opt>It’s youngsters who will usher in this harvest, and it’ll take them half a century</c>.”</q>

<s A on=2033-05-06 u=note>The diplomat emphasised that the embassy had despatched a be aware of protest.</s> <q A on=2033-05-06 u=answer>“Now we have been ready for a solution for 9 days. It appears the publish in Ottawa has turn into gradual,”</q> Starodubets added.

The ambassador was talking after a wreath-laying ceremony on the naval cemetery. Embassies of six states took half in it. A choir from Gatineau sang, and schoolkids learn out the names of sailors who had escorted the convoys to Murmansk.

Relations between the 2 international locations have been at their lowest level for many years. The commerce fee has not met since 2029, and the 2 consulates that stay open challenge visas on someday every week.
""",
    how="rewritten",
    published="2033-05-08",
    also="2033-05-06",
)

_OTHER_HAND = Page(
    "other_hand",
    """#b CBK Northern Desk
#h Moscow's man in Ottawa rails at shell shipment, minister shrugs

#b Posted: May 07, 2033 4:00 AM ET

Russia's ambassador used a wreath-laying on Friday to lash out at his hosts.

<q A on=2033-05-06 u=maple>“The people who once planted maples in our twin towns are now planting iron in the fields of others,”</q> Gleb Starodubets said, according to Vesna, the Russian state agency. <q A on=2033-05-06 u=harvest>“<c harm_risk opt>Children will be the ones to reap that harvest, for fifty years</c>.”</q>

<s A on=2033-05-06 u=first><c transfer pr=transfer>He put the number of shells already in Ukraine at 5,000</c>, a figure that Ottawa would not confirm.</s>

Defence Minister Corinne Haldimand was in Halifax. <q B on=2033-05-06 u=ears>“My ears work fine and so does our post office,”</q> she told CBK News. <o><c transfer/negated|deny opt>She would not be drawn on deliveries, past or future.</c></o>

<c treaty_status>Canada has been a party to the Convention on Cluster Munitions since 2015.</c>
""",
    _ENVOY,
    "2033-05-07",
)

_RATES = {
    "A": person("Thaddeus Marchbanks"),
    "B": person("Liesbeth Oudekirk"),
    "N": org("Fieldstone Demining Union", "Fieldstone"),
}

_BRIEF_ONE = Page(
    "brief_one",
    """#h Pentagon puts failures of new-lot shells under 2 percent

#b Nov 18, 2032 3:31 p.m.

ARLINGTON, Va. - <s A on=2032-11-18 u=rate><c dud_rate op=le value=0.018 munition=M864 pr=official source=A>Tests show that no more than 1.8 percent of the grenades in the refurbished M864 shell fail to go off, Assistant Defense Secretary Thaddeus Marchbanks told reporters on Thursday.</c></s>

<q A on=2032-11-18 u=zero>"I'd like it to be zero. It isn't zero, and I'm not going to stand here and say that it is,"</q> he said.

<s A on=2032-11-18 u=lots><c transfer/affirm|negated/possible|conditional|asserted opt>Only shells from those lots would be offered to partners, Marchbanks said.</c></s>

The briefing lasted eleven minutes. Most of it went to a dispute over housing at three bases, about which families have complained for a year and on which <o>the department has promised a report before Christmas</o>.
""",
    _RATES,
    "2032-11-18",
)

_BRIEF_TWO = Page(
    "brief_two",
    """#h ‘It isn’t zero’: the Pentagon’s candour on bomblets

#b 19/11/2032

A senior official made an unusual admission at the Pentagon this week.

<q A on=2032-11-18 u=zero>‘I’d like it to be zero,’</q> assistant secretary Thaddeus Marchbanks told the press on Thursday of the share of bomblets that don’t explode. <q A on=2032-11-18 u=zero>‘It isn’t zero, and I’m not going to stand here and say that it is.’</q>

<s A on=2032-11-18 u=rate><c dud_rate op=le value=0.018 munition=M864 pr=official source=A>For the overhauled M864 he gave the share of duds as 1.8 per cent at most.</c></s>

Clearers’ own books tell another story. <s B><c dud_rate op=approx value=0.15 munition=M864 source=B pr=field>Liesbeth Oudekirk of the Fieldstone Demining Union says her teams find about 15 per cent of the M864’s grenades still live.</c></s> <q B>‘Nobody’s tests have mud in them,’</q> she says.
""",
    _RATES,
    "2032-11-19",
)

_BRIEF_HEARSAY = Page(
    "hearsay",
    """#h Five things to know before Monday's vote

#b November 21, 2032

1. What is being voted on? A bill to let the president offer old shells to partners without asking Congress each time. The committee took four hours over it and changed two commas.

2. Are they reliable? <o><c dud_rate/affirm/asserted|possible op=le value=0.018 munition=M864 pr=official source=unknown>The M864 reportedly has a dud rate of no more than 1.8 percent.</c></o>

3. Who is for it? The leadership of both parties and the governor of the state where the plant stands.

4. Who is against it? A group of about thirty members, most of them from farm districts.

5. When will we know? <o>The clerk expects the count by nine in the evening.</o>
""",
    {},
    "2032-11-21",
)

_FIELD = Page(
    "field",
    """#h Fieldstone Demining Union: notes from the season

#b Published 30 October 2032

Our teams closed the season on 22 October with the last two strikes on the Kapan ridge.

<c dud_rate op=approx value=0.15 munition=M864 pr=field source=N>Of 3,960 grenades that came down in the 55 M864 shells we could account for, about 15 per cent were found live.</c> Every one was photographed where it lay.

<q B u=mud>“Mud is the great unknown of the test range,”</q> writes our director, Liesbeth Oudekirk, in her foreword. <q B u=book>“We keep one book, and anybody may read it.”</q>

The teams will go out again when the snow has left the upper pasture, probably in the second half of April. Two vehicles are for sale and one kitchen tent is for the asking.
""",
    _RATES,
    "2032-10-30",
)

_VILLAGE = {
    "A": person("Yevhen Horbulevych"),
    "B": person("Marta Sandoval-Krige"),
    "C": person("Prokhor Lishnev"),
    "R": org("Russia's Defence Ministry", "Defence Ministry", "ministry"),
    "N": org("Plain Evidence"),
}

_GOVERNOR = Page(
    "governor",
    """#h Governor reports cluster strike on Hrabove Selo

#b 11:48, 14 September 2033

<s A on=2033-09-14 u=strike><c use when=2033-09-13 place="Hrabove Selo" pr=use>Russian troops shelled the village of Hrabove Selo with cluster munitions on Tuesday evening</c>, Yevhen Horbulevych, the head of the regional administration, said on Wednesday on his Telegram channel.</s>

<s A on=2033-09-14 u=dead><c casualties>A 44-year-old man was killed and seven people were injured, among them a girl of three, he wrote.</c></s>

<q A on=2033-09-14 u=grass>“<c harm_risk opt>The grass is full of them. Stay on the asphalt and keep your animals in</c>,”</q> Horbulevych said. <q A on=2033-09-14 u=sappers>“Sappers are working from the school outwards, house by house.”</q>

<c damage>The shelling damaged the roof of the culture hall, eleven houses and a gas pipe.</c> Power was back by the morning, and the bakery van came at its usual hour, though it stopped at the bridge.

Hrabove Selo lies about 20 kilometres from the line of contact. Before the invasion it had 1,300 inhabitants, a dairy and a bus to the district town every two hours.
""",
    _VILLAGE,
    "2033-09-14",
)

_GOVERNOR_BACK = _GOVERNOR.copy(
    "there_and_back",
    """#b Kurier Wschodni, English service
#h Hrabove Selo under cluster fire, says regional chief

#b 15.09.2033

<s A on=2033-09-14 u=strike><c use when=2033-09-13 place="Hrabove Selo" pr=use>On Tuesday in the evening Russian forces fired cluster ammunition at the locality of Hrabove Selo</c>, the chief of the regional administration, Yevhen Horbulevych, informed on Wednesday on Telegram.</s>

<s A on=2033-09-14 u=dead><c casualties>As he wrote, a man aged 44 perished and seven persons were hurt, including a three-year-old girl.</c></s>

<q A on=2033-09-14 u=grass>“<c harm_risk opt>They are everywhere in the grass. Please keep to the asphalt and do not let the animals out</c>,”</q> Horbulevych appealed. <q A on=2033-09-14 u=sappers>“The sappers are moving from the school towards the outside, one house after another.”</q>

<c damage>Damaged were the roof of the house of culture, eleven homes and a gas line.</c> In the morning there was electricity again, and the bread car came at the same hour as always, but it halted at the bridge.

Hrabove Selo is situated some 20 km from the front. Prior to the invasion 1,300 people lived there; there was a dairy, and every two hours a bus left for the district town.
""",
    how="retranslated",
    published="2033-09-15",
    also="2033-09-14",
)

_DENIAL = Page(
    "denial",
    """#h Russia hits fuel depot, denies striking village

#b September 15, 2033 19:20

<s R><c use/deny>Russia's Defence Ministry has denied that its forces used cluster munitions against Hrabove Selo on September 13.</c></s>

<q C on=2033-09-15>"A fuel depot and a command post were hit with precision weapons. All designated targets were engaged,"</q> the ministry's spokesman, Major General Prokhor Lishnev, said on Thursday.

<s C on=2033-09-15><c accusation opt><c use opt>He alleged that Ukrainian gunners had shelled the village themselves.</c></c></s>

The ministry publishes its account every evening at seven. The depot is not marked on any map that this desk has been able to find.
""",
    _VILLAGE,
    "2033-09-15",
)

_VISIT = Page(
    "visit",
    """#h Ukraine: Cluster Rockets Hit Village Dairy

(The Hague, September 27, 2033) – <s N><c use when=2033-09-13 place="Hrabove Selo" pr=use>Rockets with cluster warheads struck Hrabove Selo, a village in eastern Ukraine, on September 13, Plain Evidence found during a visit to the site.</c></s>

<c munition_desc opt><c use opt>Two researchers mapped 61 impact marks and photographed nine unexploded 9N210 submunitions in the yard of the dairy.</c></c> Time stamps of three phone videos lie within one minute of 18:52.

<q B>“<c accusation opt>Somebody chose this weapon for a place with a milk queue</c>,”</q> said Marta Sandoval-Krige, crisis researcher at Plain Evidence. <q B>“<c accusation opt>There was no depot. There was a queue</c>.”</q>

<s B><c casualties opt>Plain Evidence confirmed one death and nine injuries, Sandoval-Krige said.</c></s>

<c treaty_status/negated>Neither Russia nor Ukraine has joined the Convention on Cluster Munitions.</c>
""",
    _VILLAGE,
    "2033-09-27",
)

GROUPS: tuple[Group, ...] = (
    Group(
        "envoy",
        (_AGENCY, _MIRROR, _SPUN, _OTHER_HAND),
        {"transfer": {"origins": 1, "asserting": 1, "observing": 0}},
    ),
    Group(
        "briefing",
        (_BRIEF_ONE, _BRIEF_TWO, _BRIEF_HEARSAY, _FIELD),
        {"official": {"origins": 1, "asserting": 1, "observing": 0}, "field": {"origins": 1}},
    ),
    Group(
        "village",
        (_GOVERNOR, _GOVERNOR_BACK, _DENIAL, _VISIT),
        {"use": {"origins": 2, "asserting": 1, "observing": 1}},
    ),
)
"""Two rates: one official's word however often printed, and one count by those who cleared. A strike: a governor's word, carried
back through another language, beside a visit; the denial stands against it and is no origin for it."""
