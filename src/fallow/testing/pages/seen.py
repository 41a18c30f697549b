"""What was seen: a clearance team on the ground, and an archive with pictures from above.

Two observing families, each with a place and a day. They are worth more than all the articles about them.
"""

from __future__ import annotations

from datetime import timedelta

from fallow.testing.names import ARCHIVE, HOSPITAL, LANTERN, OUTLET_FAMILIES
from fallow.testing.pages.page import Draft, Page
from fallow.testing.pages.story import Story
from fallow.testing.pages.wording import count, day_month, full_day, plural, weekday

VISIT, IMAGERY = "11-plough-and-lantern.txt", "12-wayfarer.txt"


def visit(story: Story) -> Page:
    """The field report of a clearance organisation that walked the ground."""
    cast, second = story.cast, story.second
    published = story.visit_day + timedelta(days=3)
    page = Draft(VISIT, LANTERN, OUTLET_FAMILIES[LANTERN], published)
    found = plural(story.visit_found, "unexploded submunition")
    used = f"cluster munitions were used at {second.village} on {day_month(second.day)}"
    hurt = f"between {count(second.injured)} and {count(second.injured + 2)} people were hurt"
    lie = "“They lie in the stubble and in the ditch, and some hang in the hedge by their ribbons,”"
    school = "“Children cross that field to the school bus.”"
    page.chrome(LANTERN, "Who we are | Where we work | Field reports | Donate")
    page.headline(f"Field report: remnants in the stubble at {second.village}")
    page.chrome(f"Published {full_day(published)}")
    page.caption(f"Red flags mark finds in a stubble field at {second.village}. Photo: {LANTERN}")
    page.body(
        f"A survey team of {LANTERN} visited {second.village} on {full_day(story.visit_day)} at the request of the district "
        f"office. It found {found} and the remains of {second.prose} within half an hour's walk of the chapel.",
        f"From what it saw the team concludes that {used}. The craters are fresh, the broken branches are green, and the "
        "lots stamped on the fragments are of one year.",
        f"{lie} {cast.team_leader.name}, the team leader, said. {school}",
        f"The team destroyed {'it' if story.visit_found == 1 else 'them all'} in place the same afternoon, marked the edge of "
        "the field and left before dark. It searched two of about nine hectares. What lies in the rest is not known, and the "
        "absence of a flag means nothing.",
        f"Neighbours told the team that {hurt} in the week after the attack, most of them while ploughing in the stubble. The team "
        "spoke to two households and did not take names.",
        "Please report what you see, from where you stand, to the district office. Do not move it.",
    )
    page.chrome("Donate")
    page.footer()
    page.says(cast.team_leader, "direct", lie, school)
    page.claims_that(
        "use",
        used,
        by="ngo:plough-and-lantern",
        basis="observed",
        munition=second.key,
        place=second.village,
        when=second.day.isoformat(),
        strike=second.strike,
    )
    page.claims_that(
        "casualties", hurt, by=None, basis="hearsay", injured=[second.injured, second.injured + 2], place=second.village
    )
    return page.finish()


def imagery(story: Story) -> Page:
    """An archive's note on the denied attack: marks counted in a satellite picture, and a surgeon who was asked."""
    cast, first = story.cast, story.first
    published = first.day + timedelta(days=20)
    page = Draft(IMAGERY, ARCHIVE, OUTLET_FAMILIES[ARCHIVE], published)
    used = f"cluster munitions were used at {first.village} on {day_month(first.day)}"
    marks = f"“We count {story.marks} small craters in the pasture, in patches, where there were none on the picture before,”"
    wounds = f"“We treated {plural(first.injured, 'patient')} that day for many small metal fragments,”"
    page.chrome(ARCHIVE, "Cases / Methods / Corrections")
    page.headline(f"Case note: what two satellite pictures show at {first.village}")
    page.chrome(f"Published {full_day(published)}")
    page.caption(f"Fields on the {first.side} side of {first.village}, before and after. Detail; positions withheld")
    page.body(
        f"The {ARCHIVE} compared a satellite picture of {full_day(story.image_day)} with one taken nine days before it. "
        f"Together with the tail section that our colleague photographed on the farm track, they show that {used}.",
        f"{marks} {cast.analyst.name}, a senior analyst at the {ARCHIVE}, said on {weekday(published)}. The patches lie in a "
        "row, as they do where several rockets open one after the other.",
        f"{wounds} said {cast.surgeon.name}, chief surgeon of the {HOSPITAL}, whom we asked by telephone. She kept the "
        "fragments.",
        "The defence ministry in Tolvek says that nothing of the kind happened. We have sent it the pictures and asked which "
        "of its batteries stood where. We shall print the answer.",
        "What we cannot say: who fired, how many rockets there were, and how much is left. Pictures show where something "
        "burst. They do not show what did not.",
    )
    page.chrome("Corrections: none")
    page.footer()
    page.says(cast.analyst, "direct", marks, said_on=published)
    page.says(cast.surgeon, "direct", wounds)
    page.claims_that(
        "use",
        used,
        by="ngo:wayfarer-archive",
        basis="observed",
        munition="cluster munitions",
        place=first.village,
        when=first.day.isoformat(),
        strike=first.strike,
    )
    page.claims_that(
        "casualties",
        wounds,
        by="org:marrow-bridge-district-hospital",
        basis="observed",
        injured=first.injured,
        place=first.village,
    )
    return page.finish()
