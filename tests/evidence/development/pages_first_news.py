"""First half: single pages as newsrooms write them. All of it is fiction."""

from __future__ import annotations

from casting import Cast, back, dmy, md, mdy, wd
from markup import Page


def wire_report(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=6)
    fri, sat = back(pub, 2), back(pub, 1)
    text = f"""#h Norway urges Russia and Ukraine to stop firing cluster munitions

OSLO, {mdy(pub)} — <s A on={fri}><c stance><c request opt>Norway's foreign minister on Friday called on both sides of the war in Ukraine to stop using cluster munitions</c></c></s>, a day after a third village was littered with unexploded bomblets.

<q A on={fri}>“<c stance opt>Every one of these weapons is one too many</c>,”</q> {a.full}, the minister, told reporters in Oslo. <q A on={fri}>“<c harm_risk>Children pick them up years after the soldiers have gone home</c>.”</q>

{a.He} added: <q A on={fri}>“We will put more money into clearance this year than in any year before.”</q>

<s B on={sat}><c use/deny>Russia's deputy foreign minister, {b.full}, on Saturday denied that Russian forces had fired such weapons anywhere in the region.</c></s> <q B on={sat}>“<c use/deny|negated>Our army has not used cluster munitions against a single settlement</c>,”</q> he said, <q B on={sat}>“and Oslo knows it.”</q>

<c treaty_status>Norway joined the Convention on Cluster Munitions when it was opened for signature in its capital.</c> <c treaty_status/negated>Neither Russia nor Ukraine is a party to it.</c>

#b Reporting by our Oslo bureau. Editing by the night desk.
"""
    return Page("wire_report", text, {"A": a, "B": b}, published=str(pub))


def dated_wire(c: Cast) -> Page:
    a = c.person("m")
    pub = c.day(weekday=2)
    mon = back(pub, 2)
    text = f"""#h Spain rules out sending cluster shells

#b Published {dmy(pub)} | 3 min read | Share

<s A on={mon}><c transfer/negated|deny>Spain will not deliver cluster shells to anybody</c>, its defence minister {a.full} told parliament on Monday.</s>

<q A on={mon}>"<c stance opt>We stand by Ukraine with all our heart</c>,"</q> the minister said in a debate that went on until midnight. <q A on={mon}>"<c transfer/negated|deny opt><c pledge opt>But certain weapons cannot be delivered under any circumstances</c></c>."</q>

{a.mr} {a.last} recalled that <s A on={mon}><c treaty_status>Spain had ratified the Convention on Cluster Munitions in 2009</c></s> and that <s A on={mon}><c stock/negated opt>its own stocks had been destroyed ahead of the deadline</c></s>.

Asked whether Madrid would criticise Washington, {a.he} answered that <s A on={mon}>this was a question for the Americans</s>.

<q A on={mon}>"I do not hand out marks to friends,"</q> {a.he} said.

#b Subscribe to our newsletter and never miss a story.
#b © The Meridian Ledger
"""
    return Page("dated_wire", text, {"A": a}, published=str(pub))


def live_blog(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("f"), c.person("m")
    pub = c.day(weekday=4)
    v = c.village("Ukraine")
    text = f"""#h As it happened: day of talks ends without agreement on cluster weapons

#b {mdy(pub)} · Last updated 21:40 · 1,204 comments

21.40
That is where we leave our coverage for today. Thank you for reading.

19.15
<s A on={pub}><c transfer/affirm/possible>Canada could decide <q A on={pub}>"within weeks"</q> whether to send cluster munitions to Ukraine</c>, the Canadian defence minister, {a.full}, has just said.</s> {a.He} was speaking to broadcasters outside the hall.
<q A>“Nothing has been signed, and nothing has been excluded,”</q> according to {a.last}.

17.02
A reaction from Kyiv. <s B><c request>Ukraine has asked Ottawa for the shells three times since spring</c>, says {b.full}, an adviser to the president's office.</s>
<q B>“<c effect>They would help us against dug-in infantry</c>,”</q> {b.he} writes on social media.

14.30
Our correspondent {d.full} in {v.name} sends this:
<q D>“People here sweep the lanes with brooms before they let the children out.”</q>

11.05
Hello and welcome. Ministers are gathering in the town hall. <c prohibition>More than a hundred states have outlawed cluster munitions by treaty.</c>
"""
    return Page("live_blog", text, {"A": a, "B": b, "D": d}, published=str(pub))


def interview(c: Cast) -> Page:
    a = c.person("f")
    pub = c.day(weekday=0)
    text = f"""#h ‘You never get used to that small click’: a clearance worker speaks

#b Interview · {dmy(pub)}

{a.full} has led clearance teams in four countries. We met {a.him} in a café near the railway station.

You have found thousands of submunitions. Which was the first?

{a.full}: <t A><c munition_desc opt>A small grey cylinder with a white ribbon</c>, lying in a bean field in Lebanon. I was twenty-six and I thought it was a toy. <c harm_risk opt>That is exactly what a child would think.</c></t>

How many of them fail to go off?

{a.full}: <t A>It depends on the type and on the ground. <c dud_rate opt>Of the ones I worked with, about one in ten stayed behind.</c> In mud it was worse. Anybody who tells you a single number for all of them is selling something.</t>

Do you blame the people who fire them?

{a.full}: <t A>I do not have time for blame. I have a plan of the field, and every evening a little more of it is green.</t>

Before leaving, {a.last} showed us a photograph of a school yard. <q A>“Cleared,”</q> {a.he} said, <q A>“and they play football on it.”</q>

#b More interviews: The beekeeper of the front line | A surgeon's notebook
"""
    return Page("interview", text, {"A": a}, published=str(pub))


def op_ed(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    text = f"""#h Opinion: the arithmetic of the harvest

By {a.full}

There is a kind of sum that generals do and farmers pay for. It begins with a shell and ends with a field that nobody will plough.

I have heard the arguments. <c stance opt>I do not share them.</c> The so-called “smart” bomblet is as smart as the ground it lands on, and the ground, in my experience, is not reading the brochure.

<c harm_risk>Cluster bombs go on killing long after the war that brought them has ended.</c> That sentence is not politics. It is what you find in the ledgers of any district hospital from Vientiane to Nabatieh.

My old teacher {b.full}, a surgeon, used to say: <q B>“The war sends us its bills by the smallest hands.”</q> She retired last year, and the bills keep coming.

<s B><c casualties opt>Of the last forty wounded {b.he} treated, {b.he} told me, thirty were under fifteen.</c></s>

<c stance>No government that calls itself decent should buy, sell or keep these things.</c> I would like to be told, slowly and in plain words, which part of that is naive.

The film “Green Fields”, which opens this week, tells the story better than I can.

#b The writer is a retired land surveyor. The views expressed are his own.
"""
    return Page("op_ed", text, {"A": a, "B": b})


def multi_paragraph_quote(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=5)
    thu = back(pub, 2)
    text = f"""#h Mayor describes year among the duds

{dmy(pub)}

Sitting on the steps of the burnt town hall, {a.full}, the mayor, spoke for almost an hour on Thursday without looking at {a.his} notes.

<q A on={thu}>“We began with a map that somebody had drawn on the back of a calendar. Every house that had found something got a cross.</q>

<q A on={thu}>“By the winter we had two hundred crosses. Then the engineers came and told us that a cross was not enough, that we had to write down the day and the shape.</q>

<q A on={thu}>“<c casualties opt>We lost two boys and a tractor driver before that</c>. I know their mothers. I meet them at the bakery.”</q>

Beside {a.him} sat {b.full}, who runs the school. <q B on={thu}>“The children know the shapes better than the alphabet,”</q> he said.

<s A on={thu}>{a.last} said that the district had promised a second team by spring.</s> <q A on={thu}>“They promised it last spring too,”</q> {a.he} added.

<s B on={thu}>The headmaster agreed that nobody had come yet.</s>
"""
    return Page("multi_paragraph_quote", text, {"A": a, "B": b}, published=str(pub))


def british_single_quotes(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=3)
    wed = back(pub, 1)
    text = f"""#h Peers’ committee wants answers on dealers’ role in bomb sales

{wd(pub)} {dmy(pub)}

<s A on={wed}>The committee’s chairman, {a.full}, said on Wednesday that ministers’ replies had been <q A on={wed}>‘thin, late and rather pleased with themselves’</q>.</s>

<q A on={wed}>‘<c accusation opt>It isn’t the clerks’ fault that the brokers’ licences were waved through</c>,’</q> he told the peers. <q A on={wed}>‘It’s ours, because we didn’t look.’</q>

<s B on={wed}><c national_restriction>The trade minister, {b.full}, replied that <c prohibition opt>the law of 2010 already forbids anyone in the country to help in a sale of cluster bombs</c></c></s>. <q B on={wed}>‘We’ve nothing to hide and we’re not hiding it,’</q> was how {b.he} put it.

Witnesses’ statements from the ’90s, when the dealers’ trade was at its height, will be published next month.

<q A on={wed}>‘The companies’ books don’t lie,’</q> {a.last} remarked at the end. <q A on={wed}>‘People’s memories do.’</q>
"""
    return Page("british_single_quotes", text, {"A": a, "B": b}, published=str(pub))


def guillemets(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=1)
    text = f"""#h Minister: cluster munitions « have no place in our arsenals »

Published on {dmy(pub)}

<q A on={pub}>« <c stance>Austria rejects these weapons, whoever fires them</c> »</q>, declared {a.full}, the Austrian minister for Europe, on Tuesday morning.

In an interview with public radio {a.he} went further: <q A>« <c harm_risk>What is fired today will be found by a child in thirty years.</c> »</q>

<s B>The ambassador of Poland in Vienna, {b.full}, pointed out that <c treaty_status/negated>his country has never signed the convention</c></s> and <c stance opt>described the debate as <q B>« a luxury of those who have no such neighbour »</q></c>.

<q B>« <c stance opt>We understand Vienna</c>, »</q> he noted, <q B>« and we ask Vienna to understand the map. »</q>

The two will meet next week.
"""
    return Page("guillemets", text, {"A": a, "B": b}, published=str(pub))


def telegram_post(c: Cast) -> Page:
    a = c.person("m")
    v = c.village("Ukraine")
    text = f"""❗️❗️{a.full}, head of the military administration:

<t A><c use>Yesterday evening the enemy struck {v.name} with cluster munitions.</c>
<c damage>Eleven houses and the club are damaged.</c>
<c casualties>A woman of 67 was wounded by fragments, she is in hospital.</c>
Do not walk on the grass! Do not touch anything! Call 101!</t>

👍 214 🔥 12 😢 388
#b Subscribe to the channel | Send us your photo and video
"""
    return Page("telegram_post", text, {"A": a})


def other_stories(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=3)
    tue = back(pub, 2)
    text = f"""#b We value your privacy
#b We and our 212 partners store and access cookies to give you a better experience. Accept all | Manage choices
#b Home > World > Europe
#b 17.3 C
#b Thursday, October 16, 2025

#h German minister defends silence on shells

#b By our staff
#b -
#b {md(pub)}, {pub.year}

#c A shell casing in a garden. (Photo: handout)

<s A on={tue}>Germany's defence minister {a.full} on Tuesday refused to say whether <c transfer/affirm/possible opt>Berlin would let cluster shells cross its territory</c>.</s>

<q A on={tue}>“I do not comment on lorries,”</q> {a.he} said.

<s B><c accusation opt>An opposition lawmaker, {b.full}, accused the minister of <q B>“hiding behind timetables”</q>.</c></s>

#o READ ALSO: Storm leaves 40,000 homes without power
#o “It came out of nowhere,” a fisherman said

<s A>{a.last} stressed that <c treaty_status>Germany had signed the convention</c> and <c pledge opt>would honour it</c>.</s>

#o TRENDING
#o Ten soups for the cold season
#b Advertisement
#b Leave a reply. Your email address will not be published.
#b © {pub.year} Harbour Gazette. All rights reserved.
"""
    return Page("other_stories", text, {"A": a, "B": b}, published=str(pub))


def scare_quotes(c: Cast) -> Page:
    a = c.person("f")
    text = f"""#h What we call them

They are known as "bombies" in one country, "toffee tins" in another and simply "the little ones" in a third.

<o>The manual speaks of "dual-purpose" grenades. The salesmen spoke of a "footprint".</o> The word "footprint" is a good example of what language can do.

{a.full}, a linguist, has collected such names for twenty years. <q A>"Nobody gives a pet name to a thing that has killed his cousin,"</q> {a.he} said. <q A>"The pet names come from far away."</q>

Her book, "Small Words for Big Bangs", contains a chapter on the "so-called" dud.

<s A>The linguist believes that the names make people careless.</s>
"""
    return Page("scare_quotes", text, {"A": a})


def nested_and_unclosed(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=2)
    text = f"""#h Driver tells of road of ribbons

{mdy(pub)} - Staff reporter

<q A>"My brother shouted, 'Stop, there is something hanging in the tree!' and I stopped,"</q> recalled {a.full}, who drives a milk lorry.

<q A>"I told him, 'It is only a ribbon.' He said, 'Ribbons do not tick.'"</q>

The road has been closed since. <o>A sign says "Danger" in two languages.</o>

{b.full} of the district council gave {a.last} a medal for what {b.he} called <q B>"the best braking of the year"</q>.

<q B>"We cannot thank him enough. We have counted sixty of these things along the ditch and we are not at the end of the ditch</q>

<s B>{b.last} said the road would stay closed until further notice.</s>
"""
    return Page("nested_and_unclosed", text, {"A": a, "B": b}, published=str(pub))


def headline_speaker_differs(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("m"), c.person("f")
    pub = c.day(weekday=4)
    wed = back(pub, 2)
    text = f"""#h <o>Cluster shells ‘a crime’, says {a.last} as minister stays calm</o>

#b {dmy(pub)}, 09:12

<q B on={wed}>“<c pledge>We have given assurances in writing that they will not be fired into towns</c>,”</q> said the defence minister of Ukraine, {b.full}, on Wednesday.

He was answering a question by {d.full}, a reporter. <s B on={wed}><c pledge>He promised that every salvo would be entered in a register</c></s>, and that <s B on={wed}><c pledge>clearance would begin on the day after the war</c></s>.

His critics were not persuaded. <q A>“<c accusation>It is a crime, with or without a register</c>,”</q> {a.full}, who chairs a veterans' league, said in a telephone call.

<s A>{a.last} also wondered who would read such a register.</s>
"""
    return Page("headline_speaker_differs", text, {"A": a, "B": b, "D": d}, published=str(pub))


TEMPLATES = (
    wire_report,
    dated_wire,
    live_blog,
    interview,
    op_ed,
    multi_paragraph_quote,
    british_single_quotes,
    guillemets,
    telegram_post,
    other_stories,
    scare_quotes,
    nested_and_unclosed,
    headline_speaker_differs,
)
