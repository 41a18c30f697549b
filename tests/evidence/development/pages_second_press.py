"""Second half, held out: single pages as the press writes them. All of it is fiction."""

from __future__ import annotations

from casting import Cast, back, dm, dmy, md, mdy, wd
from markup import Page, org, role


def agency_brief(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=3)
    tue = back(pub, 2)
    text = f"""#h Ukraine wants older shells as well, committee hears

WARSAW ({mdy(pub)}) — <s A on={tue}><c request>Ukraine has formally asked Poland for its remaining cluster shells, Kyiv's deputy defence minister {a.full} told a committee of the Sejm on Tuesday.</c></s>

Appearing by video link, {a.full} conceded that <s A on={tue}><c harm_risk>the weapons leave dangerous remains</c></s>. <q A on={tue}>“<c harm_risk opt>But the danger lies in our own fields, and we are the ones who will walk there</c>,”</q> he argued.

<q B on={tue}>“And who will pay for the sweeping?”</q> shot back {b.full}, a member of the opposition.

<s A on={tue}><c pledge>Kyiv undertook to log each salvo, {a.last} replied.</c></s>

<s B on={tue}><c stance>{b.last} made it clear that her group would vote against any delivery.</c></s>
"""
    return Page("agency_brief", text, {"A": a, "B": b}, str(pub))


def feature(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("f")
    pub = c.day(weekday=5)
    text = f"""#h The woman who numbers the fields

#b Weekend magazine
#b {dmy(pub)}
#b Words: our reporter. Pictures: agency

#c {a.full} with one of her maps. Picture: agency

At half past five the kettle is on and {a.full} is already arguing with a map. <q A>“This one is wrong,”</q> she says and taps a green rectangle. <q A>“There is a pond here. Nobody can have walked it.”</q>

Her deputy, {b.full}, shrugs. <q B>“The pond came later,”</q> he says.

It goes on like this until the cars leave. {a.last}, 52, has run the office since the ceasefire. <s A><c casualties>She reckons that the district has had between seventy and ninety accidents in that time.</c></s> Not all of them were in her files. <s B>Some families never report anything, her deputy explains.</s>

<q A>“<c harm_risk opt>A bomblet does not know that there has been a peace treaty</c>,”</q> she likes to tell visitors. It is written above the door, too, in her daughter's handwriting.

The daughter, {d.full}, is a student of law in the capital. <q D>“When I was small I thought every mother had a mine detector,”</q> she says on the telephone, laughing.

#o MORE FROM THE MAGAZINE
#o The last lighthouse keeper: “I shall miss the rats”
"""
    return Page("feature", text, {"A": a, "B": b, "D": d}, str(pub))


def regional_paper(c: Cast) -> Page:
    a, b = c.person("m"), c.person("m")
    pub = c.day(weekday=1)
    sun = back(pub, 2)
    text = f"""#h Plough stops at metal cylinder

#b Local news - {wd(pub)}, {dm(pub)} {pub.year}

A metal cylinder with a scrap of ribbon brought the spring sowing to a halt on Sunday.

<q A>"I switched off the engine and I did not breathe,"</q> the 61-year-old recounted. {a.full} farms ninety hectares with his sons.

<s B on={sun}>It was the eleventh find this year, the commander of the fire brigade, {b.full}, confirmed on Sunday evening.</s>

<q B on={sun}>"<c harm_risk opt>We would rather drive out a hundred times for a beer can than once too late</c>,"</q> said {b.last}.

According to the commander, <s B on={sun}>a team from the capital would collect the object within two days</s>.

For the time being, {a.last} is ploughing elsewhere. <q A>"The potatoes do not care,"</q> he said.

#b Have you seen something? Write to our desk.
"""
    return Page("regional_paper", text, {"A": a, "B": b}, str(pub))


def letters_q_and_a(c: Cast) -> Page:
    a = c.person("m")
    pub = c.day(weekday=2)
    text = f"""#h Five questions to a ballistics teacher

#b {mdy(pub)}

{a.full} taught at a staff college for twenty-two years.

Q: What distinguishes a cluster shell from an ordinary one?

A: <t A><c munition_desc>It is a lorry, not a bomb. It carries 88 small grenades to the place and throws them out in the air.</c></t>

Q: How many of them do not work?

A: <t A><c dud_rate op=range value=0.03 high=0.14 munition=M483A1 source=A>For the M483A1 the published figures run from 3 to 14 per cent.</c> Choose the one that suits your argument; everybody does.</t>

Q: Are newer ones better?

A: <t A><c dud_rate opt>The makers promise fewer than one in a hundred.</c> I have yet to meet a field that had read the promise.</t>

Q: Would you send them?

A: <t A><c stance opt>I am a teacher. I would send books.</c></t>
"""
    return Page("letters_q_and_a", text, {"A": a}, str(pub))


def tabloid(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=0)
    sun = back(pub, 1)
    text = f"""#h <o>FURY as envoy brands shells ‘toys of cowards’</o>

#b By Political Editor | {wd(pub)} {dmy(pub)} | UPDATED 07:45
#b 1.4k shares

<s A on={sun}><c stance>A raging Russian envoy last night slammed Britain over <c transfer/affirm/possible|asserted opt>plans to let cluster shells pass through its ports</c>.</c></s>

{a.full} branded the weapons <q A on={sun}>‘toys of cowards’</q> in a rant on state television.

<q A on={sun}>‘They sit on their island, they drink their tea, and they post death by parcel,’</q> he fumed. <q A on={sun}>‘We’ll remember it, and so will our grandchildren.’</q>

<s B>Downing Street sources dismissed the outburst as theatre.</s>

But Labour backbencher {b.full} blasted her own side: <q C>‘<c treaty_status>We signed the treaty</c>. You can’t sign a thing and then hold the door open.’</q>

#b Got a story? Ring our newsdesk
"""
    return Page(
        "tabloid",
        text,
        {"A": a, "C": b, "B": org("Downing Street", "Downing Street sources", "sources")},
        str(pub),
    )


def low_high_quotes(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=4)
    text = f"""#h Vienna and Berlin disagree politely

Vienna, {dmy(pub)} (own report)

<q A on={pub}>„<c stance>We consider every cluster weapon to be one too many, whoever owns it</c>“</q>, said the Austrian chancellor, {a.full}, on Friday.

<s B>The German government's spokesman, {b.full}, expressed understanding for <q B>„those who are fighting for their lives“</q>.</s>

<q B>„<c treaty_status>Germany is bound by the convention</c>. <c treaty_status/negated>The United States are not</c>“</q>, {b.last} observed.

<s A><c prohibition>The chancellor reminded him that the convention also forbids helping others to use such weapons.</c></s>

Whether this includes the use of motorways is disputed among lawyers.
"""
    return Page("low_high_quotes", text, {"A": a, "B": b}, str(pub))


def weekly_digest(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("f"), c.person("m")
    pub = c.day(weekday=6)
    thu, fri = back(pub, 3), back(pub, 2)
    text = f"""#h The week in short

Week ending {dmy(pub)}

Madrid. <s A on={thu}><c transfer/negated|deny>Spain will not sell cluster munitions to any customer, industry minister {a.full} assured parliament on Thursday.</c></s>

Brasilia. <s B on={fri}><c stock>Brazil still stores several thousand cluster rockets, a senator, {b.full}, disclosed on Friday.</c></s> <c treaty_status/negated>The country has not acceded to the convention.</c>

Beirut. <s D><c casualties opt>A shepherd lost a hand near the border, {d.full} of the civil defence reported.</c></s> <q D>“It is the season of grass,”</q> he said.

Ankara. A court postponed the case of two journalists until autumn.

Oslo. <o><c pledge>Norway promised 300 million kroner for clearance.</c></o>
"""
    return Page("weekly_digest", text, {"A": a, "B": b, "D": d}, str(pub))


def nested_double(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=2)
    mon = back(pub, 2)
    text = f"""#h Inquest hears of phone call from lane

#b {dmy(pub)} | Courts

<q A on={mon}>“He rang me and said, ‘There’s a tin thing on the step, I’ll just kick it aside,’”</q> {a.full} told the inquest on Monday. <q A on={mon}>“I said, ‘You’ll do nothing of the kind.’ Then the line went dead.”</q>

The coroner, {b.full}, thanked her. <s B on={mon}>He said the caller’s courage had saved the children next door.</s>

<o><c casualties>The device had killed one man and injured two others, the court was told.</c></o>

<q B on={mon}>“The word ‘dud’ ought to be struck from the language,”</q> the coroner added. <q B on={mon}>“<c harm_risk opt>There’s nothing dud about it</c>.”</q>

The inquest continues.
"""
    return Page("nested_double", text, {"A": a, "B": b}, str(pub))


def long_testimony(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=0)
    text = f"""#h “We went by the sheep”: a year in the hills

#b Our correspondent
#b {dmy(pub)}

{a.full} was a teacher until the war and a deminer after it. He tells his story in a low voice, and he tells it in the order in which it happened.

<q A>“In the first month there were six of us and one radio. We had no list of what had been fired or where, so we went by the sheep. Where the sheep had stopped coming home we began.</q>

<q A>“In the second month somebody from the army brought us a paper with four crosses. Three of them were wrong.</q>

<q A>“The fourth was right, and that is where <c casualties opt>we lost our driver</c>.”</q>

His wife, {b.full}, who has been listening from the stove, shakes her head. <q B>“He does not tell you that he carried him down,”</q> she says.

<s A>It was not far, he says.</s>

<s A>He does not believe that the hills will be finished in his lifetime.</s> <s B>She thinks they might be, if the money holds.</s>
"""
    return Page("long_testimony", text, {"A": a, "B": b}, str(pub))


def social_thread(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=4)
    text = f"""#h Envoys trade barbs online over grenades

#b Posted {mdy(pub)} 4:10 PM

It began with eleven words. <q A on={pub}>"Whoever sends such things should be made to pick them up,"</q> Russia's ambassador to Norway, {a.full}, posted on Friday morning.

Within the hour came the answer. <q B on={pub}>"<c accusation opt><c use opt>Moscow has been scattering them since the first week of its invasion</c></c>,"</q> the Norwegian deputy foreign minister, {b.full}, tweeted. <q B on={pub}>"A broom is on its way to your embassy."</q>

<s A><c use/deny>{a.last} denied everything: no Russian unit had ever fired cluster munitions at a town, she wrote.</c></s>

<s B>{b.last} advised her to read the reports of the United Nations.</s>

A spokesman for the platform said: <q R>"We do not comment on users."</q>
"""
    return Page("social_thread", text, {"A": a, "B": b, "R": role("spokesman for the platform", "spokesman")}, str(pub))


def column(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    text = f"""#h Column: a small word

#b {a.full}

Percentages are polite. They take off their hats. “Two point three five per cent” sounds like a bank, and a bank is a place where nobody loses a leg.

My neighbour {b.full} taught sums for forty years. I asked him to multiply. <q B>“Seventy-two grenades in a shell, a thousand shells a day,”</q> he muttered, and then he stopped muttering. <q B>“I should prefer not to finish this,”</q> he said.

<c stance>I am against these shells.</c> I was against them when the other side fired them and I am against them now. <c harm_risk>They maim the people in whose name they are fired.</c>

<o>Some will call this “unhelpful”.</o> The word does a lot of work these days.

#b The columnist writes every second Thursday.
"""
    return Page("column", text, {"A": a, "B": b})


def scrape_date(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=2, first=2022, last=2024)
    mon = back(pub, 2)
    text = f"""#b Skip to content
#b Saturday, November 8, 2025
#b Sign in | Subscribe | 12.4 °C Riverton
#b POLITICS · WORLD · SPORT · WEATHER

#h Canada keeps its grenades in the depot

#b First published: {dmy(pub)}
#b 3 comments

<s A on={mon}><c transfer/negated|deny>Canada has no plans to hand cluster munitions to anyone, the minister of national defence, {a.full}, said on Monday.</c></s>

<q A on={mon}>“<c stock opt>What is left in the depot is waiting for the furnace</c>,”</q> she told the Riverton Chamber of Commerce.

#c Archive picture: a furnace

<s B>The last crate would be burnt by the summer, the depot's commander, {b.full}, said.</s>

#o You might also like
#o Seven autumn walks | How I paid off my mortgage at 29
#o “I never wanted to be famous,” says baker

<q B>“Then we can finally use the hall for basketball,”</q> the commander joked.

#b Most read | Contact | Imprint | Cookie settings
"""
    return Page("scrape_date", text, {"A": a, "B": b}, str(pub))


def unclosed_end(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=3)
    wed = back(pub, 1)
    text = f"""#h Minister meets widows

{mdy(pub)}

<o>It was, all agreed, an awkward meeting.</o> Interior minister {a.full} stayed for twenty minutes on Wednesday, and for ten of them nobody spoke.

<q A on={wed}>“I came to listen, and I have heard the silence as well</q>

<q B on={wed}>“He was kind,”</q> {b.full}, who speaks for the widows, said afterwards. <q B on={wed}>“Kindness is not a map.”</q>

<s B on={wed}><c request opt>She demanded that the army publish where it had fired.</c></s>

<s A on={wed}>The minister promised an answer before the winter.</s>
"""
    return Page("unclosed_end", text, {"A": a, "B": b}, str(pub))


def names_like_words(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("m")
    pub = c.day(weekday=1)
    text = f"""#h Three speeches and a sandwich

{wd(pub)}, {md(pub)}, {pub.year}

The hall in Riyadh smelled of coffee. First to the lectern was {a.full}, for the donors. <q A>"We have paid for forty teams and I can see thirty,"</q> said she.

Next came {b.full}, for the government of Yemen. <s B>The other ten were stuck at a checkpoint, according to him.</s> <q B>"You may telephone them,"</q> he offered.

Last was {d.full}, for the deminers. He had brought a sandwich. <q D>"This,"</q> said {d.last}, holding it up, <q D>"is what they have eaten since Saturday."</q>

<s A>{a.last} suggested that the checkpoint be telephoned first.</s>

<s D><c casualties>In his closing words {d.last} mentioned that his organisation had counted 31 victims since January, nine of them children.</c></s>
"""
    return Page("names_like_words", text, {"A": a, "B": b, "D": d}, str(pub))


TEMPLATES = (
    agency_brief,
    feature,
    regional_paper,
    letters_q_and_a,
    tabloid,
    low_high_quotes,
    weekly_digest,
    nested_double,
    long_testimony,
    social_thread,
    column,
    scrape_date,
    unclosed_end,
    names_like_words,
)
