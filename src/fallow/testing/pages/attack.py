"""The first attack in the papers: the original report, its reprint, and a paper that quotes it.

One morning's briefing by one government becomes three documents. A reader that counts documents counts three; there is one
origin.
"""

from __future__ import annotations

from datetime import timedelta

from fallow.testing.names import BLINK, COURIER, LEDGER, OUTLET_FAMILIES, RIVER, WIRE
from fallow.testing.pages.page import Draft, Page
from fallow.testing.pages.rewriting import rewrite
from fallow.testing.pages.story import Story
from fallow.testing.pages.wording import count, day_month, full_day, plural, weekday

ORIGINAL, REPRINT, REWRITTEN, QUOTED = "01-courier.txt", "02-harbour-wire.txt", "03-newsblink.txt", "04-ledger.txt"


def _quotes(story: Story) -> dict[str, str]:
    first = story.first
    return {
        "fired": f"“Drovian forces fired cluster munitions at {first.village} on {day_month(first.day)}, at a quarter to "
        "seven in the morning, when people were feeding their animals,”",
        "cows": "“There was nothing there to shoot at but cows.”",
        "tails": "“We have the tail sections and we have the numbers on them,”",
        "look": "“We shall show them to anyone who wishes to look.”",
        "touch": "“Do not pick up anything round, ribboned or shiny,”",
    }


def _dead(story: Story) -> str:
    first = story.first
    return f"{plural(first.killed, 'person', 'people')} had died and {count(first.injured)} had been taken to hospital"


def _opening(story: Story) -> list[str]:
    first, cast, quotes = story.first, story.cast, _quotes(story)
    return [
        (
            f"Rockets that opened in the air scattered small bomblets over pasture and gardens at {first.village} on "
            f"{weekday(first.day)} morning, and many of them still lay unexploded on the ground at nightfall, officials in the "
            "Tolme Valley said."
        ),
        (
            f"{cast.governor.name}, governor of the Tolme Valley, told reporters outside the village school that {_dead(story)} "
            "in Marrow Bridge."
        ),
        f"{quotes['fired']} {cast.governor.last} said. {quotes['cows']}",
        (
            f"The governor said that at least {count(max(2, first.carriers - 1))} {first.prose} had come down on the {first.side} "
            f"side of the village, and that the road to the {RIVER} would stay closed."
        ),
        (
            f"{cast.spokeswoman.name}, a spokeswoman for the Orvennan defence ministry, said the launchers had stood on the far "
            f"bank of the {RIVER}, the river that has been the line of contact since March."
        ),
        f"{quotes['tails']} she said. {quotes['look']}",
    ]


def _background() -> str:
    return (
        "Cluster munitions open above the ground and release dozens of smaller charges over several hectares. Those that "
        "fail to explode stay where they fall and can kill years later. Orvenna belongs to the Convention on Cluster "
        "Munitions, which bans them; Drovia does not."
    )


def _expect(page: Draft, story: Story, quotes: dict[str, str], dead: str, *, touch: bool) -> None:
    cast, first, day = story.cast, story.first, story.first.day
    page.says(cast.governor, "direct", quotes["fired"], quotes["cows"], said_on=day)
    page.says(cast.governor, "indirect", dead, said_on=day)
    page.says(cast.spokeswoman, "direct", quotes["tails"], quotes["look"], said_on=day)
    if touch:
        page.says(cast.governor, "direct", quotes["touch"], said_on=day)
    page.claims_that(
        "use",
        quotes["fired"],
        by=cast.governor.family,
        actor="Drovia",
        munition="cluster munitions",
        place=first.village,
        when=day.isoformat(),
        strike=first.strike,
    )
    page.claims_that(
        "casualties", dead, by=cast.governor.family, killed=first.killed, injured=first.injured, place=first.village
    )


def original(story: Story) -> Page:
    """The report of the day after, by a paper that was there."""
    first, cast, quotes = story.first, story.cast, _quotes(story)
    published = first.day + timedelta(days=1)
    page = Draft(ORIGINAL, COURIER, OUTLET_FAMILIES[COURIER], published)
    page.chrome(COURIER, "Home / News / Tolme Valley")
    page.headline(f"Rockets scatter bomblets over fields at {first.village}, governor says")
    page.chrome(f"By {cast.reporters[0]}", f"Published {full_day(published)}", "Share | Print | Email")
    page.caption(
        f"Police tape across a farm track {first.side} of {first.village} on {weekday(first.day)}. Photo: {COURIER}"
    )
    page.body(*_opening(story))
    page.body(
        f"Farmers were asked to keep their herds indoors until the fields have been looked at. {quotes['touch']} the "
        "governor added. One man who grazes sheep above the village, and who did not want his name printed, said his father "
        "had ploughed up iron from the last war until he died, and that now his sons would.",
        _background(),
        f"The Drovian defence ministry did not answer questions sent to it on {weekday(first.day)}.",
    )
    page.chrome("Read more: Milk price talks adjourned until Monday", "Tags: Tolme Valley, cluster munitions, war")
    page.footer()
    _expect(page, story, quotes, _dead(story), touch=True)
    return page.finish()


def reprint(story: Story) -> Page:
    """The same report at another outlet a day later: a paragraph gone, another headline, another crowd of links."""
    first, quotes = story.first, _quotes(story)
    published = first.day + timedelta(days=2)
    page = Draft(REPRINT, WIRE, OUTLET_FAMILIES[WIRE], published, copy_of=ORIGINAL, how="reprint")
    page.chrome(WIRE, "World", "Markets | Shipping | World | Weather", "Thursday 4 November 2021, 11 °C, light rain")
    page.headline(f"Bomblets land on pasture as rockets hit {first.village}")
    page.chrome(f"{WIRE}, published {full_day(published)}")
    page.caption("A shepherd moves his flock in the Tolme Valley. File picture")
    page.body(*_opening(story), _background())
    page.chrome(f"This story first appeared in the {COURIER}.")
    page.chrome("Related stories")
    page.other(
        "Tug crews at the outer basin went back to work on Tuesday after a three-day stoppage over the new rota. The harbour "
        "board said that the backlog of nineteen ships would be gone by the end of the week.",
    )
    page.footer()
    _expect(page, story, quotes, _dead(story), touch=False)
    return page.finish()


def rewritten(story: Story) -> Page:
    """A machine's copy of the original: word after word exchanged, names among them, nobody credited."""
    first, quotes = story.first, {key: rewrite(quote) for key, quote in _quotes(story).items()}
    published = first.day + timedelta(days=3)
    page = Draft(REWRITTEN, BLINK, OUTLET_FAMILIES[BLINK], published, copy_of=ORIGINAL, how="rewritten")
    page.chrome(BLINK, "Trending now", "12.4K views")
    page.headline(rewrite(f"Rockets scatter bomblets over fields at {first.village}, governor says"))
    page.chrome(f"Posted on {full_day(published)} by admin")
    page.body(*(rewrite(paragraph) for paragraph in [*_opening(story), _background()]))
    page.chrome("You may also like: 9 knots every sailor forgets", "Follow us on all channels", "Leave a comment")
    page.footer()
    _expect(page, story, quotes, rewrite(_dead(story)), touch=False)
    return page.finish()


def quoted(story: Story) -> Page:
    """Another paper's own article a week later, in which the only news of the attack is the first paper's."""
    first, cast = story.first, story.cast
    published = first.day + timedelta(days=8)
    page = Draft(QUOTED, LEDGER, OUTLET_FAMILIES[LEDGER], published, copy_of=ORIGINAL, how="quotes_via")
    fired = (
        f"that Drovian forces had fired cluster munitions at {first.village} on {day_month(first.day)}, “when people were "
        "feeding their animals”"
    )
    page.chrome(LEDGER, "Regions", "Skip to content")
    page.headline("Autumn sowing stops along the river as shelling spreads")
    page.chrome(f"{LEDGER}, {full_day(published)}", "4 min read")
    page.body(
        "Seed wheat stands in its sacks in the barns of the Tolme Valley. With the river road closed and the co-operative's "
        "two tractors requisitioned, growers on the eastern bank say that a third of the land may lie fallow this year.",
        f"The valley's governor, {cast.governor.name}, told the {COURIER} last week {fired}. The paper said it had seen "
        "fragments laid out in the yard of the school.",
        "Insurers have stopped writing policies for farm vehicles north of Marrow Bridge. The growers' union wants the state "
        "to step in. “Nobody will lend against a field he is not allowed to walk on,” the union's chairwoman said in a "
        "letter to members.",
        "Rain is forecast for most of the week, and the weir above the town is already open.",
    )
    page.chrome("Most read", "Sign up for the morning letter")
    page.footer()
    page.says(cast.governor, "mixed", fired, via=COURIER)
    page.claims_that(
        "use",
        fired,
        by=cast.governor.family,
        actor="Drovia",
        munition="cluster munitions",
        place=first.village,
        when=first.day.isoformat(),
        strike=first.strike,
        source_chain=[LEDGER, COURIER, cast.governor.name],
    )
    return page.finish()
