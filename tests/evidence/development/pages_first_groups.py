"""First half: pages to be read together, with the number of origins behind what they say. All of it is fiction."""

from __future__ import annotations

from casting import Cast, back, dm, dmy, mdy
from copying import reprint, rewrite
from markup import Group, Page, org
from words_first import WORDS

OUTLETS = ("Coastline Post", "Daily Kestrel", "Inland Mirror", "World Echo 24", "The Morning Ferry")


def village_strike(c: Cast) -> Group:
    """A governor asserts, an organisation observes, outlets reprint and rewrite the governor: two origins."""
    a, b = c.person("m"), c.person("f")
    v = c.village("Ukraine")
    pub = c.day(weekday=3)
    hit, told = back(pub, 2), back(pub, 1)
    wire = Page(
        "wire",
        f"""#h Governor: cluster rockets hit {v.name}

#b {dmy(pub)}

<s A on={told}><c use pr=use when={hit} place="{v.name}">Russian forces fired cluster rockets at the village of {v.name} in Ukraine on Tuesday</c>, the regional governor, {a.full}, said on Wednesday.</s>

<s A on={told}><c casualties>Three people were killed and between five and eight wounded</c>, he wrote.</s>

<q A on={told}>“<c damage opt>Two streets have no roofs any more</c>,”</q> {a.last} added in a message to reporters. <q A on={told}>“<c harm_risk>The gardens are full of small bombs that have not exploded, and nobody should go there</c>.”</q>

The village had nine hundred inhabitants before the war. Most of them have left for the region's capital, where they live with relatives or in schools.

<s A on={told}>The governor asked drivers to avoid the road along the river until the engineers had finished.</s>

<c treaty_status/negated>Russia has not signed the convention <c prohibition opt>that bans such weapons</c>.</c>
""",
        {"A": a},
        str(pub),
    )
    pages = [wire]
    pages += [reprint(wire, f"reprint{i}", v.name, OUTLETS[i]) for i in range(c.random.randint(1, 3))]
    pages.append(rewrite(wire, "rewritten", c.random.choice((0.15, 0.25, 0.35)), WORDS, v.name))
    n = org("Eastern Shelling Monitor", "Monitor")
    pages.append(
        Page(
            "monitor",
            f"""#h Field note: {v.name}, Ukraine

Issued {dmy(back(pub, -6))}

<c use pr=use when={hit} place="{v.name}">Our team visited {v.name} and documented a strike with cluster munitions by Russian forces on {dm(hit)}.</c> <c munition_desc opt><c use opt>We recorded fragments of two rockets and forty-four unexploded submunitions.</c></c>

<q B>“<c munition_desc opt>The pattern on the ground leaves no room for doubt</c>,”</q> said {b.full}, who led the mission of the Eastern Shelling Monitor.

<s B><c casualties opt>She said that four graves had been dug since.</c></s>
""",
            {"B": b, "N": n},
            str(back(pub, -6)),
        )
    )
    return Group("village_strike", tuple(pages), {"use": {"origins": 2, "asserting": 1, "observing": 1}})


def envoy_translated(c: Cast) -> Group:
    """One interview of an ambassador through two translations and an excerpt; hearsay beside it adds nothing."""
    a = c.person("m")
    pub = c.day(weekday=1)
    said = back(pub, 1)
    one = Page(
        "agency",
        f"""#h Ambassador: delivery buries what is left of relations

#b {mdy(pub)}

<s A on={said}><c transfer opt>The delivery of cluster munitions</c> will have consequences, Russia's ambassador to Canada, {a.full}, told the state channel on Monday.</s>

<q A on={said} u=bridge>“We used to have a bridge between our countries, and now somebody is sawing at the last beam,”</q> he said.

<q A on={said} u=children>“<c harm_risk>The children who will step on these bomblets have not even been born yet</c>,”</q> the ambassador continued.

<s A on={said} u=march><c transfer pr=transfer>Canada handed over the first three thousand cluster shells to Ukraine in March, he said.</c></s>

<q A on={said} u=note>“We will of course take note of it and draw our conclusions without haste.”</q>

The interview lasted forty minutes and was recorded in the garden of the residence, where the apple trees are in blossom. It was the first since the diplomat took up his post, and the questions had been handed in beforehand.

Trade between the two countries has fallen to a tenth of what it was. The consulates in the west were closed two winters ago; a direct flight has not been offered for even longer.
""",
        {"A": a},
        str(pub),
    )
    two = Page(
        "translation",
        f"""#h Moscow's man in Ottawa lashes out over cluster bombs

#b {mdy(pub)} | World

Moscow's ambassador to Ottawa, {a.full}, has used a television appearance to attack his hosts.

<q A u=bridge>“There was once a bridge between our two countries; today someone is taking a saw to its last remaining beam,”</q> he raged.

<q A u=children>“<c harm_risk>The kids who are going to tread on those bomblets are not even born</c>,”</q> {a.last} went on.

<s A u=march><c transfer pr=transfer>He claimed that Canada had given Ukraine the first 3,000 cluster shells in March.</c></s>

<q A u=note>“Naturally we shall take this into account and will draw our conclusions, without any hurry.”</q>

Ottawa has not commented on the interview, which was broadcast on the eve of a trade round from which Russian firms have been shut out for three years running.

The embassy stands in a quiet street of the capital. For some weeks a dozen people have been gathering at its gate every evening, some with candles, some with a loudspeaker, and the neighbours have begun to complain to the city about both.

It is not the first time that the diplomat has looked for the cameras. Last autumn he walked out of a reception because of a song.
""",
        {"A": a},
        str(pub),
    )
    three = Page(
        "excerpt",
        f"""#h Canada under fire

{mdy(back(pub, -2))}

<o><c transfer/affirm/asserted|possible pr=transfer>Canada has reportedly delivered cluster shells to Ukraine.</c></o>

<q A u=bridge>“We used to have a bridge between our countries, and now somebody is sawing at the last beam,”</q> the Russian ambassador {a.full} said on Monday.

The country's opposition wants a debate in the House of Commons before the summer recess; the government has offered a written answer instead. Two provinces, whose ports would be used for shipments of any kind, have asked to be consulted.

Polls show that the public is split down the middle. Farmers' associations in the west, which send volunteers to clear fields abroad, have collected nine thousand names for a petition.

<c treaty_status>Canada is a party to the treaty <c prohibition opt>that bans the weapons</c>.</c>
""",
        {"A": a},
        str(back(pub, -2)),
    )
    copy = rewrite(two, "rewritten", 0.3, WORDS, a.full)
    pages = (one, two, three, copy, reprint(one, "reprint", a.full, OUTLETS[2]))
    return Group("envoy_translated", pages, {"transfer": {"origins": 1, "asserting": 1, "observing": 0}})


def briefing_rate(c: Cast) -> Group:
    """Two reporters at one briefing, a copy of one of them, and a trust with its own figure from clearing."""
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=4)
    thu = back(pub, 1)
    one = Page(
        "first",
        f"""#h Pentagon stands by its figure

#b {mdy(pub)}

<s A on={thu} u=rate><c dud_rate op=le value=0.0235 munition=M864 pr=official source=A>The M864 shells chosen for Ukraine have a dud rate of no more than 2.35 per cent, Pentagon spokeswoman {a.full} told a briefing on Thursday.</c></s>

<q A on={thu} u=tests>“We ran five series of tests and we are confident in what they show,”</q> she said.

<s A on={thu} u=list>She would not give reporters the list of the tests.</s>

<o>Lawmakers of both parties have asked to see it.</o> A letter with eleven signatures was handed in last month and has not been answered.
""",
        {"A": a},
        str(pub),
    )
    two = Page(
        "second",
        f"""#h What the Pentagon says about duds

{dmy(pub)}

At Thursday's Pentagon briefing, spokeswoman {a.full} was asked about reliability.

<q A on={thu} u=rate>“<c dud_rate op=le value=0.0235 munition=M864 pr=official source=A>For the M864 the rate is 2.35 per cent or less</c>,”</q> she replied.

<s A on={thu} u=tests>{a.last} pointed to five series of tests in which the Pentagon had confidence.</s>

The room was not convinced; three more questions came on the same subject, and three times the answer was the same.
""",
        {"A": a},
        str(pub),
    )
    n = org("Northern Clearance Trust", "Trust")
    three = Page(
        "trust",
        f"""#h Numbers from the ground

Annual review, {dmy(back(pub, -20))}

<s N><c dud_rate op=ge value=0.1 munition=M864 pr=field source=N>At least 10 per cent of the M864 grenades had not exploded, the Northern Clearance Trust writes in its review.</c></s>

<q B>“We count what lies there, and somebody has to lie down beside it to count,”</q> said its director, {b.full}.

<s B>He said laboratory figures were useful for laboratories.</s>
""",
        {"N": n, "B": b},
        str(back(pub, -20)),
    )
    pages = [one, two, three, rewrite(one, "rewritten", c.random.choice((0.12, 0.3, 0.45)), WORDS, a.full)]
    pages += [reprint(two, f"reprint{i}", a.full, OUTLETS[i + 1]) for i in range(c.random.randint(1, 3))]
    gold = {
        "official": {"origins": 1, "asserting": 1, "observing": 0},
        "field": {"origins": 1},
    }
    return Group("briefing_rate", tuple(pages), gold)


def same_line_twice(c: Cast) -> Group:
    """Two offices of one government say nearly the same a week apart: two utterances, one family; and a stranger's story."""
    a, b, d = c.person("f"), c.person("m"), c.person("f")
    pub = c.day(weekday=2)
    tue, before = back(pub, 1), back(pub, 8)
    one = Page(
        "ministry",
        f"""#h Berlin: no cluster weapons from us

#b {dmy(pub)}

<q A on={tue}>“<c transfer/negated|deny pr=no>Germany will not supply cluster munitions to Ukraine</c>, and that is not going to change,”</q> the German defence minister, {a.full}, said on Tuesday after a meeting in Berlin.

She left the building by a side door. A small group of demonstrators had waited at the front with drums and a banner.
""",
        {"A": a},
        str(pub),
    )
    two = Page(
        "chancellery",
        f"""#h Government spokesman on the delivery debate

#b {dmy(back(before, -1))}

<q B on={before}>“<c transfer/negated|deny pr=no>Germany will not be supplying cluster munitions to Ukraine</c>, that will not change,”</q> said the German government's spokesman {b.full} on Tuesday at the regular press conference.

The question had been put by a weekly paper. It was the ninth on the list, between a railway line and the price of milk.
""",
        {"B": b},
        str(back(before, -1)),
    )
    three = Page(
        "stranger",
        f"""#h Austria explains its refusal

{dmy(pub)}

<q D on={tue}>“<c transfer/negated|deny opt>We will not supply such weapons to anyone</c>, and our constitution would not let us,”</q> the Austrian foreign minister, {d.full}, said on Tuesday.

<s D on={tue}><c stance opt>She described the treaty as one of her country's finest works.</c></s>
""",
        {"D": d},
        str(pub),
    )
    pages = (one, two, three, reprint(one, "reprint", a.full, OUTLETS[3]))
    return Group("same_line_twice", pages, {"no": {"asserting": 1, "observing": 0}})


def there_and_back(c: Cast) -> Group:
    """A report, its text translated and back by hand, and another day's report on the same subject."""
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=0)
    sat = back(pub, 2)
    one = Page(
        "report",
        f"""#h Lebanese deminers ask for time

#b Beirut, {dmy(pub)}

<s A on={sat} u=ten><c harm_risk opt>It will take another ten years until the last bomblet has been removed from the south of Lebanon</c>, the head of the national programme, {a.full}, said on Saturday.</s>

<q A on={sat} u=slope>“We have done the easy fields. What remains are slopes where even a goat thinks twice,”</q> she told visitors at a training ground.

<c use>Around four million bomblets were fired at the south in the last days of the war.</c> <s A on={sat} u=third><c dud_rate op=approx value=0.3333 source=A pr=third>About a third of them did not explode, {a.last} said.</c></s>

<s A on={sat} u=donors>She complained that donors had lost interest.</s> <q A on={sat} u=invoice>“An invoice from a war that is over moves nobody,”</q> she said.
""",
        {"A": a},
        str(pub),
    )
    two = one.copy(
        "retranslated",
        f"""#h Deminers in Lebanon want more time

#b {dmy(back(pub, -1))}

<s A on={sat} u=ten><c harm_risk opt>Ten more years will pass before the last small bomb is taken away from southern Lebanon</c>, explained {a.full}, chief of the national programme, on Saturday.</s>

<q A on={sat} u=slope>“The simple fields are finished. There remain the hillsides on which even a goat reflects twice,”</q> she said to guests on an exercise ground.

<c use>Some four million small bombs were shot at the south in the final days of the war.</c> <s A on={sat} u=third><c dud_rate op=approx value=0.3333 source=A pr=third>Of these about one third failed to explode, according to {a.last}.</c></s>

<s A on={sat} u=donors>She regretted that the donors no longer show interest.</s> <q A on={sat} u=invoice>“A bill from a finished war touches nobody any more,”</q> she said.
""",
        how="retranslated",
        published=str(back(pub, -1)),
    )
    three = Page(
        "other_day",
        f"""#h Goats and grenades

{dmy(back(pub, -30))}

<s B>{b.full}, a herdsman, says <c harm_risk opt>he has lost six goats to bomblets on the slopes above his village</c>.</s>

<q B>“A goat does not read signs,”</q> he said.
""",
        {"B": b},
        str(back(pub, -30)),
    )
    return Group("there_and_back", (one, two, three), {"third": {"origins": 1}})


TEMPLATES = (village_strike, envoy_translated, briefing_rate, same_line_twice, there_and_back)
