"""Shells change hands: the decision with its pledges, and two figures for how many bomblets fail.

The supplier's figure is an upper bound on its own goods; the adversary's is an estimate of somebody else's. Neither is a
measurement, and the first returns in a second article that adds nothing to it.
"""

from __future__ import annotations

from datetime import timedelta

from fallow.testing.names import HERALD, LEDGER, OUTLET_FAMILIES
from fallow.testing.pages.page import Draft, Page
from fallow.testing.pages.story import Story
from fallow.testing.pages.wording import full_day, weekday

PLEDGE, OFFICIAL, ADVERSARY = "08-herald-transfer.txt", "09-herald-dud-rate.txt", "10-ledger-adviser.txt"

OFFICIAL_RATE, ADVERSARY_LOW, ADVERSARY_HIGH = 0.0235, 0.30, 0.40
"""Shares that fail, as claimed in the documents; what is true in the world stands with its strikes."""


def pledge(story: Story) -> Page:
    """A cabinet decides to hand over shells, and says what it was promised for them."""
    cast, second = story.cast, story.second
    published = story.transfer_day
    page = Draft(PLEDGE, HERALD, OUTLET_FAMILIES[HERALD], published)
    sends = f"“Velmark will transfer {second.prose} to Drovia from our own stocks,”"
    record = "“to record where they are used, so that the ground can be cleared afterwards”"
    towns = "not to fire the shells into towns and villages"
    page.chrome(HERALD, "Politics", "Subscribe for 2 crowns a week")
    page.headline("Cabinet agrees to hand cluster shells to Drovia")
    page.chrome(f"By {cast.reporters[1]}", f"Published {full_day(published)}")
    page.caption("The ministers leaving the cabinet room by the garden stairs. Photo: pool")
    page.body(
        f"The cabinet decided on {weekday(published)} to send Drovia artillery shells of a kind that most of Velmark's "
        "neighbours have given up, after a debate that ministers described as long.",
        f"{sends} said {cast.undersecretary.name}, the under-secretary for defence of Velmark, who read the decision to the "
        "press. She did not say how many.",
        f"Drovia has pledged in writing {towns}, and {record}, {cast.undersecretary.last} said. The letters will not be "
        "published.",
        "Neither Velmark nor Drovia belongs to the Convention on Cluster Munitions. A law of 2009 forbids the export of such "
        "shells if more than one in a hundred of their bomblets fails; the cabinet set it aside with a certificate of "
        "necessity.",
        "The opposition asked for a vote and did not get one. “A promise to write down where you have sown them is no "
        "harvest,” its leader told the chamber.",
        "The crown closed unchanged against the florin.",
    )
    page.chrome("More stories", "Tags: parliament, Drovia, artillery")
    page.footer()
    page.says(cast.undersecretary, "direct", sends, said_on=published)
    page.says(cast.undersecretary, "mixed", record, said_on=published)
    page.claims_that(
        "transfer",
        sends,
        by=cast.undersecretary.family,
        basis="own_act",
        actor="Velmark",
        to="Drovia",
        munition=second.key,
        when=published.isoformat(),
    )
    page.claims_that("pledge", towns, by=cast.undersecretary.family, actor="Drovia", to="Velmark")
    page.claims_that(
        "national_restriction",
        "A law of 2009 forbids the export of such shells if more than one in a hundred of their bomblets fails",
        by=OUTLET_FAMILIES[HERALD],
        actor="Velmark",
    )
    return page.finish()


def official_rate(story: Story) -> Page:
    """The supplier's figure: less than a bound, by tests that nobody may see."""
    cast, second = story.cast, story.second
    published = story.transfer_day + timedelta(days=9)
    page = Draft(OFFICIAL, HERALD, OUTLET_FAMILIES[HERALD], published)
    rate = f"“The {second.prose} that we have chosen have a dud rate of less than 2.35 per cent,”"
    tests = "that the figure came from five series of firing tests, the last of them in the previous year"
    page.chrome(HERALD, "Defence", "Subscribe for 2 crowns a week")
    page.headline("Shells for Drovia are the good ones, under-secretary says")
    page.chrome(f"By {cast.reporters[1]}", f"Published {full_day(published)}")
    page.body(
        "The defence department answered its critics on the third floor, with coffee, and without papers.",
        f"{rate} {cast.undersecretary.name}, under-secretary for defence of Velmark, told reporters on {weekday(published)}. "
        "“We have left the older lots in the depot.”",
        f"She said {tests}. The reports are secret. Asked on what ground and at what angle the shells had come down, she "
        "referred to the reports.",
        "Engineers who have cleared such shells elsewhere tend to speak of higher shares, because soft ground and branches "
        "catch what a concrete range would set off. None of those whom this paper reached had seen the department's tests.",
        "The department will brief the committee for foreign trade next week.",
    )
    page.chrome("More stories", "Tags: defence, Drovia")
    page.other("The ice cellar under the old brewery is open to visitors again from Saturday. Bring a coat.")
    page.footer()
    page.says(cast.undersecretary, "direct", rate, "“We have left the older lots in the depot.”", said_on=published)
    page.says(cast.undersecretary, "indirect", tests, said_on=published)
    page.claims_that(
        "dud_rate",
        rate,
        by=cast.undersecretary.family,
        basis="own_act",
        owner="Velmark",
        munition=second.key,
        op="<",
        value=OFFICIAL_RATE,
        high=None,
    )
    return page.finish()


def adversary_rate(story: Story) -> Page:
    """The other side's figure for the other side's rockets, and the supplier's once more at second hand."""
    cast, first, second = story.cast, story.first, story.second
    published = story.transfer_day + timedelta(days=16)
    page = Draft(ADVERSARY, LEDGER, OUTLET_FAMILIES[LEDGER], published)
    rate = "“The Drovian rockets leave between 30 and 40 per cent of their bomblets on the ground,”"
    paid = "“Our sappers pay for that figure.”"
    repeated = (
        f"Velmark has put the dud rate of the {second.prose} that it sends at less than 2.35 per cent, the "
        f"{HERALD} reported"
    )
    page.chrome(LEDGER, "Security", "Skip to content")
    page.headline("Numbers war over what does not go off")
    page.chrome(f"{LEDGER}, {full_day(published)}", "5 min read")
    page.body(
        "How many fail is the question on which everything afterwards depends: how long a field stays shut, how many teams "
        "it takes, how many winters.",
        f"{rate} {cast.adviser.name}, an adviser to the Orvennan interior minister, told the {LEDGER} in a telephone call. "
        f"{paid} He was speaking of the {first.prose} that came down in April, and gave no count of what had been fired.",
        f"{repeated} last week. The figure is the maker's and nobody else has tested it.",
        "Figures of this kind have a habit of growing once fields are walked. Nobody on either side has offered to have the "
        "ground counted by a third party while the fighting goes on.",
        "The interior ministry says that it has trained sixty people since March and has detectors for nine.",
    )
    page.chrome("Most read", "Sign up for the morning letter")
    page.footer()
    page.says(cast.adviser, "direct", rate, paid)
    page.claims_that(
        "dud_rate",
        rate,
        by=cast.adviser.family,
        owner="Drovia",
        munition=first.key,
        op="range",
        value=ADVERSARY_LOW,
        high=ADVERSARY_HIGH,
    )
    page.claims_that(
        "dud_rate",
        repeated,
        by=cast.undersecretary.family,
        basis="own_act",
        owner="Velmark",
        munition=second.key,
        op="<",
        value=OFFICIAL_RATE,
        high=None,
        origin=OFFICIAL,
        source_chain=[LEDGER, HERALD],
    )
    return page.finish()
