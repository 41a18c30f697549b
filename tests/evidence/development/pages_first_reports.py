"""First half: single pages as offices, monitors and ministries write them. All of it is fiction."""

from __future__ import annotations

from casting import Cast, back, dm, dmy, mdy, wd
from markup import Page, org, role


def ngo_report(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    v = c.village("Syria")
    pub = c.day(weekday=1)
    hit = back(pub, 11)
    n = org("Open Field Watch", "Field Watch")
    text = f"""#h Syria: cluster attack on {v.name}

(Geneva, {mdy(pub)}) – <s N><c use when={hit} place="{v.name}">Government forces fired at least two cluster rockets into {v.name} on {dm(hit)}</c>, Open Field Watch said today.</s> <c casualties>The attack killed between four and six people and injured more than twenty.</c>

<c use opt>Two researchers of Open Field Watch visited the village on {dm(back(pub, 8))} and photographed the remains of a rocket and nineteen bomblets.</c> <s N><c munition_desc>Each rocket of that type carries 30 submunitions.</c></s>

<q A>“<c harm_risk opt>The bomblets were lying where the children wait for the bus</c>,”</q> said {a.full}, arms researcher at Open Field Watch. <q A>“<c accusation opt>Whoever fired here knew what stood here</c>.”</q>

Seven residents were interviewed. One of them, a baker aged 41, described <q R>“a noise like a handful of gravel on a tin roof”</q>.

<s B>The district's chief nurse, {b.full}, said <c casualties>eleven of the injured were women</c>.</s>

<c treaty_status/negated>Syria has not joined the Convention on Cluster Munitions.</c> Open Field Watch wrote to the defence ministry on {dm(back(pub, 4))} and has received no answer.

#c Remains of a rocket, {v.name}. © Open Field Watch
"""
    return Page("ngo_report", text, {"A": a, "B": b, "N": n, "R": role("a baker", "baker", "resident")}, str(pub))


def un_statement(c: Cast) -> Page:
    a = c.person("f")
    pub = c.day(weekday=0)
    text = f"""#b Press release
#b For immediate use

#h Statement by the resident coordinator on clearance in the south

Beirut, {dmy(pub)}

1. <o>The resident coordinator, {a.full}, welcomes the completion of clearance in two districts.</o>

2. <s A>She recalls that <c harm_risk>unexploded submunitions still endanger farmers in thirty-one villages</c>.</s>

3. <s A>She warned that <q A>“a cleared field without a record is a field that will be cleared twice”</q>.</s>

4. <s A>She called on donors to fund the remaining nine teams.</s>

5. <s A>The coordinator also noted that <c casualties>accidents had fallen from between 40 and 50 a year to fewer than ten</c>.</s>

#b Media contact: Office of the resident coordinator
"""
    return Page("un_statement", text, {"A": a}, str(pub))


def parliamentary_answer(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=2)
    text = f"""#h Written question 1187: cluster munitions in transit

Asked by {b.full} on {dmy(back(pub, 9))}

<o>To ask the Minister of Defence whether cluster munitions have passed through Polish territory since 2022.</o>

Answered by {a.full}, Minister of Defence, on {dmy(pub)}

<t A><c transfer/negated|deny>No cluster munitions have been moved through Poland at the request of the Polish government.</c> The movement of goods of allied forces is governed by agreements that are not public. <c treaty_status/negated>Poland is not a party to the Convention on Cluster Munitions.</c> <c stock/affirm/asserted opt>The Polish armed forces keep such munitions for the defence of the country</c> and <c pledge opt><c use opt>will use them only in accordance with international law</c></c>.</t>
"""
    return Page("parliamentary_answer", text, {"A": a, "B": b}, str(pub))


def briefing_transcript(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=3)
    text = f"""#h Daily press briefing, {dmy(pub)}

#b TRANSCRIPT. Check against delivery.

MODERATOR: Good afternoon. {a.full}, the spokesman of the foreign ministry, will take your questions.

QUESTION: Has the delivery been decided?

{a.last.upper()}: <t A><c transfer/affirm/possible|conditional|asserted opt>If there is a decision, you will hear it from the president.</c> I can tell you that <c request>the Ukrainians have asked for cluster rounds repeatedly</c>.</t>

QUESTION: And the failure rate? We hear 14 per cent.

{a.last.upper()}: <t A><c dud_rate op=lt value=0.0235 source=A>The rounds under consideration have a dud rate below 2.35 per cent.</c> I do not know where your figure comes from.</t>

{b.full.upper()} (Baltic Courier): <o>You said last month that <c dud_rate op=le value=0.03 opt>it was no more than 3 per cent</c>.</o>

{a.last.upper()}: <t A>And 2.35 is no more than 3. Next question.</t>

MODERATOR: Thank you all.
"""
    return Page("briefing_transcript", text, {"A": a, "B": b}, str(pub))


def table_release(c: Cast) -> Page:
    v, w = c.village("Iraq"), c.village("Lebanon")
    pub = c.day(weekday=4)
    text = f"""#h MINE ACTION CENTRE – MONTHLY SUMMARY

Date of issue: {dmy(pub)}
Reporting period: one calendar month
Area cleared: 214,300 m2
Submunitions destroyed: 1,042
Accidents: 2
<c casualties opt>Persons injured: 3</c>
Teams deployed: 14
Villages handed over: {v.name}, {w.name}

Remarks: Work was suspended for four days because of rain. The next summary will appear in five weeks.

#b Page 1 of 1
"""
    return Page("table_release", text, {}, str(pub))


def fact_box(c: Cast) -> Page:
    a = c.person("m")
    m = org("Halden Institute")
    text = f"""#h In brief: what is a cluster munition?

<c munition_desc>A cluster munition is a container that opens in the air and scatters dozens or hundreds of small bomblets.</c>

<c munition_desc>The 155 mm M864 shell holds 72 grenades, the older M483A1 holds 88.</c>

<c harm_risk opt>Many of the bomblets do not explode on impact.</c> <s K><c dud_rate op=lt value=0.03 munition=M864 source=K>The maker of the M864 speaks of a failure rate of less than 3 per cent.</c></s>

<s M><c dud_rate op=range value=0.1 high=0.3 munition=BLU-26 source=M>According to the Halden Institute, between 10 and 30 per cent of the BLU-26 bomblets dropped on Laos failed.</c></s>

<s A><c dud_rate op=approx value=0.2 source=A>{a.full}, a former deminer, puts the figure for old stocks at roughly one in five.</c></s>

<c prohibition>The Convention on Cluster Munitions of 2008 forbids use, production, stockpiling and transfer.</c> <c treaty_status>Germany, Spain and Canada are among its members.</c> <c treaty_status/negated>Russia, Ukraine and Israel have stayed outside.</c>
"""
    return Page("fact_box", text, {"A": a, "M": m, "K": org("the maker", "maker of the M864", "maker")})


def dud_rates(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("f"), c.person("f")
    pub = c.day(weekday=4)
    tue = back(pub, 3)
    text = f"""#h How many do not explode? The answers differ

{dmy(pub)}

<s A on={tue}><c dud_rate op=le value=0.0235 munition=M864 owner="United States" source=A>The American M864 shells <c transfer opt>to be delivered</c> fail in no more than 2.35 per cent of cases, the deputy secretary {a.full} told reporters on Tuesday.</c></s>

<s A on={tue}><c dud_rate op=range value=0.3 high=0.4 owner=Russia source=A>{a.last} said Russian cluster munitions had a dud rate of 30 to 40 per cent.</c></s>

<s B><c dud_rate op=ge value=0.14 munition=M864 source=B>{b.full}, who taught ammunition safety for two decades, said that the true figure for the M864 was at least 14 per cent.</c></s>

<s D><c dud_rate op=gt value=0.05 munition=M85 source=D>In clearance, more than 5 per cent of the M85 bomblets were found unexploded, according to {d.full} of the Northern Clearance Trust.</c></s>

<q D>“<c dud_rate op=approx value=0.1 munition=M85 source=D>For the M85 we would say about one in ten</c>,”</q> {d.last} added.

<o><c dud_rate/affirm/asserted|possible op=eq value=0.4 owner=Russia source=unknown>The Russian weapons reportedly have a dud rate of 40 per cent.</c></o>

<c dud_rate/negated opt>No test has ever shown a rate of zero.</c>
"""
    return Page("dud_rates", text, {"A": a, "B": b, "D": d}, str(pub))


def dud_rates_more(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=1)
    text = f"""#h Committee hears evidence on reliability

{mdy(pub)}

<s A on={pub}><c dud_rate op=le value=0.01 source=A>Colonel {a.full} told the committee on Tuesday that modern bomblets with a self-destruct device fail in 1 per cent of cases at most.</c></s>

<s B on={pub}><c dud_rate op=range value=0.05 high=0.23 munition=M77 source=B>{b.full}, a physicist, replied that army tests of the M77 had given between 5 and 23 per cent.</c></s>

<q B on={pub}>"<c dud_rate op=approx value=0.16 munition=M26 source=B>We calculate with 16 per cent for the M26 rocket, roughly</c>,"</q> he said.

<s A on={pub}>The colonel objected that <c dud_rate op=eq value=0.02 munition=M77 source=A>the improved M77 stood at two per cent</c>.</s>

<s B on={pub}>{b.last} answered that <c dud_rate opt>in soft ground more than a tenth remain</c>.</s>

<q A on={pub}>"I can only speak for hard ground,"</q> {a.he} said.
"""
    return Page("dud_rates_more", text, {"A": a, "B": b}, str(pub))


def transfers(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("m")
    pub = c.day(weekday=5)
    fri = back(pub, 1)
    text = f"""#h Shells approved after months of hesitation

#b {dmy(pub)} at 6.30 am

<s A on={fri}><c transfer>The United States will send cluster munitions to Ukraine</c>, the White House spokeswoman {a.full} announced on Friday.</s>

<q A on={fri}>“<c transfer opt>The president has signed the order</c>,”</q> she said. <q A on={fri}>“It was not an easy signature.”</q>

<s A on={fri}><c pledge>Kyiv had promised in writing to record where the shells are fired</c>, she said.</s>

<s B><c request opt>Ukraine's ambassador, {b.full}, thanked Washington and asked for a second consignment.</c></s>

<s D on={pub}><c stance>Moscow's envoy {d.full} condemned the decision on Saturday</c></s> as <q D on={pub}>“a gift to the undertakers”</q>. <q D on={pub}>“<c use/affirm/threatened|conditional>Should these shells be fired at our people, we will answer with the same</c>,”</q> the envoy warned.

<c national_restriction><c prohibition opt>American law forbids the export of cluster munitions with a failure rate above 1 per cent</c></c>, a rule that the president can waive.

<o><c stock/affirm/asserted|possible>The Pentagon is believed to hold some three million such shells.</c></o>
"""
    return Page("transfers", text, {"A": a, "B": b, "D": d}, str(pub))


def casualties(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    v = c.village("Yemen")
    pub = c.day(weekday=1)
    text = f"""#h Hospital counts victims of {v.name} blast

{wd(pub)}, {dmy(pub)}

<s A><c casualties>Between nine and twelve people were injured when a bomblet exploded in a vegetable garden, said {a.full}, the director of the hospital.</c></s>

<c casualties>At least two of them, brothers aged 8 and 10, have died.</c>

<q A>"They had found it on the way to the well,"</q> <o>the doctor</o> said.

<q B>"<c harm_risk opt>These things look like a ball, and that is the whole trouble</c>,"</q> said {b.full}, who teaches risk education in the district.

<s B>According to {b.last}, <c casualties>up to sixty people a year are hurt in this way</c>.</s>

<s B>She thinks that fewer than half of the accidents are reported.</s>

<s A>The director appealed for blood.</s>
"""
    return Page("casualties", text, {"A": a, "B": b}, str(pub))


def treaty_page(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=3)
    text = f"""#h Treaty loses and wins a member

Geneva, {dmy(pub)}

<c treaty_status>Vanuatu has acceded to the Convention on Cluster Munitions</c>, while <c treaty_status/affirm|negated>Lithuania has left it</c>.

<s A on={pub}><c stance>The president of the meeting, {a.full}, regretted the withdrawal on Thursday.</c></s> <q A on={pub}>“A door has been left open, and the wind comes in,”</q> {a.he} told delegates.

<s B>Lithuania's representative, {b.full}, argued that <c effect opt>his country needed every means of defence</c>.</s>

<c treaty_status/negated>The United States, China and India never signed.</c> <c treaty_status>Angola has signed but not ratified.</c>

<c prohibition/affirm|negated>Under article 1, members may not assist anyone in any activity that the treaty prohibits.</c>

<s A>{a.last} said <c treaty_status/affirm/possible opt>two more states might join before the end of the year</c>.</s>
"""
    return Page("treaty_page", text, {"A": a, "B": b}, str(pub))


def pronouns(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=4)
    wed, thu = back(pub, 2), back(pub, 1)
    text = f"""#h Two sisters of the law

#b By a staff writer
#b {mdy(pub)}

When General {a.full} met the lawyer {b.full} on Wednesday, neither of them offered a hand.

<q A on={wed}>“<c effect opt>They save my men's lives</c>,”</q> he said of cluster shells. She did not look up. <q B on={wed}>“<c harm_risk opt>They take other people's children</c>,”</q> she said.

<s A on={wed}>He maintained that the maps would be handed over.</s> <s B on={wed}>She doubted that there were any maps.</s>

A day later, in a crowded lecture room, {b.last} returned to the subject. <q B on={thu}>“I asked for one map,”</q> she told her students. <q B on={thu}>“I was given a compliment.”</q>

The general did not answer our messages. His adjutant said only: <q J>“He is travelling.”</q>
"""
    return Page("pronouns", text, {"A": a, "B": b, "J": role("adjutant", "his adjutant")}, str(pub))


def denial_and_hearsay(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    v = c.village("Sudan")
    pub = c.day(weekday=2)
    text = f"""#h Army rejects report of cluster bombs

Khartoum, {dmy(pub)}

<s A on={pub}><c use/deny>The army's spokesman, Brigadier {a.full}, rejected as invention a report that cluster bombs had been dropped near {v.name}.</c></s>

<q A on={pub}>"<c stock/negated|deny>We do not possess such weapons</c>. <c use/deny|negated>We have never used them</c>,"</q> he told state radio on Wednesday.

<o><c use/affirm/asserted|possible>Cluster bombs were allegedly seen falling there by traders on the road.</c></o> None of them could be reached.

<s B>{b.full}, a regional analyst, thinks it <q B>"likely, but no more than likely"</q> that <c stock opt>the air force still has some</c>.</s>

<s R><c use/affirm/asserted|possible opt>A diplomat who asked not to be named said the pictures looked genuine.</c></s>
"""
    return Page(
        "denial_and_hearsay",
        text,
        {"A": a, "B": b, "R": role("a diplomat", "diplomat", "a diplomat who asked not to be named")},
        str(pub),
    )


def dates(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=2)
    mon, sun = back(pub, 2), back(pub, 3)
    early = back(pub, 9)
    text = f"""#h A week of statements

{wd(pub)}, {mdy(pub)}

<s A on={mon}>On Monday the ombudswoman {a.full} called for an inquiry.</s>

<s B on={back(pub, 1)}>Yesterday the head of the border guard, {b.full}, replied that an inquiry was under way.</s>

<s A on={pub}>{a.last} said today that she had seen no sign of it.</s>

<q B on={sun}>"We are counting,"</q> <o>the officer</o> had said on Sunday.

<s A on={early}>In a letter of {dmy(early)}, {a.last} asked for the maps of the district.</s>

<s B on={back(pub, 5)}>Last Friday {b.last} told a local station that no maps existed.</s>

<q A on={back(pub, 6)}>"Everybody has maps,"</q> {a.last} had told the same station on {dm(back(pub, 6))}.
"""
    return Page("dates", text, {"A": a, "B": b}, str(pub))


TEMPLATES = (
    ngo_report,
    un_statement,
    parliamentary_answer,
    briefing_transcript,
    table_release,
    fact_box,
    dud_rates,
    dud_rates_more,
    transfers,
    casualties,
    treaty_page,
    pronouns,
    denial_and_hearsay,
    dates,
)
