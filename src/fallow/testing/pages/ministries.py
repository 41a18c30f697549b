"""The user state speaks: a denial, the same denial again by another office, and a threat.

Three documents and one family. A denial stays visible beside what was seen and takes nothing from it; a threat is no use.
"""

from __future__ import annotations

from datetime import timedelta

from fallow.testing.names import GAZETTE, LEDGER, OUTLET_FAMILIES, WIRE
from fallow.testing.pages.page import Draft, Page
from fallow.testing.pages.story import Story
from fallow.testing.pages.wording import day_month, full_day, weekday

DENIAL, AGAIN, THREAT = "05-gazette-denial.txt", "06-ledger-ambassador.txt", "07-harbour-wire-threat.txt"


def denial(story: Story) -> Page:
    """The state's own paper prints the defence ministry's statement."""
    cast, first = story.cast, story.first
    published = first.day + timedelta(days=2)
    page = Draft(DENIAL, GAZETTE, OUTLET_FAMILIES[GAZETTE], published)
    denied = f"“The armed forces of Drovia did not use cluster munitions at {first.village},”"
    accused = "“These pictures were staged by those who shell their own villages in order to be pitied abroad.”"
    single = "that the rockets in service with the Drovian army carry a single warhead"
    page.chrome(GAZETTE, "Official | Army | Harvest | Sport")
    page.headline("Defence ministry rejects invention about Tolme Valley")
    page.chrome(f"TOLVEK, {full_day(published)}")
    page.body(
        "The defence ministry has rejected as an invention the reports spread by the Ovremar press about the events of "
        f"{weekday(first.day)} on the {first.side} edge of a village in the Tolme Valley.",
        f"{denied} General {cast.general.name}, the spokesman for the Drovian defence ministry, told a briefing in Tolvek on "
        f"{weekday(published)}. {accused}",
        f"{cast.general.last} said {single}. He showed a map on which the positions of the batteries were marked, and took "
        "no questions.",
        "The general recalled that units of the Orvennan army had shelled the customs house at the river mouth in March, "
        "when two clerks were hurt.",
        "The autumn call-up continues according to plan, the ministry added, and the families of those called up will have "
        "their seed delivered before the end of the month.",
    )
    page.chrome("Also read: Record entries for the ploughing match")
    page.footer()
    page.says(cast.general, "direct", denied, accused, said_on=published)
    page.says(cast.general, "indirect", single, said_on=published)
    page.claims_that(
        "use",
        denied,
        by=cast.general.family,
        polarity="deny",
        basis="own_act",
        actor="Drovia",
        munition="cluster munitions",
        place=first.village,
        when=first.day.isoformat(),
        strike=first.strike,
    )
    page.claims_that("accusation", accused, by=cast.general.family, against="Orvenna")
    return page.finish()


def again(story: Story) -> Page:
    """An ambassador says the same in other words, on another day, to another paper: one family, two utterances."""
    cast, first = story.cast, story.first
    published = first.day + timedelta(days=12)
    page = Draft(AGAIN, LEDGER, OUTLET_FAMILIES[LEDGER], published)
    denied = f"“Our forces did not use cluster munitions at {first.village} or in any other place,”"
    asked = "“If somebody has evidence, let him bring it to a commission and not to the newspapers.”"
    page.chrome(LEDGER, "Diplomacy", "Skip to content")
    page.headline("Ambassador defends Drovia over river villages")
    page.chrome(f"{LEDGER}, {full_day(published)}", "3 min read")
    page.caption("The embassy of Drovia in Vestrahaven. Archive picture")
    page.body(
        f"Drovia's envoy in Vestrahaven was called to the foreign office on {weekday(published - timedelta(days=1))} for the second time this month, and came "
        "out smiling.",
        f"{denied} {cast.ambassador.name}, the Drovian ambassador to Velmark, told the {LEDGER} on the steps. {asked}",
        "Velmark has sold artillery to Drovia for thirty years and has so far kept out of the quarrel over the valley. "
        "Officials in Vestrahaven, who spoke on condition that they would not be named, said the meeting had been about "
        "grain transit and had gone well.",
        f"Asked what had then killed people at {first.village}, the ambassador pointed at his watch.",
        "He leaves for Tolvek on Sunday, where a new customs treaty is to be initialled.",
    )
    page.chrome("Most read", "Sign up for the morning letter")
    page.footer()
    page.says(cast.ambassador, "direct", denied, asked)
    page.claims_that(
        "use",
        denied,
        by=cast.ambassador.family,
        polarity="deny",
        basis="own_act",
        actor="Drovia",
        munition="cluster munitions",
        place=first.village,
        strike=first.strike,
    )
    return page.finish()


def threat(story: Story) -> Page:
    """A commander says what may be done one day. No strike follows from it."""
    cast = story.cast
    published = story.transfer_day + timedelta(days=4)
    page = Draft(THREAT, WIRE, OUTLET_FAMILIES[WIRE], published)
    may = "“If their guns do not fall silent, we may use every shell that we have been given, and those with bomblets too,”"
    hopes = "that he hoped it would not come to that"
    page.chrome(WIRE, "World", "Markets | Shipping | World | Weather")
    page.headline("Drovian ministry hints at new shells as river talks stall")
    page.chrome(f"{WIRE}, published {full_day(published)}")
    page.body(
        f"Talks about a truce on the Sarn broke up on {weekday(published - timedelta(days=2))} without a date for the next round, and the tone on both banks "
        "has hardened since.",
        f"{may} General {cast.general.name}, a spokesman for the Drovian defence ministry, said on the state's evening programme. He "
        f"added {hopes}.",
        "The first crates of Velmark-made artillery shells were unloaded on "
        f"{day_month(story.transfer_day + timedelta(days=2))}, according to the port's own list. How many there were is not "
        "known.",
        "Monitors of the river commission have counted fewer shots this week than last. Two of their boats are laid up for "
        "want of diesel.",
        "Grain futures rose a little on the news and closed lower.",
    )
    page.chrome("Related stories")
    page.other(
        "The lightship Constance is to be towed in for repairs in June. Her keeper of twenty years said that he would spend "
        "the winter mending nets.",
    )
    page.footer()
    page.says(cast.general, "direct", may)
    page.says(cast.general, "indirect", hopes)
    page.claims_that("use", may, by=cast.general.family, modality="threatened", basis="own_act", actor="Drovia")
    return page.finish()
