"""Last pages, offices: a council's record, a pope, a ministry, a court, a committee's evening, a flash update. All of it is fiction."""

from __future__ import annotations

from last_people import person
from markup import Page, org, role

COUNCIL = Page(
    "council",
    """#b SC/17733
#b 17 JULY 2030
#b MEETINGS COVERAGE    Security Council    9912TH MEETING (AM)
#h Middle East Envoy Warns Remnants of Cluster Bombs Keep Families from Going Home, as Delegates Trade Blame

Briefing the Council this morning, Ragnhild Opsahl, Deputy Special Envoy of the Secretary-General for Syria, said that <s A on=2030-07-17><c harm_risk opt>unexploded submunitions remain the single largest obstacle to return in northern Hama</c></s>. <s A on=2030-07-17><c casualties>Between January and June, 214 people — 83 of them children — were killed or maimed there, she reported.</c></s> <q A on=2030-07-17>“<c harm_risk opt>Families come home to a key, a door and a field they cannot enter</c>,”</q> she said.

<o>In the ensuing discussion, many delegates called for funding for clearance.</o>

The representative of the Russian Federation, Arkady Belozerov, emphasized that <s B on=2030-07-17><c use/negated|deny opt>his country’s aircraft <q B on=2030-07-17>“never employed banned means of warfare”</q> in Syria</c></s>. <s B on=2030-07-17><c accusation opt><c transfer opt>Those who now shed tears had themselves sent cluster shells to Kyiv, he pointed out.</c></c></s>

Taking a different view, the delegate of Slovenia, Vesna Podgornik, underscored that <s C on=2030-07-17><c treaty_status>112 States have ratified the Convention on Cluster Munitions</c> and <c prohibition opt>that no circumstance justifies the use of such weapons</c></s>.

Syria’s representative, for his part, said <s D on=2030-07-17><c request opt>his Government needed <q D on=2030-07-17>“maps, machines and money — in that order”</q></c></s>.

The meeting began at 10:04 a.m. and ended at 12:21 p.m.

#b For information media. Not an official record.
""",
    {
        "A": person("Ragnhild Opsahl"),
        "B": person("Arkady Belozerov"),
        "C": person("Vesna Podgornik"),
        "D": role("Syria’s representative", "Syria’s representative", "representative"),
    },
    "2030-07-17",
)

ANGELUS = Page(
    "angelus",
    """#b POPE   ANGELUS   PEACE
#h Pope at Angelus: The weapon that waits for a child is a sin twice over
#b By Immacolata Ferretti-Wynn
#b 16 November 2031, 12:31

<o>Before the recitation of the Marian prayer, the Holy Father prayed for the victims of cluster bombs.</o>

Pope Clement <s A on=2031-11-16>appealed on Sunday for <c request opt><c treaty_status opt>all nations to join <c prohibition opt>the convention that outlaws cluster munitions</c></c></c></s>.

<q A on=2031-11-16>“Dear brothers and sisters, war kills twice. <c harm_risk opt>The weapon that waits in the grass for a child is a sin of yesterday and a sin of tomorrow</c>,”</q> he told the faithful in Saint Peter’s Square.

The Pope recalled <s A on=2031-11-16>a boy from Mosul whom he met as a bishop and who <q A on=2031-11-16>“wanted to be a goalkeeper and had no hands.”</q></s>

<s B><c treaty_status>The Holy See was among the first four to ratify the convention, in 2008, Cardinal Secretary of State Baldassare Quondam reminded reporters.</c></s> <s B><c treaty_status opt>He had been <q B>“saddened, not surprised”</q> by recent withdrawals, he said.</c></s>

A small group of survivors from Iraq and Serbia greeted the Holy Father after the prayer.
""",
    {"A": person("Pope Clement", "Clement"), "B": person("Baldassare Quondam")},
    "2031-11-16",
)

OSLO_NOTE = Page(
    "oslo_note",
    """#b Government.no | Ministry of Foreign Affairs | Press release No 31/31 | Monday, 3 February 2031
#h Norway to fund clearance of cluster munitions in Chad

<c pledge>Norway is to provide NOK 62 million for the clearance of cluster munitions and mines in northern Chad over the coming three years.</c>

<q A>‘<c harm_risk opt>These fields have been closed for longer than most Chadians have been alive</c>. We can open them,’</q> says Minister of International Development Tarjei Sandvoll-Aas.

<c use>Libyan aircraft dropped AO-1SCh and PTAB-2.5 bomblets in the Tibesti region in 1986 and 1987.</c> <s B><c dud_rate op=approx value=0.5 munition=PTAB-2.5 source=B>In soft sand, about half of the PTAB-2.5s failed, according to the Chadian demining commission.</c></s>

<s C><c pledge>Chad has undertaken to declare its northern provinces cleared by 2034, said its ambassador, Zenaba Goukouni-Lamy, who signed the agreement in Oslo today.</c></s> <q C>‘We have had the desert’s patience. We now need Norwegian haste,’</q> she remarked.

<c treaty_status>Chad has been a State Party since 2013.</c>

#b Press contact: +47 00 00 00 00
""",
    {
        "A": person("Tarjei Sandvoll-Aas"),
        "B": org("the Chadian demining commission", "Chadian demining commission", "demining commission"),
        "C": person("Zenaba Goukouni-Lamy"),
    },
    "2031-02-03",
)

WARRANT = Page(
    "warrant",
    """#b International tribunal watch · Case notes
#h Appeals bench confirms 11 years for commander who ordered ‘rain on the pass’

The Hague, 12 February 2032 – <s A on=2032-02-12><c use><c accusation opt>The appeals bench on Thursday upheld the conviction of Rastko Vuletin-Babajić, finding that his brigade had fired Orkan rockets with cluster warheads at the town of Donja Grabica in May 1994.</c></c></s>

<q B on=2032-02-12>“<c prohibition opt>A weapon that cannot tell a barracks from a bakery may not be aimed at a town</c>,”</q> presiding judge Ngozi Attenborough-Eze said, reading out a summary.

<s B on=2032-02-12><c casualties><c use opt>She said that the attack had claimed five lives and that 41 people had been wounded.</c></c></s>

Defence counsel Hilarion Prestwick <s C>called the ruling <q C>“a judgment on a map, not on a man”</q></s>. <o>Prosecutor Yolanda Arriola-Finch, by contrast, welcomed it.</o> <q D>“It took thirty-eight years. The rockets took ninety seconds,”</q> she noted.

Vuletin-Babajić, 81, watched by video link. <s E><c use/deny opt>He has always denied giving the order.</c></s>

<c treaty_status opt>Bosnia and Herzegovina joined the convention in 2010.</c>
""",
    {
        "A": org("The appeals bench", "appeals bench", "bench"),
        "B": person("Ngozi Attenborough-Eze"),
        "C": person("Hilarion Prestwick"),
        "D": person("Yolanda Arriola-Finch"),
        "E": person("Rastko Vuletin-Babajić"),
    },
    "2032-02-12",
)

ESTIMATES = Page(
    "estimates",
    """#b COMMONWEALTH OF AUSTRALIA – PROOF COMMITTEE HANSARD
#b SENATE – FOREIGN AFFAIRS, DEFENCE AND TRADE LEGISLATION COMMITTEE
#b THURSDAY, 5 JUNE 2031 – CANBERRA

[20:47]

CHAIR: <t A>We'll resume. Senator Okeke-Barnes, you have the call.</t>

Senator OKEKE-BARNES: <t B>Minister, were any of our pilots on exchange aboard <c use/affirm/possible opt>the aircraft that dropped CBU-105s in March</c>?</t>

Senator Trelawney: <t C><c use/negated|deny opt>No Australian took part in any such mission.</c> Air Marshal Fogarty can add to that.</t>

Air Marshal Fogarty: <t D>The minister's correct. <c national_restriction opt>Our exchange instructions forbid it.</c> <c dud_rate op=lt value=0.01 munition=CBU-105 source=D>I'm told fewer than one in a hundred CBU-105 skeets stay live</c>, but that's a figure of the makers'.</t>

Senator OKEKE-BARNES: <t B><c treaty_status opt>We ratified in 2012</c>, Air Marshal. <c prohibition opt>The rate doesn't come into it.</c></t>

CHAIR: <t A>Is that a question, Senator?</t>

#b Proceedings suspended from 20:55 to 21:10
""",
    {
        "A": role("CHAIR", "chair"),
        "B": person("Senator OKEKE-BARNES", "Okeke-Barnes"),
        "C": person("Senator Trelawney"),
        "D": person("Air Marshal Fogarty"),
    },
    "2031-06-05",
)

FLASH = Page(
    "flash",
    """#b HUMANITARIAN COORDINATION OFFICE
#h DRC: Flash Update #3 – Strikes on Minova
#b As of Friday 22 August 2031, 18:00 (UTC+2)

#h HIGHLIGHTS
• <c use when=2031-08-19>On 19 August, bombs that released submunitions struck the lakeside quarter of Minova, South Kivu.</c>
• <s A><c casualties>Health partners report 36 injured and 8 dead.</c></s>
• <c effect opt>Some 4,100 households have been displaced towards Sake.</c>

#h SITUATION OVERVIEW
<s B on=2031-08-21><c use/deny>On 21 August, the spokesman of the Congolese armed forces, General Dieudonné Kalonda-Bope, denied that the air force had carried out the strike.</c></s> <q B on=2031-08-21>“<c accusation opt><c use opt>The enemy bombs himself in order to weep on television</c></c>,”</q> he told Radio Lac. <s C><c accusation opt><c use opt>The M23 movement maintains that a Sukhoi-25 of the army dropped the bombs.</c></c></s>

<s D><c harm_risk>Humanitarian workers warn that displaced people are crossing fields strewn with live bomblets in order to fetch water.</c></s>

#h RESPONSE
<s E><c request opt>The Mine Action Service has requested $1.4 million for an emergency survey.</c></s> <c treaty_status/affirm|negated opt>The DRC signed the convention in 2009 but has yet to ratify it.</c>

#b For further information: hco-drc@hco.example
""",
    {
        "A": role("Health partners", "Health partners"),
        "B": person("Dieudonné Kalonda-Bope"),
        "C": org("The M23 movement", "M23 movement", "M23"),
        "D": role("Humanitarian workers", "Humanitarian workers"),
        "E": org("The Mine Action Service", "Mine Action Service"),
    },
    "2031-08-22",
)
