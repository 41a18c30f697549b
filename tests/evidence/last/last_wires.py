"""Last pages, agencies: Seoul, Pyongyang, Lima, Delhi, Minsk, Sanaa, Vienna, a business wire. All of it is fiction."""

from __future__ import annotations

from last_people import person
from markup import Page, org, role

EAST_SEA = Page(
    "east_sea",
    """#h (3rd LD) N. Korea fires ballistic missiles with suspected cluster warheads into East Sea: JCS

#b Hanlim News   All News   16:52 March 06, 2031
#b (ATTN: UPDATES with more details in paras 5-7; ADDS photo)

SEOUL, March 6 (Hanlim) -- <s A><c use/affirm/possible|asserted opt><c munition_desc opt>North Korea fired three short-range ballistic missiles into the East Sea on Thursday, at least one of which appeared to carry a cluster warhead, South Korea's Joint Chiefs of Staff (JCS) said.</c></c></s>

<s A>The JCS said it detected the launches from the Wonsan area at around 7:40 a.m. and that the missiles flew about 350 kilometers before splashing down near an uninhabited islet.</s>

<q A>"We strongly denounce the launches as an act of provocation that seriously threatens peace on the Korean Peninsula,"</q> the JCS said in a text message sent to reporters.

<s B><c munition_desc opt><c effect opt>A submunition warhead of that type would be able to blanket an area of some 10 soccer fields, said Paik Dong-hyeok, a professor of military studies at Hwarang University.</c></c></s> <q B>"It is meant for runways. You do not need accuracy if you have a hundred small bombs,"</q> Paik told Hanlim News Agency by phone.

<s C>Seoul's unification ministry voiced <q C>"deep regret"</q> over the launches and called on Pyongyang to return to dialogue.</s>

<c treaty_status/negated>Neither of the two Koreas is a party to <c prohibition opt>the 2008 convention banning cluster munitions</c>.</c>

The won closed at 1,412.3 to the dollar, up 2.1 won from Wednesday's session close.

#b minseo@hanlim.example
#b (END)
""",
    {
        "A": org("South Korea's Joint Chiefs of Staff", "Joint Chiefs of Staff", "JCS"),
        "B": person("Paik Dong-hyeok", "Paik"),
        "C": org("Seoul's unification ministry", "unification ministry"),
    },
    "2031-03-06",
)

ACADEMY = Page(
    "academy",
    """#b Date: 08/03/2031 | Source: PCNS.example (En) | Read original version at source
#h Test of Combat Appropriateness of Submunition Warhead Conducted

Pyongyang, March 8 (PCNS) -- <s A><c munition_desc opt>The General Bureau of Missile Armaments of the DPRK said that it conducted on March 6 a firing to assess the power of a cluster-type warhead mounted on the tactical ballistic missile Hwasong-11Ra.</c></s>

The test was guided by Ri Yong-bok, vice department director of the Central Committee of the Party. <s A><c effect opt><c munition_desc opt>It was verified that the warhead can reduce to ashes any target covering an area of 6.5 to 7 hectares, the bureau stressed.</c></c></s>

<q B>"<c use/affirm/threatened|conditional opt>Those who covet our sky will be showered with a rain they have never seen</c>,"</q> the vice department director said.

<s B>Expressing great satisfaction over the successful result, he underscored the need to equip the frontline units with such warheads within this year.</s>

He took a photograph with the scientists of the bureau.
""",
    {
        "A": org("The General Bureau of Missile Armaments", "General Bureau of Missile Armaments", "bureau"),
        "B": person("Ri Yong-bok", "Ri"),
    },
    "2031-03-08",
)

LIMA = Page(
    "lima",
    """#h Peru to destroy last of its cluster bombs “before the year is out”

#b International
#b 09 May 2030 - 18:47 CEST

Lima, May 9 (Andina Sur).- <s A on=2030-05-09><c stock opt><c pledge>Peru will have destroyed the last cluster bombs in its arsenals before the end of the year, the Minister of Defense, Rosaura Chumpitaz, assured this Thursday</c></c></s>, in a ceremony at the La Joya air base, in the southern region of Arequipa.

<q A on=2030-05-09>“<c stock>We still have 162 Spanish-made bombs left to dismantle</c>, and we are going to do it in front of the cameras, one by one,”</q> indicated the minister, who was accompanied by the ambassador of Norway.

<s B on=2030-05-09><c stock>For his part, the commander of the base, Colonel Efraín Huarcaya, detailed that the Air Force had come to have more than 2,000 bombs of the types BME-330, CB-470 and RBK-500.</c></s>

<s B on=2030-05-09><c dud_rate op=approx value=0.11 munition=CB-470 source=B>According to Huarcaya, in the trials that were carried out in 1998, around eleven percent of the CB-470’s submunitions remained unexploded on the ground.</c></s> <q B on=2030-05-09>“With that, no one can tell me that we are losing a marvel,”</q> he joked.

<c treaty_status>Peru ratified the Convention on Cluster Munitions in 2012</c> <c stock opt><c treaty_status opt>and obtained two extensions of the deadline to eliminate its stockpiles</c></c>. <s C><c use/negated opt>It never used these weapons in its conflict with Ecuador in 1995</c>, as was recalled by the head of the delegation of the Andean Network for Disarmament, Sixto Loarte</s>. ASur

#b (photo) (video) (audio)
""",
    {"A": person("Rosaura Chumpitaz"), "B": person("Efraín Huarcaya"), "C": person("Sixto Loarte")},
    "2030-05-09",
)

NEELUM = Page(
    "neelum",
    """#h Army trashes Pak claim on cluster ammo along LoC, calls it 'tired fiction'

#b UTI | New Delhi | Updated: 11 September 2030 21:08 IST
#b 2 min read   Text Size A A A

<s A on=2030-09-11><c use/deny>The Indian Army on Wednesday trashed as <q A on=2030-09-11>"tired fiction"</q> Pakistan's allegation that its guns had used cluster ammunition in the Neelum Valley.</c></s>

<q B>"<c use/deny|negated opt>We do not use such ammunition on the LoC, period</c>. The other side recycles the same pictures every monsoon,"</q> Lt Gen (Retd) Harkirat Dhaliwal-Sen, adviser to the defence minister, told mediapersons here.

<s C on=2030-09-10>On Tuesday, Pakistan's Inter-Services Press Directorate had put out photographs of what it said were remnants of shells and claimed that <c use when=2030-09-08><c accusation opt><c casualties opt>Indian artillery had targeted the villages around Dudhpura with cluster bombs on Sunday, killing a four-year-old boy</c></c></c></s>.

Pakistan's Foreign Minister Makhdoom Anwar Qazilbash <s D>tweeted that it was a <q D>"<c accusation opt><c prohibition opt>blatant violation of the Geneva Convention</c></c>"</q> and urged <q D>"the comity of nations to take note of this barbarity"</q></s>.

Sources in the security establishment, however, said <s E>the shells seen in the pictures were <q E>"mortar illumination rounds of Pakistani origin"</q></s>. <s E><c accusation opt>The directorate wanted to divert attention from the infiltration bids of last week, they added.</c></s>

<c treaty_status/negated>India and Pakistan have both stayed away from the Convention on Cluster Munitions.</c>

#b (Only the headline of this report may have been reworked; the rest of the content is auto-generated from a syndicated feed.)
""",
    {
        "A": org("The Indian Army", "Indian Army", "Army"),
        "B": person("Harkirat Dhaliwal-Sen"),
        "C": org("Pakistan's Inter-Services Press Directorate", "Inter-Services Press Directorate", "directorate"),
        "D": person("Makhdoom Anwar Qazilbash"),
        "E": role("Sources in the security establishment", "Sources", "security establishment"),
    },
    "2030-09-11",
)

MINSK = Page(
    "minsk",
    """#b 06.11.2030, 15:40
#h Mukhavets: Exit from conventions turns Baltic states into testing ground

MINSK, 6 November (BelInform) – <s A on=2030-11-06><c treaty_status opt><c accusation opt>By withdrawing from the conventions on mines and cluster munitions the Baltic states turn themselves into somebody else's testing ground, State Secretary of the Belarusian Security Council Gennady Mukhavets told reporters on 6 November</c></c></s>, BelInform has learned.

<q A on=2030-11-06>“<c treaty_status opt>One neighbor left the cluster munition convention</c>, the others are packing their suitcases. And what for? <c use/affirm/possible|threatened|conditional opt>These weapons will fall on their own forests</c>,”</q> the state secretary noted.

In his words, <s A on=2030-11-06>Minsk <q A on=2030-11-06>“has never threatened anyone”</q> and is ready to resume the exchange of observers</s>. <s A on=2030-11-06><c dud_rate op=approx|eq value=0.3333 owner="United States" source=A>The official claimed that one in three American bomblets fails to explode.</c></s>

<s A on=2030-11-06><c treaty_status/negated>Gennady Mukhavets recalled that Belarus is not a signatory of the document.</c></s> <o><c stock/affirm/asserted opt>However, he did not say how many cluster warheads for Polonez systems the Belarusian army has.</c></o>

BelInform reported earlier that Lithuania's defense minister Audronė Kazbarienė <s B>had described the statements from Minsk as <q B>“the usual autumn noise”</q></s>.
""",
    {"A": person("Gennady Mukhavets"), "B": person("Audronė Kazbarienė")},
    "2030-11-06",
)

SANAA = Page(
    "sanaa",
    """#b YEMEN PRESS ORGANIZATION (Sana'a)
#h Child martyred, two injured in explosion of cluster bomb from remnants of aggression in Nihm
#b [14/October/2031]

SANA'A October 14. 2031 (YPO) - <s A><c casualties><c harm_risk opt>A child was martyred and two others were injured on Tuesday in the explosion of a cluster bomb from the remnants of the US-Saudi aggression in Nihm district of Sana'a province, a security source said.</c></c></s>

<s A>The source explained to YPO that the children had been herding sheep in the area of Bani Farhan.</s>

In a statement, the Executive Mine Action Center <s B>held <c accusation opt>the countries of the aggression fully responsible</c></s>, pointing out that <s B><c casualties>the number of victims of cluster bombs in the past September reached 17, most of them women and children</c></s>.

<s B><c request>The center renewed its demand that the United Nations provide detectors, which it said have been held in the port of Djibouti for two years.</c></s> <s B><c dud_rate op=ge value=0.3 munition=CBU-58 source=B>At least 30 percent of the CBU-58 bomblets had failed to detonate, it indicated.</c></s>

<q C>“<c use opt>More than 3,100 cluster bombs of American, British and Brazilian make were dropped on our governorates</c>,”</q> the center's director, Brigadier Yahya Dhaifallah, was quoted as saying. <q C>“<c harm_risk opt>They kill those who had not been born then.</c>”</q>

#b resource : YPO
#b A.H
""",
    {
        "A": role("a security source", "security source", "source"),
        "B": org("the Executive Mine Action Center", "Executive Mine Action Center", "center"),
        "C": person("Yahya Dhaifallah"),
    },
    "2031-10-14",
)

VIENNA = Page(
    "vienna",
    """#b Source: Sino Dispatch | 2031-12-05 02:18:44 | Editor: huaxia
#h Austria urges "full stop" to treaty withdrawals at Vienna meeting

VIENNA, Dec. 4 (Sino Dispatch) -- <s A on=2031-12-04><c treaty_status opt><c request opt>Austrian Foreign Minister Leopoldine Hirschbichler on Thursday called for a <q A on=2031-12-04>"full stop"</q> to withdrawals from the Convention on Cluster Munitions.</c></c></s>

<q A on=2031-12-04>"If the fire brigade resigns because there is a fire, nobody is safer,"</q> Hirschbichler said while addressing the 14th meeting of states parties to the convention, which kicked off here on Wednesday.

Echoing her remarks, Zambia's ambassador Chanda Mwewa-Phiri said that <s B><c treaty_status>119 countries have committed themselves to the ban and that two more would deposit their instruments of ratification by Friday</c></s>.

The representative of the Philippines pledged that <s C><c pledge>Manila will host a regional workshop on stockpile destruction in 2032</c></s>.

<s D><c casualties>Worldwide, 288 people were killed or injured by cluster munitions in 2030, according to a report released by the Cluster Watch Initiative ahead of the meeting.</c></s> Enditem
""",
    {
        "A": person("Leopoldine Hirschbichler"),
        "B": person("Chanda Mwewa-Phiri"),
        "C": role("The representative of the Philippines", "representative of the Philippines", "representative"),
        "D": org("Cluster Watch Initiative"),
    },
    "2031-12-04",
    also="2031-12-05",
)

FUND = Page(
    "fund",
    """#h Danish Pension Giant Sells Stake in Rocket Maker Over Cluster Bombs

#b By Solvej Trankjær and Marcus Ilett-Dunn
#b February 4, 2030 at 11:20 AM GMT+1

<s A>Denmark’s biggest pension fund has sold its entire holding in Poongdo Aerospace Co., saying <c stock opt><c munition_desc opt>the South Korean company continues to make rockets whose warheads fall under the ban on cluster munitions</c></c></s>.

<s B on=2030-02-04>Fremtidspension AS, which oversees 1.1 trillion kroner ($158 billion), offloaded shares worth about $74 million last week, Chief Investment Officer Tove Ravnkilde said in an interview on Monday.</s>

<q B on=2030-02-04>“They showed us a brochure that called it an ‘area solution.’ We know what that is,”</q> she said.

<o>Poongdo disputes the assessment.</o> <s C><c dud_rate op=lt value=0.01 source=C>Its current 130mm warhead leaves less than 1% of submunitions unexploded, a spokesman, Gil Seok-jun, said in an emailed response to questions.</c></s> <q C>“<c prohibition/negated opt>We comply with all applicable laws of the Republic of Korea</c>,”</q> he wrote.

<c treaty_status/negated>South Korea hasn’t signed the convention</c>; <c treaty_status>Denmark has been a member since 2010</c>.

Shares of Poongdo fell as much as 3.2% in Seoul before paring the decline. The fund has returned 6.8% this year.

#b — With assistance from Haneul Cho
#b ©2030 Quorum L.P.
""",
    {
        "A": org("Denmark’s biggest pension fund", "pension fund", "fund", "Fremtidspension"),
        "B": person("Tove Ravnkilde"),
        "C": person("Gil Seok-jun", "Gil"),
    },
    "2030-02-04",
)
