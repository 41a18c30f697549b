"""Fresh pages: ministries, parliaments, treaty meetings, figures and days. All of it is fiction; names of countries are real."""

from __future__ import annotations

from fresh_people import person
from markup import Page, org, role

DUD_FORMS = Page(
    "dud_forms",
    """#h Fact check: what share of cluster shells stays behind?

#b Published 07.07.2033 - 11:20
#b By the Lampadia fact desk

The claim: <s A on=2033-07-03><c dud_rate op=lt value=0.03 munition=DM642 owner=Germany source=A>German DM642 shells leave less than 3 percent of their bomblets behind, lawmaker Hagen Ottwald wrote on July 3.</c></s>

Our verdict: not shown.

<o>The maker, Nordmark Wehrtechnik, points to a leaflet of 1996.</o> <s M><c dud_rate op=le value=0.025 munition=DM642 source=M>It promises a dud rate of no more than 2.5 per cent for the DM642.</c></s> <s B><c dud_rate op=eq value=0.0235 munition=DM642 source=B>An army trial of the DM642 four years later found 2.35% duds, says Wiebke Ansgarius, who wrote her thesis on the files.</c></s>

<q B>“<c dud_rate op=approx|eq value=0.125 munition=DM642 source=B>On grass one DM642 bomblet in eight stayed live</c>,”</q> she adds. <q B>“Nobody prints that in a leaflet.”</q>

Clearance figures are higher still. <s T><c dud_rate op=range value=0.12 high=0.18 munition=DM642 source=T>The Rhenish Clearance Cooperative puts the share of DM642 duds at 12–18%.</c></s> <s K><c dud_rate op=ge value=0.2 munition=M26 source=K>In Greece, says Colonel Stavros Mavridakis, at least a fifth of the M26 bomblets failed and had to be blown up by hand.</c></s>

And the other side? <o><c dud_rate/affirm/asserted|possible op=range value=0.3 high=0.4 owner=Russia source=unknown>Russian shells reportedly fail in 30 to 40 per cent of cases</c></o>, a figure that is printed everywhere. We could not find who measured it. <s O><c dud_rate/affirm/possible|asserted opt>Ottwald's office said the lawmaker had meant the average.</c></s>

#b Have you seen a claim we should check? Write to the desk.
""",
    {
        "A": person("Hagen Ottwald"),
        "B": person("Wiebke Ansgarius"),
        "K": person("Stavros Mavridakis"),
        "M": org("the maker, Nordmark Wehrtechnik", "Nordmark Wehrtechnik", "maker", "leaflet"),
        "T": org("Rhenish Clearance Cooperative"),
        "O": role("Ottwald's office", "office"),
    },
    "2033-07-07",
)

DAYS = Page(
    "days",
    """#h Who knew of the Kaunas crates, and when

#b Vytis Weekly
#b Friday, October 21, 2033

Three weeks ago nobody in Lithuania had heard of hall nine. Here is how the story ran.

<s A on=2033-10-01>On October 1 a customs officer, Rimgaudas Vaitkelis, reported that eleven crates carried the wrong labels.</s>

<s B on=2033-10-07>The following Friday, October 7, the interior minister, Daiva Sruogiene, told parliament the crates were empty.</s>

<q A on=2033-10-11>"They were not empty when I lifted them,"</q> Vaitkelis told the television programme Ketvirta on Tuesday of last week.

<s C on=2033-10-17><c stock>On Monday the army's inspector, Colonel Julius Brazenas, confirmed that the crates held cluster bomblets.</c></s> <q C on=2033-10-17>"The labels have been corrected,"</q> he said drily.

<s B on=2033-10-20>Yesterday Sruogiene apologised to the officer and said she had been badly advised.</s>

<q A on=2033-10-21>"I accept,"</q> he said this morning, <q A on=2033-10-21>"and I would like my forklift back."</q>

<s D on=2033-10-19>Two days ago the opposition demanded that the minister resign.</s>
""",
    {
        "A": person("Rimgaudas Vaitkelis"),
        "B": person("Daiva Sruogiene"),
        "C": person("Julius Brazenas"),
        "D": role("the opposition", "opposition"),
    },
    "2033-10-21",
)

DENIALS = Page(
    "denials",
    """#h Tripoli, Benghazi swap denials over bomblets on the coast road

#b Mon 17 January 2033

TRIPOLI (Sahel Press Service) – <s A on=2033-01-16><c use/deny>The unity government’s defence ministry on Sunday dismissed as <q A on=2033-01-16>“baseless”</q> reports that its drones had dropped cluster munitions on the coast road.</c></s>

<s A on=2033-01-16><c stock/negated|deny>The ministry does not have such weapons</c>, has never sought them <c pledge/affirm|negated opt>and never will</c>, its statement said.</s>

In Benghazi, <s B><c use/deny opt>Mabrouk al-Zintali, who speaks for the eastern command, also denied any role.</c></s> <q B>“<c use/deny|negated>Not one bomblet on that road came from us</c>,”</q> he said by telephone. <q B>“<c accusation opt>Ask those who buy drones by the dozen</c>.”</q>

<c use/negated opt>No group has claimed the attack.</c>

<s C><c munition_desc opt>Drivers said they had seen small green cylinders on the asphalt</c> but could not say where they had come from.</s>

<s D><c use/affirm|negated/possible opt>It was not clear that cluster munitions had been used at all, a Western diplomat cautioned</c>, adding that <s D>photographs from the road had not been verified</s>.</s>

<c treaty_status/negated>Libya is not a member of the Convention on Cluster Munitions</c>, and its foreign ministry did not reply to a request for comment.
""",
    {
        "A": org("the unity government’s defence ministry", "defence ministry", "ministry"),
        "B": person("Mabrouk al-Zintali", "al-Zintali"),
        "C": role("drivers", "drivers"),
        "D": role("a Western diplomat", "Western diplomat", "diplomat"),
    },
    "2033-01-17",
)

THREATS = Page(
    "threats",
    """#h ‘We will not look on’: marshal raises the tone

#b 3 April 2032

Marshal Davit Kikvadze chose a birthday speech on Friday to make himself heard across the river.

<q A on=2032-04-02>‘<c use/affirm/conditional|threatened opt>If one more of our posts is shelled, we’ll answer with everything that opens in the air</c>,’</q> he told veterans’ families in Gori. <q A on=2032-04-02>‘They know what I mean. <c use/affirm/threatened|conditional>We’ll fire cluster rockets on the day they cross the bridge</c>. The farmers’ sons over there know it best.’</q>

<s A><c stock>The marshal’s army keeps, by his own account, some 4,000 cluster rockets in its stores.</c></s> <s A>He wouldn’t say how many could still be fired.</s>

<s B on=2032-04-03><c stance opt>Georgia’s president, Ketevan Abashvili-Roux, distanced herself on Saturday from the marshal’s words.</c></s> <q B on=2032-04-03>‘<c use/negated|affirm|deny/asserted|conditional|possible|threatened opt><c pledge opt>As long as I’m in office, no such rocket leaves its crate</c></c>,’</q> she said.

<s C><c use/affirm/conditional|possible opt>Should the truce fail, analysts’ worst fears could come true and both banks might be littered with bomblets, said Iason Pertaia of the Kura Forum.</c></s> <s C>He thought it unlikely, though.</s>

The marshal’s office said on Saturday evening that <s D on=2032-04-03>his remarks had been <q D on=2032-04-03>‘torn from their birthday’</q></s>.
""",
    {
        "A": person("Davit Kikvadze"),
        "B": person("Ketevan Abashvili-Roux"),
        "C": person("Iason Pertaia"),
        "D": role("the marshal’s office", "marshal’s office", "office"),
    },
    "2032-04-03",
)

TRANSFERS = Page(
    "transfers_depot",
    """#h Greece sends last crates to Kyiv, and keeps quiet about it

#b EKTHESI | Tuesday 27 September 2033, 18:05

<s A><c transfer>Greece has shipped roughly 10,000 cluster shells to Ukraine since the summer, three people with knowledge of the convoys said.</c></s> <c transfer/affirm|negated opt>Athens has never announced it.</c>

<s B on=2033-09-26><c transfer/negated|deny>Government spokesman Lefteris Kontoyannis-Ward said on Monday that no shells of the kind had been handed over</c> <c transfer/negated|affirm/possible|asserted|conditional opt>and none would be without a vote.</c></s> <q B on=2033-09-26>“We read these stories with interest,”</q> he said.

<s C><c transfer/affirm/possible|asserted|conditional opt>A fourth person, a haulier, said the next consignment was to leave Larissa on Thursday.</c></s>

<s D on=2033-09-22><c request opt>Ukraine’s ambassador, Mykyta Derhachenko, repeated last Thursday that his country needs <q D on=2033-09-22>“anything that fits the barrel”</q>.</c></s> <s D on=2033-09-22><c pledge>He said <c use opt>every round fired</c> would be written down, with the coordinates, and that the lists would be given to the deminers.</c></s>

<c treaty_status/negated>Greece stayed away from the Convention on Cluster Munitions</c>; <c treaty_status>Bulgaria, through which the lorries would have to pass, ratified it in 2011.</c> <s E><c transfer/negated|deny opt>Sofia says it has issued no permit.</c></s>
""",
    {
        "A": role("three people with knowledge of the convoys", "three people", "people"),
        "B": person("Lefteris Kontoyannis-Ward"),
        "C": role("a fourth person, a haulier", "haulier", "fourth person"),
        "D": person("Mykyta Derhachenko"),
        "E": org("Sofia", "Sofia", "Bulgaria"),
    },
    "2033-09-27",
)

TREATY_MEETING = Page(
    "treaty_meeting",
    """#b Earth Disarmament Bulletin
#b A daily report from the meeting rooms
#h Nineteenth Meeting of States Parties: highlights of day 2
#b Wednesday, 15 September 2032 | Vol. 12 No. 3

UNIVERSALISATION: <s A on=2032-09-15><c treaty_status>PHILIPPINES, for the coordinators, reported two new ratifications.</c></s> <s B on=2032-09-15><c treaty_status/affirm/possible|asserted|conditional opt><c pledge opt>SOUTH SUDAN announced that its instrument of accession would be deposited before the end of the year.</c></c></s> <s C on=2032-09-15><c stance opt><c treaty_status opt>NEW ZEALAND deplored the withdrawal of one state</c>, calling it <q C on=2032-09-15>“a first, and we hope a last”</q>.</c></s>

CLEARANCE: <s D on=2032-09-15><c request opt>CHAD requested a second extension, to October 2036.</c></s> <s E on=2032-09-15><c pledge opt>GERMANY said it would fund two teams in the Tibesti.</c></s> <s F on=2032-09-15>CROATIA noted that it had completed clearance in 2020.</s>

STOCKPILES: <s G on=2032-09-15><c stock>The IMPLEMENTATION SUPPORT UNIT recalled that every state party with declared stocks had destroyed them.</c></s>

IN THE CORRIDORS: One old hand was heard to grumble that <s H on=2032-09-15>the coffee had been better in Lausanne</s>. <q I on=2032-09-15>“We are drafting commas while people are firing,”</q> sighed another delegate.

<c prohibition/affirm|negated>Article 1 of the Convention forbids assistance <o>“to anyone”</o> with a prohibited activity.</c> Whether transit is assistance was left to day 3.
""",
    {
        "A": org("Philippines"),
        "B": org("South Sudan"),
        "C": org("New Zealand"),
        "D": org("Chad"),
        "E": org("Germany"),
        "F": org("Croatia"),
        "G": org("Implementation Support Unit"),
        "H": role("one old hand", "old hand"),
        "I": role("another delegate", "delegate"),
    },
    "2032-09-15",
)

HANSARD = Page(
    "hansard",
    """#h Cluster Munitions (Transit)
#b Volume 811: debated on Thursday 4 March 2032

Baroness Tredinnick (CB)
<t A>To ask His Majesty's Government whether aircraft carrying cluster munitions have refuelled at bases in this country since January.</t>

The Minister of State (Lord Pomfret-Ashe)
<t B>My Lords, <c transfer/negated|deny opt>no request for such a flight has been received and none has been approved</c>. <c treaty_status>The United Kingdom is a state party to the convention</c> <c pledge opt>and takes its obligations seriously</c>.</t>

Baroness Tredinnick
<t A>I thank the Minister. The noble Lord has answered a question about requests. Mine was about aircraft.</t>

Lord Pomfret-Ashe
<t B>My Lords, I am advised that the one implies the other.</t>

Lord Gascoyne of Sedbergh (Lab)
<t C>My Lords, <c national_restriction opt>the Act of 2010 lets visiting forces do what we may not</c>. Will the Minister look at it again?</t>

Lord Pomfret-Ashe
<t B>I will gladly look at it. I can promise no more than to look.</t>

House adjourned at 4.12 pm.
""",
    {
        "A": person("Baroness Tredinnick"),
        "B": person("Lord Pomfret-Ashe"),
        "C": person("Lord Gascoyne of Sedbergh", "Gascoyne"),
    },
    "2032-03-04",
)

CASUALTIES = Page(
    "casualties_valley",
    """#h Three cousins, one toy: the valley buries its dead

#b By Hoda Mansurian in Erbil
#b Updated December 9, 2031 · 2 Comments · 413 Views

<c casualties>Two girls aged six and nine were killed and their cousin lost a hand on Sunday when a bomblet went off behind the brickworks of Girde Zer in northern Iraq.</c>

<q A>"They brought it to me as a present,"</q> said their grandmother, Nasrin Palani, her eyes on the floor. <q A>"I said put it down, and they put it down."</q>

<s B><c casualties>At least 14, and perhaps as many as 17, people have been hurt in the district since spring, according to Dr. Kawa Dizayee, a surgeon at the emergency hospital.</c></s> <o><c casualties opt>He has amputated five limbs this year, four of them from patients under twelve.</c></o>

<o><c casualties opt>The governorate's own tally stands at nine.</c></o> <s C>Asked about the gap, an official there said that not every family reports an accident.</s>

<q B>"<c harm_risk opt>Rain washes them down from the ridge, and after the rain come the children</c>,"</q> the surgeon said.

<c use>Coalition aircraft scattered bomblets along the ridge in 1991, and the Iraqi air force had done so before them.</c> <s D>The mine action agency says the valley is not on this year's list.</s>

#b Like this: Like Loading...
#o Also read: Dollar steady as banks reopen
""",
    {
        "A": person("Nasrin Palani"),
        "B": person("Kawa Dizayee"),
        "C": role("an official of the governorate", "official", "governorate"),
        "D": org("the mine action agency", "mine action agency", "agency"),
    },
    "2031-12-09",
)
