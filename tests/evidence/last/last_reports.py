"""Last pages, those who count, test and remember: patrol log, trade press, survey, feature, letter. All of it is fiction."""

from __future__ import annotations

from last_people import person
from markup import Page, org, role

PATROL = Page(
    "patrol",
    """#b Joint Ceasefire Observation Mission – Line of the Aras
#h Daily Report 77/2032
#b issued on Thursday, 8 April 2032
#b Based on information as of 19:30, 7 April 2032

1. In Garachukh, the Mission heard 14 undetermined explosions 3–4 km to the south.

2. <o><c munition_desc opt><c use opt>On the eastern edge of Ashagi Ovchular the Mission saw, for the first time, the tail section of a 300mm rocket embedded in asphalt and assessed that it had carried cluster munitions.</c></c></o>

3. <s A><c damage opt>A resident (female, 60s) told the Mission that her roof had been pierced <q A>“like a sieve”</q> on the evening of 5 April.</c></s> <s B on=2032-04-07><c casualties>On 7 April, the head doctor of the Sharur hospital said that two men had been admitted with shrapnel wounds.</c></s>

4. <s C on=2032-04-06><c use/deny>By letter dated 6 April, the Armenian side's liaison officer, Lieutenant Colonel Hrant Mirzabekian, informed the Mission that no cluster munitions had been used by his forces.</c></s> <s D><c accusation opt>The Azerbaijani side's liaison officer replied that the letter was <q D>“beneath comment”</q>.</c></s>

5. The Mission's unmanned aerial vehicle was jammed twice.
""",
    {
        "A": role("A resident", "resident"),
        "B": role("the head doctor of the Sharur hospital", "head doctor", "doctor"),
        "C": person("Hrant Mirzabekian"),
        "D": role("The Azerbaijani side's liaison officer", "liaison officer", "Azerbaijani side"),
    },
    "2032-04-08",
)

TRADE = Page(
    "trade",
    """#b Land Systems Weekly > Munitions
#h Army's DPICM successor slips to 2034 after fuze trouble at Dugway
#b By Colm Ridgeback on October 16, 2031 at 3:08 PM

WASHINGTON — <s A on=2031-10-14>The Army's replacement for its aging cluster shells will not be fielded before fiscal 2034, two years late, the program's manager, Col. Bettina Strucker, said Tuesday at the annual gathering of the Land Power Association.</s>

<q A on=2031-10-14>“We had a batch of fuzes that did not like the cold,”</q> Strucker told attendees. <q A on=2031-10-14>“I don't like the cold either, but I work in it.”</q>

<s A on=2031-10-14><c dud_rate op=approx value=0.018 munition=XM1240 source=A>The XM1240 is currently showing a UXO rate of roughly 1.8%, she disclosed</c></s>, <c national_restriction opt>against a ceiling of 1% set by the department</c>. <s B><c dud_rate op=range value=0.06 high=0.14 munition=M864 source=B>By comparison, a 2029 report to Congress gave a band of 6 to 14% for the legacy M864.</c></s>

A spokesperson for Ironbark Ordnance, which makes the fuze, said in a statement that <s C>the firm <q C>“remains confident in the design and in its customer”</q></s>.

Not everyone is. <q D>“<c dud_rate/negated opt>There is no such thing as a one-percent fuze outside PowerPoint</c>,”</q> quipped Lamar Ostrowe, a former test engineer now at the Center for Sober Procurement. <s D><c stock opt>He suggested the service would end up keeping its stockpile of 1.9 million older rounds.</c></s>

The House Appropriations Committee zeroed out $38 million for the effort in July.
""",
    {
        "A": person("Bettina Strucker"),
        "B": org("a 2029 report to Congress", "report to Congress", "report", "Congress"),
        "C": role("A spokesperson for Ironbark Ordnance", "spokesperson", "Ironbark Ordnance"),
        "D": person("Lamar Ostrowe"),
    },
    "2031-10-16",
)

QUANG_TRI = Page(
    "quang_tri",
    """#b Society | Mekong Courier
#h Farmer's daughter leads bomb hunters of Quang Tri
#b May 10, 2030 | 08:00 am GMT+7

At six in the morning, before the heat, Lê Thị Hạnh Nguyên counts her team twice.

The 29-year-old leads a survey team of Restore Quang Tri, <s A>which says <c harm_risk opt><c stock/affirm|negated opt>it has destroyed 121,000 cluster bomblets in the province since 2001</c></c></s>.

<q B>"My grandmother used a CBU shell to feed the ducks. <c harm_risk opt>Nobody told her that its children were still in the paddy</c>,"</q> Nguyên says with a laugh. Her uncle lost an arm in 1996.

<s C><c dud_rate op=approx|eq value=0.3333 munition=BLU-63 source=C>One BLU-63 in three did not explode here, estimates Trương Quốc Bảo-Lâm, the province's mine action coordinator.</c></s> <s C><c casualties/negated|affirm opt>He said there had been no accident in the past 19 months, a first since 1975.</c></s>

<s D on=2030-05-08>On Wednesday the US consul general, Priscilla Vandergrift, visited the site and announced <c pledge opt>another $9 million for the project</c>.</s> <q D on=2030-05-08>"We came late, but we stay long,"</q> she said through an interpreter.

<c treaty_status/negated>Vietnam has not joined the Convention on Cluster Munitions</c>, citing the cost of its deadlines.

At eleven the team breaks for tea. In the shade someone has hung a hammock between two signs that read "Danger".
""",
    {
        "A": org("Restore Quang Tri"),
        "B": person("Lê Thị Hạnh Nguyên", "Nguyên"),
        "C": person("Trương Quốc Bảo-Lâm"),
        "D": person("Priscilla Vandergrift"),
    },
    "2030-05-10",
)
