"""Unseen pages as those write who count, compare and explain: think tanks, monitors, clearers. All of it is fiction."""

from __future__ import annotations

from markup import Page, org, role
from unseen_people import person

ASSESSMENT = Page(
    "assessment",
    """#h Russian Offensive Campaign Assessment, October 3, 2028
#b Institute for Front Studies
#b Authors: K. Wolverton, P. Anastas, and M. Greer
#b October 3, 2028, 7:45 pm ET
#b Click here to see our interactive map.

Key Takeaways:
• <s A on=2028-10-02><c use/affirm/asserted|threatened|possible opt>Kremlin officials continued to signal on October 2 that Moscow may expand its use of cluster munitions in response to Western deliveries.</c></s>
• Russian forces advanced near Siversk and north of Huliaipole.

Kremlin Spokesperson Yegor Lushin claimed on October 2 that <s B on=2028-10-02><c transfer>NATO states have delivered over half a million cluster shells to Ukraine since 2023</c></s>.[1] Lushin also claimed that <s B on=2028-10-02><c effect/negated opt>these munitions have had <q B on=2028-10-02>“no effect whatsoever”</q> on the pace of Russian advances</c></s>.[2] A prominent Russian milblogger contradicted Lushin, complaining that <s C><c effect><c use opt>Ukrainian cluster shells have made daytime rotations <q C>“practically impossible”</q> in the Siversk direction</c></c></s>.[3]

<s D on=2028-10-03><c use>Ukrainian Kharkiv Oblast Head Ostap Melnychenko-Ray reported on October 3 that Russian forces struck Kupiansk-Vuzlovyi with Uragan rockets carrying cluster munitions</c>, <c casualties>injuring four civilians</c>.</s>[4]

Ukrainian military observer Pavlo Stasiuk-Bright stated that <s E><c stock opt>the Russian military command has nearly depleted its stocks of 9M55K rockets and increasingly relies on North Korean submunitions</c></s>.[5]

#b [1] https://tass.example/politika/1
#b [2] https://tass.example/politika/1
#b [3] https://t.example/milblogger/5512
""",
    {
        "A": role("Kremlin officials", "Kremlin officials", "Kremlin"),
        "B": person("Yegor Lushin"),
        "C": role("A prominent Russian milblogger", "Russian milblogger", "milblogger"),
        "D": person("Ostap Melnychenko-Ray"),
        "E": person("Pavlo Stasiuk-Bright"),
    },
    "2028-10-03",
)

RIGHTS = Page(
    "rights",
    """#b Available In English  العربية
#b February 20, 2029 12:01AM EST
#h Yemen: Coalition Cluster Rockets Hit Fishing Town
#h Investigate Unlawful Strikes; Join Treaty

(Beirut) – <s N on=2029-02-20><c use when=2029-02-06><c accusation opt>Ground-launched cluster rockets fired by coalition forces on February 6, 2029, struck the fishing town of Khor Amira in western Yemen</c></c>, <c casualties opt>killing two men mending nets and wounding at least six other people, including three children</c>, Rights Ledger said today.</s>

<q A on=2029-02-20>“Six years after the last documented attack, <c use opt>the coalition has gone back to a weapon that most of the world has thrown away</c>,”</q> said Noor Bakhtiari-Sloane, senior arms researcher at Rights Ledger. <q A on=2029-02-20>“<c request opt>Washington should be asking where its rockets went</c>.”</q>

Rights Ledger interviewed nine residents by phone between February 8 and 15 and analyzed 14 videos. <c munition_desc><c use opt>Weapons experts who reviewed the footage for the organization identified remnants of an M26 rocket, which carries 644 M77 submunitions.</c></c>

Describing the moment of the attack, one fisherman, <o>“Salim,”</o> 34, said: <q B>“First a pop above us, like a cork. Then the whole beach was spitting.”</q>

<s C on=2029-02-11>Coalition spokesman Brigadier General Mansour al-Harithy told the Gulf Dispatch on February 11 that coalition forces <c use/deny|negated opt><q C on=2029-02-11>“did not conduct any fires in that sector”</q></c>.</s> <s C>Responding in writing to Rights Ledger, he added that the allegation was under review.</s>

<s A on=2029-02-20><c harm_risk opt>Bakhtiari-Sloane said that unexploded submunitions had been seen as far as the school, a kilometer inland.</c></s>

<c treaty_status/negated>Yemen, Saudi Arabia, and the United Arab Emirates have not joined the Convention on Cluster Munitions.</c>

#b Your tax deductible gift can help stop human rights violations
""",
    {
        "N": org("Rights Ledger"),
        "A": person("Noor Bakhtiari-Sloane"),
        "B": role("one fisherman", "fisherman", "Salim"),
        "C": person("Mansour al-Harithy", "al-Harithy"),
    },
    "2029-02-20",
)

YEARBOOK = Page(
    "yearbook",
    """#b CLUSTER MUNITION YEARBOOK 2029
#h Major Findings

#h Status of the ban
<c treaty_status>As of 31 July 2029, the convention has 111 States Parties and 12 signatories.</c> <c treaty_status>Vanuatu acceded in March 2029</c>, while <c treaty_status/affirm|negated>Croatia’s withdrawal took effect on 27 May</c>.

#h Use
<c use>New use of cluster munitions was documented in Myanmar, Russia, Sudan, Syria, and Ukraine during the reporting period.</c> <c use/negated>There was no new use by any State Party.</c>

#h Casualties
<c casualties>The Yearbook recorded 341 cluster munition casualties in 2028, up from 287 the year before.</c> <c casualties opt>Civilians accounted for 97% of all casualties whose status was recorded; almost half were children.</c>

#h Production and transfer
<c stock opt>Seventeen countries produce cluster munitions or reserve the right to do so.</c> <c transfer>The United States made at least nine transfers to Ukraine between July 2023 and June 2029, passing through Germany, a State Party.</c>

#h Stockpile destruction
<c stock>States Parties have together destroyed 1.49 million stockpiled cluster munitions holding 179 million submunitions</c>, <o><c stock opt>that is, every stock they had declared</c></o>.

#h Contamination
<c harm_risk>Twenty-nine countries and other areas are contaminated by cluster munition remnants.</c>

#b Ban Policy | Impact | Annexes | 4
""",
    {},
    None,
)

FAILURES = Page(
    "failures",
    """#h EXPLAINER: Why nobody agrees on how many bomblets fail

#b By Verity Colefax, munitions editor
#b First published 18 Sept 2028; corrected 20 Sept 2028

Ask five people how often a cluster submunition fails and you will get six numbers.

Start at the factory gate. <s A><c dud_rate op=eq value=0.01 munition=M85 source=A>The M85’s maker, Carmel Ordnance, quotes a hazardous dud rate of 1%.</c></s> <s B><c dud_rate op=range value=0.05 high=0.08 munition=M85 source=B>In southern Lebanon the M85’s dud rate was nearer five to eight per cent, reckons Sverre Haugtun, a physicist who walked those fields with a clicker in his hand.</c></s>

<q B>“<c dud_rate op=approx value=0.0667 munition=M85 source=B>One M85 in fifteen lay there live</c>,”</q> he says. <q B>“The brochure was not printed in Lebanon.”</q>

Then there are the shells in the news. <s C on=2028-09-13><c dud_rate op=le value=0.0235 munition=M864 source=C>Last Wednesday the Pentagon repeated that the M864’s dud rate will not exceed 2.35 per cent.</c></s> <s D><c dud_rate op=ge value=0.14 munition=M483A1 source=D>Tests in Yuma in the eighties, dug up by the Congressional Scrutiny Office, had shown 14 per cent or more for its older sister, the M483A1.</c></s> <s E><c dud_rate op=gt value=0.03 munition=M483A1 source=E>Britain’s own trials, says retired Brigadier Fergus Dalrymple-Hogg, came out <q E>“north of three per cent, and that was on concrete”</q> for the M483A1.</c></s>

The Soviet designs? <o><c dud_rate/affirm/asserted|possible op=eq value=0.4 source=unknown munition=9N210>It is often said that 40% of 9N210 bomblets fail.</c></o> Nobody has produced the test.

Laos is the grim control group. <s F><c dud_rate op=approx value=0.3 munition=BLU-26 source=F>Of the BLU-26s that fell there, three in ten did not go off, according to the country’s clearance authority.</c></s> <c stock/affirm/asserted opt><c harm_risk opt>That leaves 80 million of them.</c></c>

Could a rate be zero? <q B>“<c dud_rate/negated opt>No fuze made by man has a failure rate of nought</c>,”</q> says Dr Haugtun.
""",
    {
        "A": org("Carmel Ordnance", "Carmel Ordnance", "maker"),
        "B": person("Sverre Haugtun"),
        "C": org("the Pentagon", "Pentagon"),
        "D": org("Congressional Scrutiny Office"),
        "E": person("Fergus Dalrymple-Hogg"),
        "F": org("the country’s clearance authority", "clearance authority", "authority"),
    },
    "2028-09-18",
    also="2028-09-20",
)

BACKGROUNDER = Page(
    "backgrounder",
    """#b Legislative Analysis Division
#h Cluster Munitions: Background and Issues for Congress
#b Updated April 30, 2029

<c munition_desc>Cluster munitions are air-dropped or ground-launched weapons that release a number of smaller submunitions intended to kill enemy personnel or destroy vehicles.</c> <c use opt>They were first used by Soviet and German forces in World War II.</c>

<s M><c dud_rate op=range value=0.02 high=0.05 source=M>Some manufacturers claim a submunition failure rate of 2% to 5%</c></s>, whereas <s A><c dud_rate op=range value=0.1 high=0.3 source=A>mine clearance specialists have frequently reported failure rates of 10% to 30%</c></s>.

<c national_restriction>In 2017, the Department of Defense reversed a 2008 policy under which the services were to stop using, after 2018, munitions with more than 1% unexploded ordnance.</c> Some Members have questioned that reversal. <q B>“A waiver of a waiver is not a policy,”</q> Representative Thelma Garrovillo stated in floor debate.

<s B on=2029-04-18><c national_restriction/affirm/possible|conditional|asserted opt>On April 18, 2029, Garrovillo introduced a bill that would prohibit all transfers of cluster munitions.</c></s> <s C><c stance opt>The Administration opposes the bill, contending that it would <q C>“tie the hands of the commander in chief.”</q></c></s>

<c treaty_status/negated>The United States is not a signatory to the Convention on Cluster Munitions.</c>
""",
    {
        "A": role("mine clearance specialists", "mine clearance specialists", "specialists"),
        "M": role("manufacturers", "manufacturers"),
        "B": person("Thelma Garrovillo"),
        "C": org("The Administration", "Administration"),
    },
    "2029-04-30",
)

JARS = Page(
    "jars",
    """#h Fifty-five years on, Laos still bleeds

#b PHONSAVAN, Laos, April 14 2029 (AMP)

Kneeling in the red mud, Chanthala Inthavong brushes the soil from a rusted ball no bigger than a tangerine and lifts one hand. The line behind her stops.

<q A>“<c harm_risk opt>It has been sleeping since before my mother was born, and it can still wake up</c>,”</q> the 26-year-old whispers.

She is one of 40 women clearing the slopes around Ban Naxay. <c use>US aircraft dropped more than 270 million bomblets on Laos between 1964 and 1973</c>, <c dud_rate opt>up to a third of which failed to explode</c>.

<s B><c casualties>At least 20,000 people have been killed or maimed by leftovers since the war ended</c>, says Bounmy Keolavanh, who heads the provincial clearance office.</s> <s B><c casualties>Last year there were 31 accidents in the province, nine of them fatal, he adds.</c></s>

<o>Washington pays for much of the work, but funding has been cut twice since 2027.</o> <s C>A US embassy official, requesting anonymity, acknowledged <q C>“delays in disbursement.”</q></s>

<q D>“They had money for nine years of bombing, every eight minutes,”</q> says Bounmy’s predecessor, now a noodle seller in the market. <q D>“We ask for a hundred years of cleaning, and they look at their watch.”</q>

In the market of Phonsavan, spoons and bracelets made from melted casings sell for a dollar apiece. Backpackers buy them on the way to the jars, the stone vessels that gave the plain its name and that nobody has been able to explain.

Back on the hillside, Chanthala has put on her headphones again. <s A><c casualties opt>Her own uncle, she mentions later, died with a hoe in his hands.</c></s>
""",
    {
        "A": person("Chanthala Inthavong"),
        "B": person("Bounmy Keolavanh"),
        "C": role("A US embassy official", "US embassy official", "embassy official", "official"),
        "D": role("Bounmy’s predecessor", "predecessor", "noodle seller"),
    },
    "2029-04-14",
)

SITTING_DOWN = Page(
    "sitting_down",
    """#h “The dog is the only one of us without a theory”: five minutes with a clearance chief

#b Frontline Matters, issue 31
#b Posted on Thu, 08 Feb 2029

Gudrun Eysteins runs clearance for Fjord Aid in Mykolaiv region. We caught her between two tasks.

#h What do you find most?
<t A>Nine-N-two-tens and nine-N-two-thirty-fives, both Russian, from Smerch and Uragan rockets. <c munition_desc opt>The second one has bigger fragments.</c> Lately we also find American M42s and M46s <c use opt>where the Ukrainians fired them in 2024</c>.</t>

#h Everyone wants to know: how many fail?
<t A><c dud_rate op=range value=0.08 high=0.12 munition=M46 source=A>We’ve logged between 8 and 12 percent duds for the M46 on our tasks.</c> <c dud_rate opt>For the 9N235 it is at least a quarter.</c> I would not put my name to those for other soils.</t>

#h Has Kyiv given you the strike data it promised?
<t A>Some. <c pledge opt>The defence ministry promised all of it within ninety days</c>, and it came in a hundred and forty, in eleven formats.</t>

#h And casualties?
<t A>None among my staff, knock on wood. <c casualties>Two tractor drivers died in our district in the autumn.</c></t>
""",
    {"A": person("Gudrun Eysteins")},
    "2029-02-08",
)

LETTER = Page(
    "letter_digest",
    """#b From: Arms Flow Weekly (digest@armsflow.example)
#b Date: Mon, 26 Feb 2029 06:00:11 +0000
#b Subject: AFW #208: rockets for Seoul, shells for Kyiv, nothing for Vilnius

Good morning. Three items this week.

1) <s A on=2029-02-22><c transfer/affirm/possible|asserted opt>South Korea's arms procurement agency said Thursday it was <q A on=2029-02-22>“reviewing the terms”</q> of a US offer of M26 rockets.</c></s> <c national_restriction opt>The offer still needs a waiver from the White House.</c>

2) <s B><c transfer>Bulgaria delivered 1,200 cluster rockets to Ukraine in January</c>, Sofia-based site Razsledvane reports, citing customs records.</s> <s C><c transfer/negated|deny opt>The Bulgarian economy ministry denied it, saying the consignment consisted of <q C>“training aids and spare parts.”</q></c></s> <c treaty_status>Bulgaria has been bound by the convention since 2011.</c>

3) <s D on=2029-02-20><c transfer/negated|deny opt><c request/negated|deny opt>Vilnius <q D on=2029-02-20>“has neither sought nor been offered”</q> cluster munitions, Vice-Minister Gintautas Raudonis told members of the Seimas on Tuesday.</c></c></s> <s D on=2029-02-20>He would not rule out that <c transfer/affirm/possible|conditional opt>this might change</c>.</s>

That's all. Reply to this mail to tell us what we missed.
#b Unsubscribe
""",
    {
        "A": org("South Korea's arms procurement agency", "arms procurement agency", "agency"),
        "B": org("Razsledvane"),
        "C": org("The Bulgarian economy ministry", "economy ministry"),
        "D": person("Gintautas Raudonis"),
    },
    "2029-02-26",
)
