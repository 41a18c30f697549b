"""Second half, held out: pages that do place a use: somebody who was there, a village, a day. All of it is fiction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casting import Cast, Village, back, dm, dmy, md, mdy, wd

Writer = Callable[[Cast, Village, date], tuple[str, date, date]]


def delegation(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 7)
    return (
        f"""Delegation confirms attack on {v.name}

{mdy(d)}

Cluster munitions were dropped on {v.name} on {mdy(hit)}, a delegation of Lantern Rights established during a visit to the village in {v.country}. The delegation saw the canister and seventeen bomblets that had not gone off.
""",
        hit,
        hit,
    )


def photographer(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    a, hit = c.person(), back(d, 2)
    return (
        f"""{v.name} ({v.country}), {dmy(d)}

Our photographer {a.full} was in {v.name} on {wd(hit)} when cluster shells burst over the roofs. {a.He} lay behind a wall and counted nine puffs of smoke; the pictures on this page were taken minutes later.
""",
        hit,
        hit,
    )


def observers_log(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 1)
    return (
        f"""DAILY LOG OF THE OBSERVER MISSION, {dmy(d)}

Yesterday at 14:10 observers stationed in {v.name}, {v.country}, watched four cluster rockets open above the northern quarter. Patrols later saw bomblets on two roofs.
""",
        hit,
        hit,
    )


def engineers(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 4)
    return (
        f"""Technical survey: {v.name}

Date: {dmy(d)}

Clearance engineers surveyed {v.name} in {v.country} and identified a fresh footprint of a cluster strike that took place on {dm(hit)}. Twenty-six submunitions of one lot were found in the gardens on both sides of the brook.
""",
        hit,
        hit,
    )


def medics(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    a, hit = c.person(), back(d, 3)
    return (
        f"""Aid group: cluster bombs hit clinic road

{mdy(d)}

On {wd(hit)}, cluster bombs were used against {v.name}, where Doctors' Circle runs a clinic. "We were inside and saw them open in the air," said its coordinator in {v.country}, {a.full}.
""",
        hit,
        hit,
    )


def dotted_date(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 6)
    return (
        f"""Case file 12/{d.year}
Issued: {dmy(d)}
Compiled by: Archive of the Valleys, field staff

{v.name}, {v.country}. Cluster munition attack, {hit.day:02d}.{hit.month:02d}.{hit.year}, shortly after 22:00. Our field staff saw the impacts, returned at dawn and photographed two tail sections.
""",
        hit,
        hit,
    )


def weekday_last(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    pub = back(d, d.weekday() - 3)  # the Thursday of that week
    hit = back(pub, 5)
    return (
        f"""UN team: shells on {v.name} were cluster munitions

{wd(pub)}, {dmy(pub)}

The shells that hit {v.name} last Saturday were cluster munitions, the United Nations monitoring team in {v.country} said after inspecting the place. Its members collected fragments at five points.
""",
        hit,
        hit,
    )


def span_of_days(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    first, last = back(d, 5), back(d, 3)
    return (
        f"""Three days of fire

{mdy(d)}

From {md(first)} to {md(last)}, the army fired cluster rockets into {v.name} in {v.country}. Our correspondents spent the three days in a cellar of the village and noted every salvo.
""",
        first,
        last,
    )


def satellite_and_visit(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    hit = back(d, 11)
    return (
        f"""{v.country}: report on the attack of {dmy(hit)}

Published {dmy(d)}

The attack on {v.name} on {dm(hit)} was carried out with cluster munitions. That is the finding of the Institute for Open Ground, whose staff walked the village for two days and recorded 33 impact points.
""",
        hit,
        hit,
    )


def witness_and_monitor(c: Cast, v: Village, d: date) -> tuple[str, date, date]:
    a, hit = c.person(), back(d, 2)
    return (
        f"""Farmer: "The sky crackled"

{dmy(d)}

"I saw the rocket break open over our fields on {wd(hit)} and then the sky crackled," says {a.full}, a farmer in {v.name}, {v.country}. Monitors of the Ceasefire Bureau, who came the next day, confirm that cluster munitions were used in {v.name} on {dm(hit)}.
""",
        hit,
        hit,
    )


WRITERS: tuple[Writer, ...] = (
    delegation,
    photographer,
    observers_log,
    engineers,
    medics,
    dotted_date,
    weekday_last,
    span_of_days,
    satellite_and_visit,
    witness_and_monitor,
)
