"""Fresh pages: what newsrooms print. All of it is fiction; names of countries are real."""

from __future__ import annotations

from fresh_people import person
from markup import Page, org, role

VIA_AGENCY = Page(
    "via_agency",
    """#b Ostwire
#b World  Business  Markets  Sport
#h Finland's new minister keeps door shut to cluster shells

#b By Ritva Salmenkoski-Dray
#b March 14, 2031 9:47 PM UTC - Updated 3 hours ago

HELSINKI, March 14 (Ostwire) - <s A on=2031-03-14><c stance/affirm|negated opt><c transfer/negated|deny opt><c stock/negated opt>Finland has no plans to buy or host cluster munitions</c></c></c>, Defence Minister Juhani Pellervo told Ostwire on Friday</s>, <o>two days after <c request opt>a group of retired officers urged the government to reconsider</c></o>.

<q A on=2031-03-14>"I have read their letter twice and I respect every signature under it,"</q> Pellervo said in an interview at his office. <q A on=2031-03-14>"<c stance/affirm|negated opt>But the answer is no</c>."</q>

<s L on=2031-03-12><c effect/affirm/asserted|possible|conditional>In the letter, published on Wednesday by the daily Saimaan Uutiskirje, the officers argue that such shells would slow down an attacker at a tenth of the price of other means.</c></s>

<s B><c treaty_status/negated>Finland never signed the Convention on Cluster Munitions</c>, said Aino Karppanen-Bell, a treaty lawyer at the University of Turku</s>, and its army has trained for decades on the assumption that the weapon stays in the cupboard of its neighbours.

<c treaty_status>Sweden and Norway are parties to the convention</c>, <c prohibition>which outlaws the use, production, transfer and stockpiling of the weapons</c>.

<s C on=2031-03-11>Sweden's ambassador, Lovisa Ahnfelt, told public radio on Tuesday she would <q C on=2031-03-11>"lose no sleep"</q> over the Finnish debate.</s>

<s D>A senior Finnish defence official, speaking on condition of anonymity because the review is not public, said the army had studied the question last year and shelved it.</s>

#b (Reporting by Ritva Salmenkoski-Dray; Editing by Tom Ashgrove)
#b Our Standards: The Ostwire Principles of Trust.
""",
    {
        "A": person("Juhani Pellervo"),
        "B": person("Aino Karppanen-Bell"),
        "C": person("Lovisa Ahnfelt"),
        "D": role("a senior Finnish defence official", "senior Finnish defence official", "official"),
        "L": role("the officers", "officers", "letter", "retired officers"),
    },
    "2031-03-14",
)

LIVE_PAGE = Page(
    "live_page",
    """#b Channel Meridian | News | Live
#b Live Reporting
#b Edited by Prudence Oyelaran
#b Tuesday, 8 June 2032

#h Parliament votes on shell transfer - live updates

#h Summary
#b All times stated are local
<s P on=2032-06-08><c transfer/affirm/conditional|possible|asserted>MPs back the transfer of cluster shells by 201 votes to 188, the speaker of the chamber announces</c></s>
<s A on=2032-06-08>Opposition leader Dafydd Llewelyn-Coe calls the result <q A on=2032-06-08>"a stain"</q></s>
<c use/negated|affirm|deny/asserted|possible opt>No cluster weapon has been fired by Danish forces since the Second World War</c>

#h 18:52 'We will be back'
Outside, the crowd is thinning. One of those going home is Ebbe Truelsen, 71, who has brought a folding chair.
<q C on=2032-06-08>"I came for the vote and I stayed for the rain,"</q> he tells me. <q C on=2032-06-08>"We will be back."</q>

#h 18:40 BREAKING
<c transfer/affirm/asserted|possible opt>The motion has passed.</c>

#h 18:05 Analysis
#b Signe Hald-Moreno
#b Defence correspondent
<c treaty_status>Denmark ratified the convention in 2010</c>, which is why this evening is so awkward for the government. <c prohibition/affirm|negated>Under the treaty it may not help anybody to use these things.</c> Lawyers on both sides of the aisle have been busy.

17:33
Defence minister Nana Bjerregaard-Holt is on her feet now.
<s B on=2032-06-08>She tells MPs that <c transfer/affirm/asserted|possible|conditional opt>the shells would leave the depot within ten days</c>.</s>
<q B on=2032-06-08>"<c request opt>Ukraine asked us in February, and asked us again in April</c>,"</q> she says to shouts from the benches.
<s B on=2032-06-08><c pledge>Kyiv has undertaken to keep a log of every salvo, the minister adds.</c></s>

#h 17:10 What has been said so far?
<s A on=2032-06-08><c harm_risk><c stance opt>Llewelyn-Coe opened for the opposition by saying the shells would <q A on=2032-06-08>"go on killing when this parliament is a footnote"</q>.</c></c></s>
<s D><c effect/affirm/possible|asserted>A former chief of the army, Gen Aksel Thorup, says they could be <q D>"decisive"</q> in the south.</c></s>

#b Get involved: how will the vote affect you? WhatsApp us.
#o Related: Heat pumps, the winter that nobody ordered
""",
    {
        "A": person("Dafydd Llewelyn-Coe"),
        "B": person("Nana Bjerregaard-Holt"),
        "C": person("Ebbe Truelsen"),
        "D": person("Aksel Thorup"),
        "P": role("the speaker of the chamber", "speaker of the chamber", "speaker"),
    },
    "2032-06-08",
)

STATE_AGENCY = Page(
    "state_agency",
    """#h Washington pushes Kiev towards catastrophe with cluster munitions, Russian envoy says

#c © Press service of the embassy/Vesna

#h According to the diplomat, the weapons will not change the course of events

VIENNA, July 12. /Vesna/. <s A on=2033-07-12><c transfer opt><c accusation opt>By supplying cluster munitions to Kiev, Washington is pushing Ukraine towards a humanitarian catastrophe</c></c>, Head of the Russian delegation to the military security talks in Vienna Arkady Vetlugin said at a plenary session on Tuesday.</s>

<q A on=2033-07-12>"<c harm_risk>Vast areas will be littered with explosive objects that will pose a threat to civilians for decades</c>. Responsibility for this will rest with those who made the decision across the ocean,"</q> the diplomat stressed.

<s A on=2033-07-12><c effect/negated opt>He pointed out that no batch of shells was capable of altering the situation on the line of contact.</c></s> <q A on=2033-07-12>"Our partners know this perfectly well, but continue nevertheless,"</q> Vetlugin noted.

According to the head of the delegation, <s A on=2033-07-12><c use>Ukrainian units have fired cluster rounds at residential areas of Donetsk on more than 40 occasions since the start of the year</c></s>. <q A on=2033-07-12>"The OSCE secretariat has been silent every single time,"</q> he added.

<s A on=2033-07-12>Vetlugin also drew attention to the fact that <c treaty_status>a number of NATO states are parties to the Convention on Cluster Munitions</c>.</s> <q A on=2033-07-12>"One would like to ask them: where is your famous commitment to international law?"</q> the envoy said.

<s A on=2033-07-12><c use/affirm/threatened|conditional opt>In the event of further deliveries Russia will be compelled to use similar means of destruction, the diplomat warned.</c></s>

<s W on=2033-07-07>On July 7, 2033, <c transfer>Washington announced a new package of military aid for Kiev that includes artillery cluster munitions</c>.</s> <s S on=2033-07-10><c stance opt>Kremlin Spokesman Ignat Bersenev said on July 10 that Moscow took a negative view of the decision.</c></s>
""",
    {"A": person("Arkady Vetlugin"), "S": person("Ignat Bersenev"), "W": org("Washington")},
    "2033-07-12",
)

INVERTED = Page(
    "inverted",
    """#h Ribbons in the barley

#b 19 August 2030
#b Reading time: 4 min

<q A>“You learn to look at the ground before you look at the sky,”</q> says Iulia Bratescu-Hahn. So says her father, too, and so said his.

Moldova has not fired a shot in a generation. <c harm_risk opt>But the old depot at the edge of the forest still throws its litter into the fields whenever the frost lifts the soil.</c>

<q B>“<c munition_desc opt>They are about as big as an egg, with a fin at the back</c>,”</q> explains Major Costin Vrabie, whose unit comes out every spring. <q B>“People call us when the plough rings.”</q>

Does it ring often? <q B>“Last year eleven times,”</q> the major says. Adds his driver, who will not give a name: <q D>“Twelve, if you count mine.”</q>

<s C>Not everybody is glad of the attention, admits the mayor, Parascovia Tintea.</s> <q C>“Who buys honey from a minefield?”</q> asks she, and laughs.

<q A>“I do,”</q> was Bratescu-Hahn's reply when this was put to her. <q A>“I buy it and I sell it.”</q>

<s E><c stock/affirm|negated opt><c pledge opt>The last of the depot's shells will be gone by the autumn of next year</c></c>, promises the ministry in Chisinau.</s> Wrote a reader to the local paper in June: <q F>“They promised my grandmother as much.”</q>
""",
    {
        "A": person("Iulia Bratescu-Hahn"),
        "B": person("Costin Vrabie"),
        "C": person("Parascovia Tintea"),
        "D": role("his driver", "driver"),
        "E": org("the ministry in Chisinau", "ministry", "Chisinau"),
        "F": role("a reader", "reader"),
    },
    "2030-08-19",
)

ROLES_ONLY = Page(
    "roles_only",
    """#h Officials weigh older shells as stocks run thin

#b By Marlowe Quist and Deborah Anselm-Hayes
#b Nov. 3, 2031, 5:02 a.m. ET

WASHINGTON — <s A><c stock opt>The Pentagon has enough conventional 155-millimeter rounds to supply Ukraine for about seven weeks, a senior defense official said.</c></s> <s A><c transfer/affirm/possible>After that, the official said, it may have to draw on cluster rounds built in the 1980s.</c></s>

<q A>“Nobody is in love with this option,”</q> the official said, speaking on the condition of anonymity to discuss internal planning. <q A>“It’s what’s on the shelf.”</q>

<s B><c transfer/affirm/possible|asserted opt>A second American official, who works on arms transfers, said that a decision memo had reached the White House late last week.</c></s>

<s C><c transfer/negated|deny opt>A spokeswoman for the National Security Council disputed that account, saying no such memo existed.</c></s> <q C>“We don’t comment on pieces of paper, real or imagined,”</q> she said.

Two European diplomats expressed unease. <q D>“<c stance opt>We’d have to look the other way, and our voters don’t</c>,”</q> one of them said. <s E><c transfer/negated opt>The other said his government had not been consulted.</c></s>

<s F><c dud_rate op=gt value=0.06 source=F>According to a congressional aide briefed on the matter, the rounds in question failed more than 6 percent of the time in trials held two decades ago.</c></s> <s F><c dud_rate opt>The aide called the 1 percent standard set by Congress <q F>“a wall with a door in it.”</q></c></s>

<c national_restriction>Since 2017, Congress has barred the export of cluster munitions that leave behind more than 1 percent of their submunitions as duds.</c>
""",
    {
        "A": role("a senior defense official", "senior defense official", "official"),
        "B": role("a second American official", "American official", "official"),
        "C": role("a spokeswoman for the National Security Council", "spokeswoman", "National Security Council"),
        "D": role("one of two European diplomats", "European diplomats", "one of them", "diplomat"),
        "E": role("the other European diplomat", "other", "diplomat"),
        "F": role("a congressional aide", "congressional aide", "aide"),
    },
    "2031-11-03",
)

MIXED = Page(
    "mixed",
    """#h Premier under pressure over arms fair guest list

#b Published 22/09/2032 at 07:15

<o>The prime minister, Rosalind Ferrybridge, has been <c accusation opt>accused of “rolling out the carpet” for the makers of cluster bombs</c></o> after two firms appeared on the guest list of an arms fair.

<s A on=2032-09-21><c accusation>Barnaby Thistlewood, a backbencher in her own party, told the Commons on Tuesday that the invitations were <q A on=2032-09-21>“an error of judgment”</q> and a breach of <q A on=2032-09-21>“<c prohibition opt>both the letter and the spirit of the treaty</c>”</q>.</c></s>

<s B on=2032-09-21>Ms Ferrybridge hit back, describing the claim as <q B on=2032-09-21>“tosh”</q> and insisting the firms had been invited in respect of <q B on=2032-09-21>“entirely lawful products”</q>.</s>

<s C><c national_restriction><c prohibition opt>Britain’s act of 2010 makes it a crime to <q C>“use, develop or transfer”</q> such weapons, the campaign group Harvest Without Fear noted in a letter to the organisers.</c></c></s>

<s D>The organisers said they were <q D>“reviewing the matter as a priority”</q> but would not say when the review would end.</s> They have been <o>“reviewing”</o> since May.

<s E><c stance opt>One exhibitor, who asked for anonymity, called the row <q E>“theatre”</q></c></s>.
""",
    {
        "A": person("Barnaby Thistlewood"),
        "B": person("Rosalind Ferrybridge"),
        "C": org("Harvest Without Fear"),
        "D": role("the organisers", "organisers"),
        "E": role("one exhibitor", "exhibitor"),
    },
    "2032-09-22",
)
