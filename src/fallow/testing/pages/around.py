"""Around the events: a rumour, a war of long ago, and a state that speaks about its treaty.

All three are full of the words that a careless reader turns into points on a map. The right number of strikes is zero.
"""

from __future__ import annotations

from datetime import timedelta

from fallow.testing.names import BLINK, COURIER, HERALD, OUTLET_FAMILIES
from fallow.testing.pages.page import Draft, Page
from fallow.testing.pages.story import Story
from fallow.testing.pages.wording import full_day, weekday

RUMOUR, HISTORY, TREATY = "13-newsblink-rumour.txt", "14-courier-history.txt", "15-herald-envoy.txt"


def rumour(story: Story) -> Page:
    """Reportedly: no speaker, no witness, no origin."""
    third = story.third
    published = third.day + timedelta(days=6)
    page = Draft(RUMOUR, BLINK, OUTLET_FAMILIES[BLINK], published)
    heard = f"cluster bombs were reportedly dropped near {third.village} at the beginning of the month"
    page.chrome(BLINK, "Trending now", "31.9K views")
    page.headline("This valley village is all anyone talks about right now")
    page.chrome(f"Posted on {full_day(published)} by admin")
    page.body(
        f"Social channels lit up this week after claims that {heard}. Several accounts posted the same eleven-second clip of "
        "smoke over a ridge, which others said was filmed during last year's heath fires.",
        "It is believed that the authorities know more than they let on. A message that went round thousands of telephones "
        "spoke of planes, of parachutes and of a bridge that does not exist.",
        "Users remain divided. “My cousin heard it,” wrote one. “Your cousin hears everything,” wrote another.",
        "The village has about four hundred inhabitants, two bakeries and a famous walnut tree. Cluster weapons are banned by "
        "more than a hundred countries.",
        "We will update this page when we learn more. So far nobody from the village has been reached.",
    )
    page.chrome("You may also like: 7 walnut cakes ranked", "Follow us on all channels", "Leave a comment")
    page.footer()
    page.claims_that(
        "use",
        heard,
        by=None,
        modality="possible",
        basis="hearsay",
        munition="cluster bombs",
        place=third.village,
        strike=third.strike,
    )
    return page.finish()


def history(story: Story) -> Page:
    """A long read on a war two generations ago."""
    cast = story.cast
    published = story.transfer_day + timedelta(days=30)
    page = Draft(HISTORY, COURIER, OUTLET_FAMILIES[COURIER], published)
    used = "In the Straits War of 1974 both navies' aircraft dropped cluster bombs on the Skerrin Islands"
    page.chrome(COURIER, "Home / Weekend / Long read")
    page.headline("The islands that are still counting")
    page.chrome(f"By {cast.reporters[2]}", f"Published {full_day(published)}", "9 min read")
    page.caption("A drystone wall on the Skerrins. The white paint means that one side has been walked. Photo: own")
    page.body(
        f"{used}. Nobody kept a list. The pilots are dead, the squadron books were pulped, and the one map that survives was "
        "drawn from memory by a quartermaster who had not been there.",
        "What the islanders have instead is habit. They cut peat from the seaward end. They burn the heather in a wet year. "
        "A field where the grass is better than it ought to be is a field that no one has dared to graze.",
        "Between the war and the year of the ferry disaster the parish register has thirty-one entries with the same word in "
        "the margin, the last of them for two brothers of nine and eleven.",
        "A clearance party came for one summer in the nineties and took away two hundred and six. It went by the quartermaster's "
        "map. The following spring a boy found the two hundred and seventh, a mile from anything drawn on it.",
        "“People ask when it was over,” an islander says. “I ask them which bit.”",
    )
    page.chrome("Read more: The weavers of the northern sound", "Tags: long read, islands")
    page.footer()
    page.claims_that("use", used, by=OUTLET_FAMILIES[COURIER], place="Skerrin Islands", when="1974")
    return page.finish()


def envoy(story: Story) -> Page:
    """A state explains what it has signed, what it owes and what it asks for."""
    cast = story.cast
    published = story.visit_day + timedelta(days=24)
    page = Draft(TREATY, HERALD, OUTLET_FAMILIES[HERALD], published)
    joined = f"“Orvenna ratified the Convention on Cluster Munitions in {story.ratified_year}, and we keep it,”"
    maps = "“We ask Drovia for one thing, the records of where these weapons were used.”"
    urged = "urged Velmark and Drovia to join the treaty"
    page.chrome(HERALD, "World", "Subscribe for 2 crowns a week")
    page.headline("Orvenna asks for the firing records")
    page.chrome(f"By {cast.reporters[1]}", f"Published {full_day(published)}")
    page.body(
        "It was the last speech before lunch, and half of the chairs were empty.",
        f"{joined} {cast.envoy.name}, the Orvennan envoy for disarmament, told the meeting on {weekday(published)}. {maps}",
        f"He {urged}, whose articles forbid the use, the making, the keeping and the handing on of such weapons. Both sent "
        "observers. Neither asked for the floor.",
        "A party has ten years to clear what was left on its soil, and may ask for more. Orvenna has not yet said how much "
        "ground it will declare: that, the envoy said, depends on what is in the records.",
        f"{cast.undersecretary.last}, whose department sent the shells in autumn, has said before that Drovia gave its word to "
        "write everything down.",
        "The meeting resumes in the afternoon with the budget.",
    )
    page.chrome("More stories", "Tags: disarmament")
    page.footer()
    page.says(cast.envoy, "direct", joined, maps, said_on=published)
    page.claims_that(
        "treaty_status",
        joined,
        by=cast.envoy.family,
        basis="own_act",
        actor="Orvenna",
        instrument="ccm",
        status="party",
    )
    page.claims_that("request", maps, by=cast.envoy.family, actor="Orvenna", to="Drovia")
    page.claims_that(
        "prohibition",
        "whose articles forbid the use, the making, the keeping and the handing on of such weapons",
        by=OUTLET_FAMILIES[HERALD],
        instrument="ccm",
    )
    return page.finish()
