"""Second half, held out: pages to be read together, with the number of origins behind what they say. All of it is fiction."""

from __future__ import annotations

from casting import Cast, back, dm, dmy, mdy
from copying import reprint, rewrite
from markup import Group, Page, org
from words_second import WORDS

OUTLETS = ("Bay Chronicle", "The Northern Clock", "Riverton Star", "Planet Wire", "Allday Report")


def two_offices(c: Cast) -> Group:
    """Army and prosecutor of one government assert one attack on different days: two origins, one family; one is copied."""
    a, b = c.person("m"), c.person("f")
    v = c.village("Ukraine")
    pub = c.day(weekday=4)
    hit = back(pub, 4)
    army = Page(
        "army",
        f"""#h Army reports cluster attack on {v.name}

#b {mdy(back(pub, 2))}

<s A on={back(pub, 3)}><c use pr=use when={hit} place="{v.name}">Russian troops attacked {v.name} with cluster shells on Monday, the spokesman of Ukraine's army command, Colonel {a.full}, reported on Tuesday.</c></s>

<q A on={back(pub, 3)}>“<c damage opt>The roof of the post office has been torn off</c>,”</q> he said in the daily broadcast, which is followed by several hundred thousand people on their telephones.

Nobody was in the building when it happened. The post van had left ten minutes before, because the driver wanted to be home before dark.

<s A on={back(pub, 3)}>The colonel asked the population to keep to the paved road.</s>
""",
        {"A": a},
        str(back(pub, 2)),
    )
    prosecutor = Page(
        "prosecutor",
        f"""#h Case opened

{dmy(pub)}

<s B on={back(pub, 1)}><c use pr=use when={hit} place="{v.name}">According to Ukraine's prosecutor general, {b.full}, the Russian army fired cluster shells at {v.name} on {dm(hit)}.</c></s>

<s B on={back(pub, 1)}>She announced on Thursday that a case had been opened under the article on violations of the laws of war.</s>

<q B on={back(pub, 1)}>“We have the fragments, the hour and the direction,”</q> {b.last} said. Her office has opened more than three hundred such cases since the beginning of the invasion; eleven have come to court.
""",
        {"B": b},
        str(pub),
    )
    pages = [army, prosecutor]
    pages += [reprint(army, f"reprint{i}", v.name, OUTLETS[i]) for i in range(c.random.randint(1, 3))]
    pages.append(rewrite(army, "rewritten", c.random.choice((0.18, 0.3, 0.42)), WORDS, v.name))
    return Group("two_offices", tuple(pages), {"use": {"origins": 2, "asserting": 1, "observing": 0}})


def two_missions(c: Cast) -> Group:
    """Two missions saw the same place, each for itself; a newspaper quotes one of them: two origins, two observing families."""
    a, b = c.person("f"), c.person("m")
    v = c.village("Syria")
    pub = c.day(weekday=2)
    hit = back(pub, 12)
    n = org("Lantern Rights", "Lantern")
    first = Page(
        "lantern",
        f"""#h {v.name}: what we saw

#b {dmy(back(pub, 5))}

<c use pr=use when={hit} place="{v.name}">Researchers of Lantern Rights who visited {v.name} in Syria found that government forces had attacked it with cluster munitions on {dm(hit)}.</c> <c munition_desc opt><c use opt>They photographed nine unexploded submunitions in the yard of the mill.</c></c>

<q A>“<c harm_risk opt>The miller's children had lined them up on a wall</c>,”</q> said {a.full}, who led the visit.
""",
        {"A": a, "N": n},
        str(back(pub, 5)),
    )
    second = Page(
        "inspectors",
        f"""#h Report of the inspection team on {v.name}

{mdy(pub)}

<c use pr=use when={hit} place="{v.name}">United Nations inspectors examined the site at {v.name}, Syria, and established that cluster munitions were used there on {dm(hit)} by government forces.</c> <s B>The team's leader, {b.full}, stated that samples had been sealed and sent to two laboratories.</s>

Access had been granted for four hours. The report runs to sixty pages, of which twelve are maps and thirty are photographs with a scale.
""",
        {"B": b},
        str(pub),
    )
    paper = Page(
        "paper",
        f"""#h Children lined up bomblets on wall, group says

#b {dmy(back(pub, 4))} · Foreign desk

<s N><c use pr=use when={hit} place="{v.name}">Government forces attacked the Syrian village of {v.name} with cluster munitions on {dm(hit)}, the organisation Lantern Rights says in a report.</c></s>

<q A>“<c harm_risk opt>The miller's children had lined them up on a wall</c>,”</q> its researcher {a.full} is quoted as saying.

The government in Damascus has not reacted to the report. It rarely does.
""",
        {"A": a, "N": n},
        str(back(pub, 4)),
    )
    pages = [first, second, paper]
    pages += [reprint(paper, f"reprint{i}", v.name, OUTLETS[i + 1]) for i in range(c.random.randint(0, 2))]
    pages.append(rewrite(second, "rewritten", 0.22, WORDS, v.name))
    return Group("two_missions", tuple(pages), {"use": {"origins": 2, "observing": 2}})


def announcement(c: Cast) -> Group:
    """One announcement of a delivery in three outlets, one of them translated, one rewritten; another page only heard of it."""
    a = c.person("f")
    pub = c.day(weekday=5)
    fri = back(pub, 1)
    one = Page(
        "first",
        f"""#h Turkey to supply Azerbaijan with cluster shells

#b {mdy(pub)}

<s A on={fri} u=plain><c transfer pr=transfer>Turkey will supply Azerbaijan with cluster shells, the Turkish defence minister, {a.full}, announced on Friday.</c></s>

<q A on={fri} u=friends>“Friends do not leave each other standing in the rain with an empty quiver,”</q> she told journalists in Ankara.

<q A on={fri} u=paper>“Everything has been laid down on paper, down to the last crate,”</q> the minister said.

A treaty of friendship between the two countries has existed for years. It provides for joint manoeuvres, an exchange of cadets and, in an annex that has never been published, for help in an emergency.

<c treaty_status/negated>Neither country has joined the Convention on Cluster Munitions.</c>
""",
        {"A": a},
        str(pub),
    )
    two = Page(
        "second",
        f"""#h Ankara opens its depots

{dmy(pub)}

Ankara is opening its depots to an old ally. At a press conference on Friday defence minister {a.full} chose a picture from archery.

<q A on={fri} u=friends>“A friend is not left out in the rain with no arrows in his quiver,”</q> she said.

<s A on={fri} u=plain><c transfer pr=transfer>Azerbaijan is to get cluster shells from Turkish stocks, she declared.</c></s> The number was not revealed.

<q A on={fri} u=paper>“It has all been put in writing, to the very last box,”</q> {a.last} assured her listeners, many of whom had come for the other subject of the day, the pensions of retired officers.
""",
        {"A": a},
        str(pub),
    )
    heard = Page(
        "heard",
        f"""#h Rumours of a delivery

{dmy(back(pub, -3))}

<o><c transfer/affirm/asserted|possible pr=transfer>Turkey is said to be supplying Azerbaijan with cluster shells.</c></o> Ammunition trains have been seen on a line that usually carries grain, and the level crossings have been closed at night for a week.

The railway has no comment. Its timetable shows nothing unusual, apart from a diversion on account of works.
""",
        {},
        str(back(pub, -3)),
    )
    pages = (
        one,
        two,
        heard,
        rewrite(one, "rewritten", c.random.choice((0.2, 0.32)), WORDS, a.full),
        reprint(two, "reprint", a.full, OUTLETS[4]),
    )
    return Group("announcement", pages, {"transfer": {"origins": 1, "asserting": 1, "observing": 0}})


def maker_and_range(c: Cast) -> Group:
    """A maker and an army's range name the same rate, each for itself: two origins; hearsay of it adds none."""
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=1)
    maker = Page(
        "maker",
        f"""#h Company presents figures for M85

#b {mdy(back(pub, 7))}

<s A><c dud_rate op=lt value=0.03 munition=M85 pr=low source=A>The M85 has a dud rate of less than 3 per cent, {a.full}, chief engineer of Ardent Works, told shareholders.</c></s>

<q A>“We have fired four thousand of them into sand and collected them with a sieve,”</q> he said.

The shareholders applauded. The dividend is to be raised for the third year in succession, and the new hall will be opened by the president.
""",
        {"A": a},
        str(back(pub, 7)),
    )
    army = Page(
        "range",
        f"""#h Range closes season

{dmy(pub)}

<s B><c dud_rate op=lt value=0.03 munition=M85 pr=low source=B>On the Norwegian army's range fewer than 3 per cent of the M85 submunitions failed to explode, its commander, Major {b.full}, stated.</c></s>

<s B>She pointed out that the range was of gravel and that gravel flatters.</s>

The sheep have been let back onto the eastern slope. They had been waiting at the gate since the last bang.
""",
        {"B": b},
        str(pub),
    )
    heard = Page(
        "heard",
        f"""#h Letter to the editor

{dmy(back(pub, -2))}

<o><c dud_rate/affirm/asserted|possible op=lt value=0.03 munition=M85 pr=low source=unknown>The M85 reportedly has a dud rate of under 3 per cent.</c></o> I should like to know who counted, in what weather, and whether he was wearing boots.

The writer keeps goats.
""",
        {},
        str(back(pub, -2)),
    )
    pages = [maker, army, heard, rewrite(maker, "rewritten", c.random.choice((0.15, 0.25, 0.4)), WORDS, a.full)]
    pages += [reprint(army, f"reprint{i}", b.full, OUTLETS[i]) for i in range(c.random.randint(1, 2))]
    return Group("maker_and_range", tuple(pages), {"low": {"origins": 2}})


def denial_many_times(c: Cast) -> Group:
    """One denial printed many times does not outweigh one observation, nor become several."""
    a, b = c.person("m"), c.person("f")
    v = c.village("Sudan")
    pub = c.day(weekday=3)
    hit = back(pub, 3)
    denial = Page(
        "denial",
        f"""#h Army: no cluster bombs on {v.name}

#b {dmy(back(pub, 1))}

<s A on={back(pub, 1)}><c use/deny pr=denied when={hit} place="{v.name}">Sudan's army spokesman, General {a.full}, on Wednesday denied that the army had dropped cluster bombs on {v.name} on Monday.</c></s>

<q A on={back(pub, 1)}>“Whoever says so was not there,”</q> he told the state news agency. Then he spoke about the harvest, the bridge and the price of diesel.

The agency's report was sent out in three languages. The English version reached subscribers shortly before midnight.
""",
        {"A": a},
        str(back(pub, 1)),
    )
    saw = Page(
        "saw",
        f"""#h In {v.name} after the aircraft

{v.name}, Sudan, {dmy(pub)}

<c use pr=seen when={hit} place="{v.name}">Our reporter was in {v.name} on Monday when an army aircraft dropped two cluster bombs on the market.</c> She counted the bursts, and on the next morning the small green balls between the stalls.

<q B>“Do not kick the green ones,”</q> {b.full}, a tea seller, called out to the boys.
""",
        {"B": b},
        str(pub),
    )
    pages = [denial, saw, rewrite(denial, "rewritten", 0.3, WORDS, v.name)]
    pages += [reprint(denial, f"reprint{i}", v.name, OUTLETS[i]) for i in range(c.random.randint(2, 4))]
    return Group("denial_many_times", tuple(pages), {"denied": {"asserting": 1}, "seen": {"observing": 1}})


def look_alikes(c: Cast) -> Group:
    """Two speakers, nearly the same sentence, nothing in common; and a report translated and back."""
    a, b, d = c.person("f"), c.person("m"), c.person("f")
    pub = c.day(weekday=0)
    sat = back(pub, 2)
    one = Page(
        "georgia",
        f"""#h Georgian minister on clearance

#b {mdy(pub)}

<q A on={sat} u=a1>“We will not rest until the last submunition has been removed from our soil,”</q> Georgia's defence minister, {a.full}, said on Saturday at the opening of a training centre.

The centre has forty beds and a kitchen. It was paid for by three embassies, whose flags hung in the wrong order until a cadet noticed.
""",
        {"A": a},
        str(pub),
    )
    two = Page(
        "iraq",
        f"""#h Baghdad promises clean fields

{dmy(pub)}

<q B on={sat} u=b1>“We shall not rest before the last submunition is removed from our land,”</q> Iraq's environment minister, {b.full}, promised on Saturday in the south of the country.

<s B on={sat} u=b2>He said that eleven teams were at work.</s> The minister then planted a palm.
""",
        {"B": b},
        str(pub),
    )
    three = Page(
        "herders",
        f"""#h Herders demand signs

#b {dmy(pub)}

<s D on={sat} u=d1>The herders of the upper valley want signs along the contaminated slopes, their spokeswoman {d.full} explained on Saturday.</s>

<q D on={sat} u=d2>“A sign costs as much as a hen. A cow costs as much as two hundred signs, so let somebody do the sum,”</q> she said.

<s D on={sat} u=d3><c dud_rate op=approx value=0.2 pr=fifth source=D>Roughly one fifth of the bomblets had not exploded, {d.last} estimated.</c></s> The district administration wants to decide about it in its next sitting.
""",
        {"D": d},
        str(pub),
    )
    four = three.copy(
        "herders_retranslated",
        f"""#h Shepherds call for warning boards

#b {dmy(back(pub, -1))}

<s D on={sat} u=d1>Along the polluted hillsides the shepherds of the upper valley would like warning boards, said their speaker {d.full} on Saturday.</s>

<q D on={sat} u=d2>“One board has the price of a chicken. One cow has the price of two hundred boards; may somebody calculate it,”</q> she said.

<s D on={sat} u=d3><c dud_rate op=approx value=0.2 pr=fifth source=D>{d.last} estimated that about a fifth of the bomblets did not explode.</c></s> The administration of the district intends to decide on this at its next session.
""",
        how="retranslated",
        published=str(back(pub, -1)),
    )
    return Group("look_alikes", (one, two, three, four), {"fifth": {"origins": 1}})


TEMPLATES = (two_offices, two_missions, announcement, maker_and_range, denial_many_times, look_alikes)
