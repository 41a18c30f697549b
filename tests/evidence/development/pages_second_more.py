"""Second half, held out: tickers, councils, letters, channels and plain news. All of it is fiction."""

from __future__ import annotations

from casting import Cast, back, dm, dmy, mdy
from markup import Page, org, role


def ticker(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("m")
    pub = c.day(weekday=1)
    text = f"""#h Ticker: the summit on the shells

#b Tuesday, {dmy(pub)} – all times local

+++ 18:02 +++
The doors are shut. Good night from the press tent.

+++ 16:48 +++
<q A on={pub}>"We found words that everybody can live with,"</q> says the Norwegian prime minister, {a.full}, in front of the cameras. <s A on={pub}>A text will be published tomorrow, she promises.</s>

+++ 15:20 +++
<s B on={pub}><c stance>Poland's foreign minister {b.full} insists that every country must be free to help Ukraine as it sees fit.</c></s> <q B on={pub}>"<c stance opt>Including with cluster munitions</c>,"</q> he adds when asked.

+++ 13:05 +++
Outside, demonstrators are singing. <q D>"We shall sing until they can't hear themselves sign,"</q> {d.full}, one of them, tells us.

+++ 10:30 +++
<s E><c transfer/affirm/possible>The final text might allow the transit of shells, a diplomat says.</c></s> <s E><c transfer/affirm|negated/possible|asserted opt>It is open whether Austria will agree to that, according to the diplomat.</c></s>

+++ 09:00 +++
Good morning. <c treaty_status>Twenty of the countries at the table have joined the Convention on Cluster Munitions</c>, <c treaty_status/negated opt>seven have not</c>.
"""
    speakers = {"A": a, "B": b, "D": d, "E": role("a diplomat", "diplomat")}
    return Page("ticker", text, speakers, str(pub))


def council(c: Cast) -> Page:
    a, b, d, e = c.person("m"), c.person("f"), c.person("f"), c.person("m")
    pub = c.day(weekday=4)
    thu = back(pub, 1)
    text = f"""#h Council hears sharp exchange on cluster munitions

#b Meetings coverage | {mdy(pub)}

Briefing the Council on Thursday, {a.full}, the assistant secretary-general, said that <s A on={thu}><c harm_risk>unexploded submunitions would threaten farmers for a generation</c></s>. <s A on={thu}><c casualties>He gave the number of recorded victims since the beginning of the war as 1,215.</c></s>

<s B on={thu}><c use>The representative of Ukraine, {b.full}, said that Russian forces had used cluster munitions in more than ten regions.</c></s> <s B on={thu}><c request opt>She asked the Council to send investigators.</c></s>

<s D on={thu}><c use/deny opt>The representative of the Russian Federation, {d.full}, rejected the allegations.</c></s> <q D on={thu}>“<c accusation opt>It is Kyiv that shells its own cities</c>,”</q> she said, <q D on={thu}>“and it is Washington that signs for the shells.”</q>

<s E on={thu}><c stance>The representative of Brazil, {e.full}, deplored the use of cluster munitions by anyone.</c></s> <s E on={thu}><c treaty_status/negated>He explained that his country was not a party to the convention</c></s> but <s E on={thu}><c pledge opt>would not export such weapons to parties to a conflict</c></s>.

<s A on={thu}>In a second statement {a.last} reminded members that the agencies had received only 41 per cent of the funds they needed.</s>

#b For information media. Not an official record.
"""
    return Page("council", text, {"A": a, "B": b, "D": d, "E": e}, str(pub))


def channel(c: Cast) -> Page:
    a = c.person("f")
    v = c.village("Ukraine")
    text = f"""⚡️{v.name}

{a.full}, mayor:

<t A>Good evening, neighbours. <c use>Today at noon the Russians fired cluster shells at our streets again.</c> <c casualties>Two wounded, both stable.</c> The water is back on in the upper part.</t>

<t A>‼️ <c harm_risk>Small green and black objects are lying in the gardens, they explode at a touch.</c> Do not go there, do not let the dogs out.</t>

👇 Phone of the rescue service in the first comment

#b @channel_of_the_mayor • 11.3K subscribers • Forward
"""
    return Page("channel", text, {"A": a})


def open_letter(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=0)
    text = f"""#h Doctors write to the chancellor

#b {dmy(pub)}

Two hundred surgeons have signed a letter to the Austrian chancellor, {b.full}. Its author is {a.full}, who operated in three wars.

<q A>“<c harm_risk opt>We have taken these fragments out of children in Lebanon, in Iraq and in Ukraine</c>,”</q> the letter begins. <q A>“They do not carry flags.”</q>

<s A><c request opt>The signatories call on the chancellor to close the railways to every transport of cluster munitions.</c></s> <s A><c national_restriction>They point out that Austrian law has banned their transit since 2008.</c></s>

<s B>{b.last} let it be known through her office that she had read the letter.</s> <q O>“It moved her,”</q> the office said.

In the ministry of transport they speak of a misunderstanding. <q R>“<c transfer/negated|deny opt>Nothing of the kind is rolling</c>,”</q> said an official who did not want to see her name in print.
"""
    speakers = {
        "A": a,
        "B": b,
        "O": org("chancellor's office", "office", "her office", b.last),
        "R": role("an official", "official"),
    }
    return Page("open_letter", text, speakers, str(pub))


def press_round(c: Cast) -> Page:
    a, b, d, e = c.person("f"), c.person("m"), c.person("m"), c.person("f")
    pub = c.day(weekday=3)
    wed = back(pub, 1)
    text = f"""#h What was said about the shells on Wednesday

#b {mdy(pub)}

<q A on={wed}>"<c transfer opt>The first two thousand rounds are in Ukraine</c>,"</q> Pentagon spokeswoman {a.full} said.

<q B on={wed}>"<c use opt>They are being used, and used well</c>,"</q> the spokesman of Ukraine's southern command, {b.full}, told public television. <s B on={wed}><c use/negated|deny>Not one had been fired at a town, he asserted.</c></s>

<q D on={wed}>"<c accusation opt>A crime is a crime, even if it is well recorded</c>,"</q> Kremlin spokesman {d.full} said in his daily call. <s D on={wed}><c use/affirm/threatened|possible|conditional opt>He warned that Russia could answer in kind.</c></s>

<q E on={wed}>"<c stance>We repeat our plea to both sides to stop using these weapons</c>,"</q> said {e.full}, the director of Lantern Rights.

<s E on={wed}><c dud_rate op=ge value=0.14 owner="United States" source=E>The American shells had a dud rate of 14 per cent or more, she maintained.</c></s> <s A on={wed}><c dud_rate op=le value=0.0235 source=A>{a.last} stuck to 2.35 per cent as the upper limit of the dud rate.</c></s>

<s A on={wed}>Asked for the test reports, the spokeswoman said that they would remain classified.</s>
"""
    return Page("press_round", text, {"A": a, "B": b, "D": d, "E": e}, str(pub))


def newsletter(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=2)
    text = f"""#b From: The Sapper's Post
#b Subject: your monthly letter
#b Date: {dmy(pub)}
#b You receive this letter because you subscribed to it. Unsubscribe

Dear readers,

spring is late and so is this letter. Three things from our desks.

First, a goodbye. {a.full} is leaving the operations room in Sanaa after nine years. <q A>"I have learnt to sleep next to a radio,"</q> she writes to us. <s A><c casualties>In her time, she writes, accidents in the districts we work in went down from 60 a year to between 15 and 20.</c></s>

Second, a number. <c stock opt>We destroyed 3,104 submunitions last year.</c> {b.full}, who keeps the book, is not impressed: <q B>"It is not the number that counts but the last one."</q>

Third, a request. <o>He needs gloves, size eleven.</o>

Yours, the editors

#b Donate | Forward to a friend | Imprint
"""
    return Page("newsletter", text, {"A": a, "B": b}, str(pub))


def radio_told(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("f"), c.person("m")
    pub = c.day(weekday=6)
    fri, sat = back(pub, 2), back(pub, 1)
    text = f"""#h Governor and activist at odds over cleared meadow

{mdy(pub)}, Tbilisi

Is the meadow clean or is it not? <s A on={fri}>Governor {a.full} told Radio Kura on Friday that it was.</s> <q A on={fri}>“I had my picnic there, with my children,”</q> he boasted.

Activist {b.full} begged to differ the day after. <q B on={sat}>“He had it on the car park,”</q> she told the same station. <s B on={sat}><c harm_risk opt>In her view at least a third of the meadow had never been searched.</c></s>

<s D><c use>Russian aircraft had dropped cluster bombs there in August 2008, says the historian {d.full}.</c></s> <s D><c dud_rate op=range value=0.1 high=0.15 source=D>Between 10 and 15 per cent of the bomblets remained as duds, he has found in the files of the clearance teams.</c></s>

<s A>The governor has announced a second picnic.</s> <s B>The activist has announced that she will bring a detector.</s>
"""
    return Page("radio_told", text, {"A": a, "B": b, "D": d}, str(pub))


def whistleblower(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("m")
    pub = c.day(weekday=5)
    thu = back(pub, 2)
    text = f"""#h Clerk says crates were relabelled

#b Exclusive · {dmy(pub)}

<o>A clerk of a haulage firm has told this newspaper that <c transfer opt>crates with cluster shells were relabelled</c> as “machine parts”.</o>

<q A>‘<c transfer opt>They went out on a Tuesday, and on Wednesday I was asked to correct the form</c>,’</q> says {a.full}, 29. She’s kept copies. <q A>‘I wasn’t brought up to correct forms.’</q>

<s A><c transfer>According to her papers, 640 cluster shells left the port for Saudi Arabia in April.</c></s>

The firm’s managing director, {b.full}, wouldn’t meet us. <s B on={thu}><c transfer/deny>In an e-mail sent on Thursday he denied that the firm had ever carried cluster shells.</c></s> <q B on={thu}>‘The lady’s imagination isn’t our department,’</q> he wrote.

<s D><c national_restriction>The export of such shells has been a criminal offence in Spain since 2015, says the lawyer {d.full}.</c></s> <q D>‘Up to fifteen years,’</q> he says.

<s P>Prosecutors said they were looking into it.</s>
"""
    return Page("whistleblower", text, {"A": a, "B": b, "D": d, "P": role("prosecutors")}, str(pub))


def mission_report(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    v = c.village("Lebanon")
    pub = c.day(weekday=1)
    hit = back(pub, 9)
    n = org("Lantern Rights", "Lantern")
    text = f"""#h Lebanon: cluster shells fired into olive groves

(Beirut, {mdy(pub)})

<s N><c use when={hit} place="{v.name}">Israeli artillery fired cluster shells into the olive groves of {v.name} on {dm(hit)}, Lantern Rights said on the basis of a visit.</c></s> <c use opt>Its researchers found 37 unexploded submunitions and four shell bodies.</c>

<s A><c dud_rate op=approx value=0.15 source=A>Some 15 per cent of the submunitions had failed to explode, according to {a.full}, the group's field director.</c></s> <q A>“<c munition_desc opt>Each shell holds 63 of them</c>,”</q> she said. <q A>“So you can do the sum yourself.”</q>

Nobody was hurt. <s B>It was a Sunday, {b.full}, the owner of the press, said, and people were in church.</s> <q B>“God has a sense for dates,”</q> he added.

<s I><c use/deny|negated|affirm opt>The Israeli army said in a statement that it had used only permitted munitions.</c></s>

<c treaty_status>Lebanon has been a party to the Convention on Cluster Munitions since 2011</c>; <c treaty_status/negated>Israel has not joined</c>.
"""
    speakers = {"A": a, "B": b, "N": n, "I": org("Israeli army", "army", "Israel")}
    return Page("mission_report", text, speakers, str(pub))


TEMPLATES = (
    ticker,
    council,
    channel,
    open_letter,
    press_round,
    newsletter,
    radio_told,
    whistleblower,
    mission_report,
)
