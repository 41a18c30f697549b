"""Fresh pages as they lie about on the web: mirrored, rewritten, relayed, transcribed. All of it is fiction; names of countries are real."""

from __future__ import annotations

from fresh_people import person
from markup import Page, org, role

MIRRORED = Page(
    "mirrored",
    """#b 9.4 C
#b Tallinn
#b Wednesday, January 3, 2035
#b Sign in / Join
#h Minister’s ‘no’ to shells isn’t the army’s ‘no’, says ex-general

#h NewsMinister’s ‘no’ to shells isn’t the army’s ‘no’, says ex-general

#b 0
#b 2,204

<s A>Estonia’s army would take cluster shells tomorrow if politicians let it, retired major general Urmas Vaherpuu has said.</s>

<q A>‘<c stance opt>I don’t know one gunner who’d say no</c>,’</q> he told the weekly Põhjala Postipaun. <q A>‘The minister’s ‘no’ is a politician’s word.’</q>

<s B>The ministry’s spokesman Kaspar Ilmjärv said the general’s views were <q B>‘his own and a few years old’</q>.</s>

<s A><c effect>Vaherpuu argued that the shells’ worth lay in the first week of a war, when <q A>‘you’re buying days, not metres’</q>.</c></s>

<c treaty_status/negated>Estonia isn’t among the convention’s members.</c>

#o Meanwhile, the port of Sillamäe has cancelled its winter fair because of ice.
#o ‘We’ve waited all year for the waffles,’ a visitor said.

#b Check out our other content
#b Most Popular Articles
""",
    {"A": person("Urmas Vaherpuu"), "B": person("Kaspar Ilmjärv")},
    None,
)

MACHINE_WORDS = Page(
    "machine_words",
    """#h Japan says it will not observe allies on cluster arms
<s A on=2033-02-14><c pledge opt><c treaty_status opt>Japan will proceed to honour the Conference on Cluster Munitions whatever its companions determine, its protection minister stated on Monday.</c></c></s>
<q A on=2033-02-14>“<c stance opt>For Japan this door is closed and the bottom line is misplaced</c>,”</q> the minister, Shigeto Amanohara, advised reporters in Yokosuka.
<s A on=2033-02-14><c stock/affirm|negated>Mr. Amanohara added that the nation’s final bomblets had been destroyed in 2015.</c></s>
The Overseas Ministry went additional. <s C><c transfer/affirm|negated/possible|asserted|conditional opt>A spokesperson famous that no cargo would cross a Japanese port <q C>“with out questions”</q>.</c></s>
<s B><c accusation opt>China’s envoy in Tokyo, Luo Jingtang, accused Japan of <q B>“crocodile tears”</q></c>, as the subsequent ship of shells was already on the best way.</s>
#b Posted on February 15, 2033 by Day by day Globe
""",
    {"A": person("Shigeto Amanohara"), "B": person("Luo Jingtang", "Luo"), "C": role("a spokesperson", "spokesperson")},
    "2033-02-15",
)

RELAYED = Page(
    "relayed",
    """#h Damascus wants firing charts from all sides

#b AMMAN | Thu 24 Nov 2033 | Updated 13:10 GMT

<s A on=2033-11-22><c request>Syria's deputy minister for reconstruction, Hala Qudsiyeh, has called on all <c use opt>states that dropped cluster bombs on the country</c> to hand over their charts, the official Barada agency reported on Tuesday.</c></s>

<q A on=2033-11-22>"We are not asking for confessions, we are asking for coordinates,"</q> Barada quoted her as saying.

<s A>In an earlier interview with the channel Al-Nawras she put the number of contaminated villages at 640.</s>

<s B on=2033-11-23>Russian news agency Sever quoted a military source as saying on Wednesday that such charts <q B on=2033-11-23>"do not exist in nature"</q>.</s>

The Israeli army declined to comment. <s C>A former officer told the newspaper HaMifratz that <c pledge/affirm/possible|asserted|conditional opt>maps could be handed over through a third party</c>.</s>

<q D on=2033-11-23>"Paper is cheaper than prostheses,"</q> the head of the United Nations mine action office in Damascus, Ignacio Berrueta, told Radio Orient on Wednesday.

<s D on=2033-11-23><c casualties>He said 1,204 people had been killed or maimed by leftovers since 2024.</c></s>
""",
    {
        "A": person("Hala Qudsiyeh"),
        "B": role("a military source", "military source", "source"),
        "C": role("a former officer", "former officer", "officer"),
        "D": person("Ignacio Berrueta"),
    },
    "2033-11-24",
)

RADIO = Page(
    "radio",
    """#h TRANSCRIPT: The Long Wave, episode 212
#b Aired 6 April 2031
#b This is a rush transcript and may contain errors.

HOST: <o>Good evening. With me is Odalys Ferrán-Moor, who has spent two years with the deminers of Artsvaberd. Odalys, how does a day there begin?</o>

FERRÁN-MOOR: <t A>With porridge, and with a list. The list says who sleeps where, in case somebody does not come back.</t>

HOST: <o>Has that happened?</o>

FERRÁN-MOOR: <t A><c casualties opt>Twice while I was there.</c> The second was a man called Hayk. He used to say, “<o>Slow is a kind of fast</o>.”</t>

HOST: <o>And what do they find?</o>

FERRÁN-MOOR: <t A><c munition_desc opt>Israeli M095s, mostly, with a pink ribbon.</c> <c use opt>They were fired in the autumn war of 2020.</c> <c dud_rate opt>The salesmen promised a tenth of one percent.</c></t>

[MUSIC]

HOST: <o>We will be back after the news.</o>
""",
    {"A": person("Odalys Ferrán-Moor")},
    "2031-04-06",
)

NESTED = Page(
    "nested",
    """#h Witness recalls order to fire on orchard

#b The Quillon Register
#b September 30, 2032

THE HAGUE — A former battery commander broke down twice on Wednesday <o>as he described the night of the orchard</o>.

<q A on=2032-09-29>“The colonel said, ‘Empty the racks,’ and I said, ‘Sir, there are people picking,’ and he said, ‘Then they will stop picking,’”</q> Lieutenant Zaur Temirlanov testified.

Asked by the presiding judge, Annelie Kestrup, whether he had obeyed, he was silent for a time.

<q A on=2032-09-29>“<c use>I fired four rockets with bomblets</c>,”</q> he said. <q A on=2032-09-29>“I have counted them every night since</q>

<o><c accusation opt>The defence has called the witness a liar.</c></o> <q B on=2032-09-29>“He is selling the court a story, and the price is his own freedom,”</q> said its lead counsel, Marguerite Ouvrard.

<s B on=2032-09-29>Ouvrard told the judges that her client <q B on=2032-09-29>“never gave, wrote or heard such an order”</q>.</s>

<q C on=2032-09-29>“Counsel will have her turn,”</q> Judge Kestrup said, <q C on=2032-09-29>“and so will the apples.”</q>
""",
    {"A": person("Zaur Temirlanov"), "B": person("Marguerite Ouvrard"), "C": person("Annelie Kestrup")},
    "2032-09-30",
)

NOTICE = Page(
    "notice",
    """#b MINISTRY OF DEFENCE OF THE REPUBLIC OF BULGARIA
#b Press Centre
#b No. 88 / 12.03.2031

#h On publications concerning ammunition stored at Gorna Lipnitsa

In connection with articles in several media, the Ministry of Defence states the following:

1. <s M on=2031-03-12><c stock/negated>There are no cluster munitions at Gorna Lipnitsa.</c></s>

2. <s M on=2031-03-12><c stock>The destruction of the stocks that Bulgaria declared under the Convention was completed in 2023, ahead of the extended deadline.</c></s>

3. <s M on=2031-03-12><c transfer/negated|deny>No such munitions have been sold, lent or given to any other state.</c></s>

4. <s M on=2031-03-12><c accusation/negated|affirm|deny opt>The assertion of a former employee that <o>“crates were swapped”</o> is untrue.</c></s>

<s M on=2031-03-12><c request opt>The Ministry calls on the media to use verified information.</c></s>
""",
    {"M": org("the Ministry of Defence", "Ministry of Defence", "Ministry")},
    "2031-03-12",
)
