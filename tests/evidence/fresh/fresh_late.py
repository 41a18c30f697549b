"""Fresh pages, second lot: written when the first had been read by those who mend the rules. All of it is fiction; names of countries are real."""

from __future__ import annotations

from typing import Any

from fresh_people import person
from fresh_short import strike
from markup import Page, org, role

CONSUL = Page(
    "consul",
    """#h US trying to shift blame for cluster deliveries onto Kiev — consul general

GENEVA, February 21, 2034. /Vesna/. <s A on=2034-02-21><c stance opt>Consul General of Russia in Geneva Platon Kholmov dismissed as cynical the US explanations concerning <c transfer opt>the dispatch of cluster shells to Ukraine</c></c>, in an interview with Vesna on Tuesday.</s>

<q A on=2034-02-21>"First they <c transfer opt>hand over a weapon</c> <c prohibition opt><c treaty_status opt>that more than a hundred countries have banned</c></c>, and then they tell the Ukrainians to be careful with it,"</q> the senior diplomat remarked.

<s A on=2034-02-21>In his words, <c transfer>the Americans have delivered at least four batches of cluster shells to Ukraine since the autumn</c>.</s>

<q A on=2034-02-21>"<c dud_rate op=ge value=0.15 owner="United States" source=A>At least 15 percent of the American bomblets fail to explode</c>. Those are the figures of their own engineers,"</q> he claimed.

<s A on=2034-02-21>The consul general recalled that <c harm_risk><c casualties opt><c use opt>civilians in Laos are still being killed by American bomblets dropped half a century ago</c></c></c>.</s>

<s B on=2034-02-20>White House Spokeswoman Delphine Okonjo-Reyes said on February 20 that <c pledge><c use/negated|affirm/asserted|possible opt>Kiev had promised in writing not to fire the shells at towns</c></c>.</s>
""",
    {"A": person("Platon Kholmov"), "B": person("Delphine Okonjo-Reyes")},
    "2034-02-21",
)

SENATE = Page(
    "senate",
    """#h Senators clash over bill to end export waiver

#b By Philippa Strand-Oduya, Staff Writer
#b June 14, 2031

A bill that would take away the president's power to waive limits on the export of cluster bombs drew sharp words in a Senate hearing Thursday.

Sen. Wendell Crabtree, the bill's sponsor, opened with a bag of toys. <q A on=2031-06-12>“One of these is a bomblet,”</q> he told the panel. <q A on=2031-06-12>“You have three seconds.”</q>

<s A on=2031-06-12><c national_restriction><c prohibition opt>Current law bars the export of cluster munitions <c dud_rate opt>with a dud rate above 1 percent</c></c></c> unless the president finds a vital interest, Crabtree noted.</s> <s A on=2031-06-12><c transfer>Presidents have used the waiver to send cluster munitions to Ukraine seven times, he said.</c></s>

Sen. Loretta Van Houten, who sits on the Armed Services Committee, was not amused. <q B on=2031-06-12>“<c effect><c use opt>Cluster munitions stopped the breakthrough at the Inhulets</c></c>,”</q> she said. <q B on=2031-06-12>“Toys did not.”</q>

<s B on=2031-06-12>She warned that the bill would <q B on=2031-06-12>“tie the hands of every commander in chief to come.”</q></s>

<s C on=2031-06-12>A witness for the Army, Brig. Gen. Absalom Tate, testified that <c dud_rate op=range value=0.01 high=0.02 munition=XM1208 source=C>the new XM1208 shell has a dud rate of between 1 and 2 percent</c>.</s> <s C on=2031-06-12>Pressed by Crabtree, the general conceded that <c dud_rate op=gt value=0.05 munition=M483A1 source=C>older M483A1 shells had dud rates of more than 5 percent</c>.</s>

<o><c stance opt>The Conference of Harvest Churches supports the bill.</c></o> Its letter was entered into the record.
""",
    {"A": person("Wendell Crabtree"), "B": person("Loretta Van Houten", "Van Houten"), "C": person("Absalom Tate")},
    "2031-06-14",
)

COAST = Page(
    "coast",
    """#b Gulf of Aden Monitor
#b Menu
#h Houthis and coalition trade charges over cluster bombs at Ras Imran

#b Published: 12.11.2032 22:05

SANAA — <s A on=2032-11-11><c use><c accusation opt>The Houthi movement accused the Saudi-led coalition on Thursday of dropping cluster bombs on fishing villages near Ras Imran.</c></c></s>

<q B on=2032-11-11>“<c use>Four canisters of cluster bombs were dropped from aircraft</c>. <c harm_risk opt>The nets are full of bomblets instead of fish</c>,”</q> said Abdulsalam Jahhaf, the movement’s military spokesman, in a televised address.

<s C><c use/deny>Coalition spokesman Colonel Turki al-Dhafiri denied that coalition aircraft had used cluster munitions in Yemen this year.</c></s> <q C>“Every mission is recorded, and none of them was near Ras Imran,”</q> he told the Monitor by e-mail.

<s D>Fishermen reached by telephone said they had heard two planes but had not seen what fell.</s> <q E>“I counted the bangs and stopped at thirty,”</q> said one of them, who asked that his name not be printed.

<s F><c casualties>A hospital in Aden admitted nine wounded, three of them children, a nurse there said.</c></s>

<c treaty_status/negated>Neither Saudi Arabia nor Yemen has joined the Convention on Cluster Munitions.</c>

#o MORE NEWS
#o Price of diesel falls for a third week
#b Copyright 2032 Gulf of Aden Monitor
""",
    {
        "A": org("the Houthi movement", "Houthi movement", "Houthi", "Houthis"),
        "B": person("Abdulsalam Jahhaf"),
        "C": person("Turki al-Dhafiri", "al-Dhafiri"),
        "D": role("fishermen", "fishermen"),
        "E": role("one of the fishermen", "one of them", "fishermen", "fisherman"),
        "F": role("a nurse", "nurse"),
    },
    "2032-11-12",
)

QUIET_ROOM = Page(
    "quiet_room",
    """#h The quiet room

Saturday interview, 25 June 2033

For eleven years Mireille Castagnet has answered the telephone in the quiet room of the Geneva hot line, the one that deminers call when they cannot sleep. She received us on a Wednesday.

Ms Castagnet, who calls?

Castagnet: <t A>Men, mostly. At three in the morning. They do not want advice. They want somebody to be awake.</t>

Do they speak of the work?

Castagnet: <t A>They speak of the grass. Of the colour of the ribbon. One told me: “<o>I dream in squares.</o>” I wrote that on the wall.</t>

Has it become worse with the new wars?

Castagnet: <t A>The calls have doubled. <c harm_risk opt>It is the small ones that they fear, the bomblets, because they do not behave.</c></t>

And who do you call?

Castagnet (laughs): <t A>My sister. She keeps goats.</t>

As we left the telephone rang. <q A>“You will excuse me,”</q> Castagnet said, and shut the door.
""",
    {"A": person("Mireille Castagnet")},
    "2033-06-25",
)

MINISTERS = Page(
    "ministers",
    """#h Three ministers, one sentence

#b 30 Aug 2032 | Updated 31 Aug 2032 06:15 | Nordic Bureau

STOCKHOLM. <o>Within a day the foreign ministers of three Nordic states have said the same thing about <c transfer/affirm/possible|asserted opt><c stock/affirm/possible|asserted opt>Poland's plan to buy cluster shells</c></c>, in nearly the same words.</o>

<q A on=2032-08-29>“<c stance opt>We regret it, and we have told Warsaw so</c>,”</q> Sweden's Torbjörn Ekelöv said on Sunday evening after a meeting in Uppsala.

Norway's minister, Sunniva Rognerud, followed on Monday morning. <q B on=2032-08-30>“<c stance opt>We regret this decision and have told our Polish friends so</c>,”</q> she told state radio. <s B on=2032-08-30><c treaty_status>She pointed out that Norway had been the first country to ratify the convention.</c></s>

By noon it was the turn of Denmark. <s C on=2032-08-30><c stance>Its minister, Villads Abildtrup, deplored <c transfer/affirm/possible|asserted opt><c stock/affirm/possible|asserted opt>the Polish decision to buy cluster shells</c></c></c>, according to a statement sent to newsrooms.</s>

Finland was silent. <q D>“We have a border,”</q> a Finnish official said by way of explanation.

<s E on=2032-08-30><c treaty_status/negated>Poland never joined the convention, Warsaw's deputy defence minister, Zdzisława Brzoskwinia, replied on Monday.</c></s> <q E on=2032-08-30>“Regret is free of charge,”</q> she said. <q E on=2032-08-30>“<c effect opt>Shells are not, and they work</c>.”</q>
""",
    {
        "A": person("Torbjörn Ekelöv"),
        "B": person("Sunniva Rognerud"),
        "C": person("Villads Abildtrup"),
        "D": role("a Finnish official", "Finnish official", "official"),
        "E": person("Zdzisława Brzoskwinia"),
    },
    "2032-08-30",
)

CLEARED = Page(
    "cleared",
    """#h Clearance teams leave Abkhaz border strip

#b Tbilisi Ledger
#b 8 March 2033

<s A on=2033-03-07>The last of 31 minefields and strike sites along the Enguri has been handed back, the trust Second Plough announced on Monday.</s>

<s A on=2033-03-07><c stock/affirm opt>Its teams destroyed 2,118 submunitions in four years, it said.</c></s>

<q B on=2033-03-07>“<c dud_rate op=approx value=0.3333 munition="AO-2.5" source=B>About a third of the AO-2.5 bomblets had not exploded</c>, far more than anybody had told us to expect,”</q> programme manager Nana Gvaramia said at a ceremony in Zugdidi.

<s C><c casualties>Since 2008, 27 people have been killed or injured by bomblets in the strip, according to the regional health office.</c></s> The last was a forester, in November.

<q B on=2033-03-07>“People ask me whether it is safe,”</q> Gvaramia said. <s B on=2033-03-07>She tells them what was searched, how deep and by whom, she added, and leaves the word to them.</s>

<q D>“I ploughed on the first day,”</q> said Otar Kvirkvelia, 66, whose maize field was site no. 12. <q D>“I ploughed very straight.”</q>

<s E><c pledge opt>Germany and Japan have pledged money for a second strip, a deputy minister, Salome Tsintsadze, said.</c></s>
""",
    {
        "A": org("Second Plough"),
        "B": person("Nana Gvaramia"),
        "C": org("the regional health office", "regional health office", "health office"),
        "D": person("Otar Kvirkvelia"),
        "E": person("Salome Tsintsadze"),
    },
    "2033-03-08",
)

PLACED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "late_rights_office",
        """Geneva, 4 April 2034. Investigators of the United Nations verified that Syrian government aircraft dropped cluster bombs on Tell Hazzan, Syria, on 27 March 2034. They visited the village two days later and collected tail fins and unexploded bomblets.
""",
        strike("Tell Hazzan", "Syria", 35.62, 36.81, "2034-03-27"),
    ),
    (
        "late_correspondent",
        """Dispatch from the river

By our correspondent in Sukhyi Brid, Ukraine

Monday, 12 June 2034

Yesterday afternoon cluster shells burst over Sukhyi Brid. I saw them from the school steps: a row of grey puffs, then a crackle along the river bank. Sappers were picking up bomblets until dark.
""",
        strike("Sukhyi Brid", "Ukraine", 48.46, 37.05, "2034-06-11"),
    ),
    (
        "late_monitor",
        """Umm Sarir, Sudan: cluster munition attack of 19 November

Report by the Nile Remnants Register, published on 2 December 2033

Staff of the Register visited Umm Sarir on 24 November. They documented a cluster munition attack that took place on 19 November 2033. Eleven unexploded submunitions lay on the road to the mill.
""",
        strike("Umm Sarir", "Sudan", 13.31, 30.42, "2033-11-19"),
    ),
)

BAITS: tuple[tuple[str, str], ...] = (
    (
        "late_denied_order",
        """Court hears of Mala Tersivka plan

17 August 2033

A captain told the court on Tuesday that he had been ordered to fire cluster shells at Mala Tersivka on 3 June and had refused. The shells stayed on the lorry, he said, and the lorry went home.
""",
    ),
    (
        "late_other_day",
        """Girde Zer remembers

9 May 2034

Students in Girde Zer, Iraq, staged a play on Sunday in which cluster bombs fall on their school. The smoke was flour. "We wanted people to duck, and they ducked," said the teacher, Rebwar Qaradaghi.
""",
    ),
)
