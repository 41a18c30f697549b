"""First half: longer articles with many speakers, as foreign desks write them. All of it is fiction."""

from __future__ import annotations

from casting import Cast, back, dmy, mdy
from markup import Page, org, role


def decision_day(c: Cast) -> Page:
    a, b, d, e = c.person("m"), c.person("m"), c.person("f"), c.person("f")
    pub = c.day(weekday=5)
    fri, thu = back(pub, 1), back(pub, 2)
    h = org("Open Field Watch")
    text = f"""#h US approves cluster munitions for Ukraine despite allies' unease

#b By our Washington correspondent
#b {mdy(pub)}

#c A soldier carries a 155 mm shell. File photo

WASHINGTON — <s A on={fri}><c transfer>The United States will provide Ukraine with cluster munitions for the first time, the national security spokesman, {a.full}, said on Friday.</c></s> <o><c stance opt>The decision was criticised at once by human rights groups and by several allies.</c></o>

<q A on={fri}>“This was a hard decision, and the president did not take it lightly,”</q> {a.last} told reporters at the White House. <q A on={fri}>“<c stock opt>Ukraine is running out of artillery ammunition</c>, and we will not leave it defenceless.”</q>

<s A on={fri}><c pledge>Kyiv has given written assurances that <c use/negated|deny/asserted|possible opt>it will not use the shells in towns</c>, he said</c></s>, and <s A on={fri}><c pledge>it has committed itself to clearing them after the war</c></s>.

<s A on={fri}><c dud_rate op=le value=0.0235 source=A>The spokesman said that <c transfer opt>the shells to be sent</c> have a dud rate of no more than 2.35 per cent.</c></s> <s A on={fri}><c dud_rate op=range value=0.3 high=0.4 owner=Russia source=A>By contrast, he said, Russian cluster munitions fail in 30 to 40 per cent of cases.</c></s>

<s B><c stance>Ukraine's defence minister, {b.full}, welcomed the decision.</c></s> <q B>“<c effect>It will help us to liberate our land and will save the lives of our soldiers</c>,”</q> he wrote on social media. <s B><c use/negated|deny/asserted|possible|threatened><c pledge opt>Ukraine would not fire the shells at the territory of Russia, {b.last} added.</c></c></s>

<c harm_risk><q D on={thu}>“Cluster munitions are among the most dangerous weapons for civilians,”</q> {d.full}, the director of Open Field Watch, had warned on Thursday.</c> <s H><c use>According to her organisation, both Russian and Ukrainian forces have used them in the war.</c></s>

<s E><c stance>Germany's foreign minister, {e.full}, said that Berlin remained opposed to <c transfer opt>such deliveries</c>.</c></s> <q E>“<c treaty_status opt>The convention applies to us</c>,”</q> {e.he} said in Vienna.

<c prohibition>The Convention on Cluster Munitions bans their use, production and transfer.</c> <c treaty_status>More than 110 countries have joined it.</c> <c treaty_status/negated>The United States, Russia and Ukraine have not.</c>

#b Follow us | Newsletter | © Atlantic Wire
"""
    return Page("decision_day", text, {"A": a, "B": b, "D": d, "E": e, "H": h}, str(pub))


def allies_split(c: Cast) -> Page:
    a, b, d, e, f = c.person("f"), c.person("m"), c.person("f"), c.person("m"), c.person("m")
    pub = c.day(weekday=1)
    sun, mon = back(pub, 2), back(pub, 1)
    text = f"""#h Allies distance themselves from shell delivery

#b {dmy(pub)} 10:41

BRUSSELS. <o><c stance opt>Spain, Canada and Austria have distanced themselves from <c transfer/affirm/asserted|possible opt>the American plan to send cluster shells to Ukraine</c>.</c></o>

<s A on={sun}><c stance>Spain's defence minister, {a.full}, said on Sunday that her country was against the use of cluster bombs.</c></s> <q A on={sun}>"<c stance/affirm|negated>No to cluster bombs and yes to the legitimate defence of Ukraine</c>,"</q> {a.he} told a rally.

<s B on={mon}><c stance/affirm|negated>The Canadian prime minister, {b.full}, declared on Monday that Ottawa does not support the use of the weapons.</c></s> <s B on={mon}><c treaty_status>He recalled that Canada is a party to the convention.</c></s>

<q D on={mon}>"<c harm_risk>They cause unacceptable harm, also decades after a conflict</c>,"</q> Austria's chancellor, {d.full}, said on Monday in Vienna.

<o>Poland took a different view.</o> <s E><c stance opt>Its deputy foreign minister, {e.full}, told a radio station that he understood the decision.</c></s> <q E>"Ukraine has been attacked, and it decides what it needs,"</q> {e.last} said. <s E><c transfer/affirm/possible|conditional opt><c transfer/negated opt>He did not rule out that Poland could allow shells to pass.</c></c></s>

<s F on={mon}><c accusation opt>The Kremlin's spokesman, {f.full}, said on Monday that the United States was becoming an accomplice in the mining of territory.</c></s> <q F on={mon}>"<c stance opt>We will of course take countermeasures</c>,"</q> he told journalists on a conference call.

<s N>A NATO official said that the alliance had no common position on the weapons.</s>

<s G><c stance/affirm|negated>The secretary-general of the United Nations does not want cluster munitions to be used on the battlefield, his deputy spokeswoman said.</c></s>
"""
    speakers = {"A": a, "B": b, "D": d, "E": e, "F": f}
    speakers |= {
        "N": role("a NATO official", "NATO official", "official"),
        "G": role("deputy spokeswoman", "his deputy spokeswoman", "spokeswoman"),
    }
    return Page("allies_split", text, speakers, str(pub))


def annual_monitor(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=2)
    tue = back(pub, 1)
    m = org("Remnants Observatory", "Observatory")
    text = f"""#h Cluster munition casualties rose last year, report says

#b Geneva, {dmy(pub)}

<s M on={tue}><c casualties>At least 219 people were killed or wounded by cluster munitions last year, the Remnants Observatory said in its annual report on Tuesday.</c></s> <s M on={tue}><c casualties opt>All of those whose status is known were civilians, it said.</c></s>

<q A on={tue}>“<c harm_risk>Children are hit again and again, because the bomblets look like toys</c>,”</q> said {a.full}, the editor of the report, at a press conference in Geneva.

<s M><c casualties>Children accounted for 47 per cent of the victims of unexploded submunitions, according to the report.</c></s>

<s M><c use>Cluster munitions were used in Syria, Myanmar and Ukraine, the Observatory found.</c></s> <s A on={tue}><c use>{a.last} said that Russian forces had used them extensively since the beginning of the invasion</c></s>, while <s A on={tue}><c use>Ukrainian forces had used them on several occasions</c></s>.

<s A on={tue}><c stance>She condemned <c transfer opt>the transfers of the weapons through the territory of members of the convention</c>.</c></s>

<c stock>Thirty-eight members have destroyed their stocks</c>, almost 1.5 million munitions in all. <s B><c stock>Peru, the last to finish, closed its depot in December, said {b.full}, who follows destruction for the Observatory.</c></s>

<q B>“<c stock opt>There is nothing left to destroy among the members</c>,”</q> he said. <q B>“The problem lies outside.”</q>

<c treaty_status>Lithuania's withdrawal from the convention took effect in March.</c> <s A on={tue}>{a.last} called it <q A on={tue}>“a dangerous signal”</q>.</s>

The meeting of the states parties opens next Monday.
"""
    return Page("annual_monitor", text, {"A": a, "B": b, "M": m}, str(pub))


def ceasefire_accusations(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("f"), c.person("m")
    v = c.village("Azerbaijan")
    pub = c.day(weekday=4)
    wed, thu = back(pub, 2), back(pub, 1)
    text = f"""#h Baku and Yerevan trade accusations over {v.name}

#b {mdy(pub)} · Agencies

<s Z on={thu}><c use when={wed} place="{v.name}"><c accusation opt>Azerbaijan accused Armenia</c> on Thursday of having fired cluster rockets at {v.name} the day before.</c></s> <s A on={thu}><c casualties>Two people were killed and nine injured, the spokesman of the Azerbaijani defence ministry, Colonel {a.full}, said.</c></s>

<q A on={thu}>“<c accusation>This is a crime against civilians</c>, and those responsible will answer for it,”</q> {a.he} told a news conference in Baku.

<s Y><c use/deny opt><c accusation/affirm|deny|negated opt>Armenia's defence ministry rejected the accusation as fabricated.</c></c></s> <q B>“<c stock/negated|deny><c use/negated|deny opt>The armed forces of Armenia have no cluster munitions</c></c>,”</q> ministry spokeswoman {b.full} wrote. <s B><c use><c accusation opt>It was Azerbaijan that had used such weapons in the past, she said.</c></c></s>

Neither claim could be verified independently.

<s D><c request opt>{d.full}, the envoy of the European Union, called on both sides to admit observers.</c></s> <q D>“We need facts, not adjectives,”</q> he said by telephone from Tbilisi.

<c treaty_status/negated>Neither Armenia nor Azerbaijan has joined the Convention on Cluster Munitions.</c>
"""
    speakers = {
        "A": a,
        "B": b,
        "D": d,
        "Z": org("Azerbaijan", "Baku"),
        "Y": org("Armenia's defence ministry", "Armenia", "defence ministry"),
    }
    return Page("ceasefire_accusations", text, speakers, str(pub))


def stockpile_story(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=3)
    tue = back(pub, 2)
    text = f"""#h Lawmakers urge president to release old shells

#b Published {mdy(pub)}

<o>A group of lawmakers wants the White House to open the depots.</o>

<s A on={tue}><c request>In a letter sent on Tuesday, Senator {a.full} and eleven colleagues urged the president <c transfer/affirm/possible|asserted opt>to send cluster munitions to Ukraine</c>.</c></s> <s L on={tue}><c stock>The army holds almost three million shells, the letter says.</c></s>

<q A on={tue}>"<c stock opt>They are sitting in depots in the desert, and we pay for the guards</c>,"</q> {a.last} told this newspaper. <q A on={tue}>"<c effect>They would break the trench lines</c>."</q>

<o><c stance opt>Representative {b.full} is against it.</c></o> <q B>"<c harm_risk>We would be making minefields for the children of our friends</c>,"</q> he said. <s B><c national_restriction>He pointed to a law that bars the export of cluster munitions with a failure rate of more than 1 per cent.</c></s>

<s D><c transfer/affirm/possible>A decision could come before the summer, a defence official said.</c></s> <s D><c transfer/negated opt>The official, who spoke on condition of anonymity, said no shells had been moved so far.</c></s>

<o><c request>Ukraine has asked for the shells since last year.</c></o> <c transfer/negated>So far Washington has not delivered any.</c>
"""
    speakers = {
        "A": a,
        "B": b,
        "D": role("a defence official", "defence official", "official"),
        "L": role("the letter", "letter", "lawmakers", a.last),
    }
    return Page("stockpile_story", text, speakers, str(pub))


def clearance_feature(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("f"), c.person("m")
    v = c.village("Lebanon")
    pub = c.day(weekday=0)
    text = f"""#h Sixteen years on, {v.name} still counts

#b {dmy(pub)}
#b Text and photographs: our special correspondent

{v.name.upper()}, Lebanon — The terraces above {v.name} are the colour of straw, and the red poles that mark the lanes can be seen from the road.

<q A>“We have been here since the spring, and we have found 148,”</q> says {a.full}, the site supervisor. <s A><c dud_rate op=approx value=0.25 source=A>About a quarter of <c use opt>the bomblets that fell on these terraces</c> did not explode, he estimates.</c></s>

<c use>Israel fired cluster munitions at the south of Lebanon in the last three days of the war in 2006.</c> <c casualties>Since then more than 400 people have been killed or injured by what was left behind.</c>

{b.full} lost her husband to one of them. <q B>“<c casualties opt>He was pruning</c>,”</q> she says. <q B>“I heard it from the kitchen and I knew.”</q> <s B>She has not let her sons go up to the terraces since, she says.</s>

<s D>{d.full} of the national mine action centre says that money is the bottleneck.</s> <q D>“With forty teams we would be finished in five years. We have eighteen,”</q> he says. <s D><c pledge opt>Two donors have promised to return next year, according to {d.last}.</c></s>

In the evening the poles are moved by eleven metres. <q A>“Good day,”</q> says the supervisor.
"""
    return Page("clearance_feature", text, {"A": a, "B": b, "D": d}, str(pub))


TEMPLATES = (decision_day, allies_split, annual_monitor, ceasefire_accusations, stockpile_story, clearance_feature)
