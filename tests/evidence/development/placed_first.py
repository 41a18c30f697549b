"""First half: pages that do place a use: somebody who was there, a village, a day. All of it is fiction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casting import Cast, Village, back, dm, dmy, md, mdy, wd

Writer = Callable[[Cast, Village, date], tuple[str, date, date]]


def mission(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 8)
    return (
        f"""{v.country}: cluster munitions in {v.name}

{dmy(d)}

A field team of the Eastern Shelling Monitor visited {v.name} and documented an attack with cluster munitions on {dm(hit)}. The team photographed eleven unexploded submunitions and the tail of a rocket.
""",
        hit,
        hit,
    )


def reporters_saw(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 1)
    return (
        f"""{v.name} shelled with cluster rockets

{v.name}, {v.country}, {mdy(d)}

Reporters of this newspaper saw cluster rockets burst above the market of {v.name} on {wd(hit)} afternoon. Small explosions ran along the street for about half a minute.
""",
        hit,
        hit,
    )


def remnants_examined(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    a, hit = c.person(), back(d, 5)
    return (
        f"""Published {dmy(d)}

Weapons inspectors of the United Nations examined remnants in {v.name}, {v.country}, and concluded that cluster bombs had been dropped there on {dmy(hit)}. "There is no doubt about the type or about the day," said {a.full}, the head of the mission.
""",
        hit,
        hit,
    )


def passive_night(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 3)
    return (
        f"""Night of fire in {v.name}

{mdy(d)}

{v.name} was hit by cluster shells on the night of {dm(hit)}, monitors of the ceasefire mission who are stationed in the village report. They counted six air bursts.
""",
        hit,
        hit,
    )


def iso_date_list(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 4)
    return (
        f"""Incident report no. 77
Date of report: {dmy(d)}
Prepared by: Valley Documentation Centre

On {hit} at 06:40, two cluster bombs were dropped by an aircraft on the southern part of {v.name} ({v.country}). Our staff inspected the site on the following morning and marked nine unexploded bomblets.
""",
        hit,
        hit,
    )


def last_friday(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    pub = back(d, d.weekday() - 2)  # the Wednesday of that week
    hit = back(pub, 5)
    return (
        f"""Rights group confirms attack

{wd(pub)}, {mdy(pub)}

Open Field Watch researchers who went to {v.name} in {v.country} say the army fired cluster munitions into the village last Friday. They found submunitions in eight gardens.
""",
        hit,
        hit,
    )


def doctor_treated(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 2)
    return (
        f"""Cluster bombs fall on {v.name}

{dmy(d)}

Cluster bombs exploded over {v.name}, {v.country}, on {wd(hit)}, an aid organisation working in the local hospital said. Its surgeons removed small steel balls from fourteen patients and its staff photographed a canister that had come down in the courtyard.
""",
        hit,
        hit,
    )


def two_days(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    first, last = back(d, 6), back(d, 4)
    return (
        f"""{mdy(d)}

Observers of the international mission recorded the use of cluster munitions in {v.name}, {v.country}, between {first.day} and {dm(last)}. Their cameras showed at least four rockets opening above the houses.
""",
        first,
        last,
    )


def named_day_of_publication(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    return (
        f"""Cluster rockets this morning

{v.name}, {dmy(d)}

Cluster rockets struck {v.name} in {v.country} this morning, our correspondent reports from the village. She saw the carriers stuck in the asphalt and counted the bomblets around the bus stop.
""",
        d,
        d,
    )


def investigators_video(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 10)
    return (
        f"""How we checked a video

{dmy(d)}

Our investigators went to the place where the film was made. It is the northern edge of {v.name}, {v.country}; the poplars, the water tower and the bend of the road agree. What the film shows is a cluster munition strike of {md(hit)}. We collected fragments ourselves and compared them with the catalogue.
""",
        hit,
        hit,
    )


WRITERS: tuple[Writer, ...] = (
    mission,
    reporters_saw,
    remnants_examined,
    passive_night,
    iso_date_list,
    last_friday,
    doctor_treated,
    two_days,
    named_day_of_publication,
    investigators_video,
)
