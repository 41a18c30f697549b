"""Second half, held out: pages with a village, a day and the weapon, from which no strike follows. All of it is fiction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casting import Cast, Village, back, dm, dmy, md, mdy, wd

Writer = Callable[[Cast, Village, date], str]


def threat_on_air(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""{mdy(d)}

State television carried a threat on {wd(back(d, 1))} evening. "{v.name} will be next," said {a.full}, a retired general who hosts the programme. "Cluster shells, from one end to the other, until the antennas are gone."

{v.name} lies in {v.country}. Nothing has happened there so far.
"""


def threat_conditional(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Warning to the defenders of {v.name}

{dmy(d)}

Unless the bridge is handed over by Thursday, the brigade will fire cluster munitions at {v.name}, its commander {a.full} announced in a leaflet found on {dm(back(d, 1))}.
"""


def denied_by_mayor(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""{v.name}, {dmy(d)}

Mayor {a.full} has dismissed reports that {v.name} was attacked with cluster munitions on {wd(back(d, 2))}. "I have walked every street. There is a broken gutter, and that was the wind," {a.he} said.
"""


def never_happened(c: Cast, v: Village, d: date) -> str:
    return f"""What the pictures really show

{mdy(d)}

Pictures said to show cluster bombs falling on {v.name} on {md(back(d, 3))} were taken four years earlier on another continent. No such attack took place in {v.name}, our verification desk concludes.
"""


def manoeuvre(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Manoeuvre ends

{dmy(d)}

The manoeuvre "Steel Autumn" ended on {wd(back(d, 1))} with a salvo of practice cluster rockets into the lake below {v.name}. Colonel {a.full} was satisfied: all the concrete bomblets were counted and taken home.
"""


def trial_firing(c: Cast, v: Village, d: date) -> str:
    return f"""From the proving ground

{mdy(d)}

On {md(back(d, 5))} engineers fired two cluster shells on the proving ground at {v.name} to measure how many grenades fail. The trial took place behind three fences, and the last grenade was destroyed the same evening.
"""


def long_ago(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""A museum for {v.name}

{dmy(d)}

{v.name} was bombed with cluster munitions in 1973, 1991 and 2006. A museum now tells the story. "People should see the small things in a glass case and nowhere else," director {a.full} said at the opening on {wd(back(d, 1))}.
"""


def grandmother(c: Cast, v: Village, d: date) -> str:
    a = c.person("f")
    return f"""Birthday

{mdy(d)}

{a.full} of {v.name} turned one hundred yesterday. She has outlived two kings, three currencies and the cluster bombs that fell on her orchard when she was still a bride.
"""


def nationwide(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""{dmy(d)}

Cluster munitions have been fired in {v.country} in every month of the war, says {a.full}, who edits a yearbook on the subject. {a.He} will present it in {v.name} on Saturday, with music.
"""


def statistics(c: Cast, v: Village, d: date) -> str:
    return f"""Numbers of the year

{mdy(d)}

{v.country}: 86 cluster munition attacks recorded last year, 54 the year before. No breakdown by place is given. The authors thank the library of {v.name} for its hospitality.
"""


def war_game(c: Cast, v: Village, d: date) -> str:
    return f"""Students play the war

{dmy(d)}

In the war game the red team "used cluster munitions" on {v.name} on day three and lost the support of its allies on day four. The students then went for pizza. The exercise on paper is held every {wd(d)}.
"""


def may_have_planned(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""{mdy(d)}

Intelligence officers believe that an attack with cluster rockets on {v.name} was planned for {md(back(d, 2))} and then called off. "We do not know why, and we are not complaining," said one of them, {a.full}.
"""


def glide_bomb(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Glide bomb on {v.name}

{dmy(d)}

A single glide bomb destroyed the cultural centre of {v.name} on {wd(back(d, 1))}. {a.full}, an explosives expert, ruled out a cluster munition: "One crater, one fuse, no bomblets."
"""


def booby_trap(c: Cast, v: Village, d: date) -> str:
    return f"""Explosion in cellar

{mdy(d)}

An improvised device went off in a cellar in {v.name} on {md(back(d, 1))}, injuring a plumber. Police are looking for a motive. Two streets away a lecture on the ban of cluster munitions went on as planned.
"""


def chess(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Chess: blitz in {v.name}

{dmy(d)}

{a.full} dropped a cluster bomb on move twelve: three pieces were under fire at once, and the favourite resigned. The blitz of {v.name} was held on {wd(back(d, 1))} in the school.
"""


def cluster_of_cases(c: Cast, v: Village, d: date) -> str:
    return f"""Health office reports cluster

{mdy(d)}

A cluster of measles cases has struck {v.name}. Eleven children fell ill on {md(back(d, 2))}. The nurse called it "a bombshell". Vaccinations begin on Monday.
"""


def depot_fire(c: Cast, v: Village, d: date) -> str:
    return f"""Depot burns

{dmy(d)}

Cluster shells stored in a depot near {v.name} caught fire on {wd(back(d, 1))}, probably because of a faulty cable. Grenades went off until midnight. Nobody had fired at the depot.
"""


def defused(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Road reopened

{mdy(d)}

The road from {v.name} to the river is open again after {a.full} and {c.person().full} blew up nineteen old submunitions on {md(back(d, 1))}. They were left over from the war of the grandparents.
"""


def school_lesson(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Lesson with a model

{dmy(d)}

"Imagine that a cluster bomb opens above {v.name}," {a.full} told the third form on {wd(back(d, 1))} and let a handful of beans rain onto the map. The children had to find them. Two beans were missing in the end.
"""


def claim_retracted(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""We take it back

{mdy(d)}

On {md(back(d, 4))} this channel reported a cluster strike on {v.name}. Our source, {a.full}, has since told us that {a.he} was mistaken: it was thunder. We withdraw the report.
"""


def asked_no_answer(c: Cast, v: Village, d: date) -> str:
    return f"""Question without answer

{dmy(d)}

Did cluster munitions fall on {v.name} on {dm(back(d, 6))}? The ministry will not say, the hospital cannot be reached, and the satellite pictures show clouds.
"""


def script(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Film crew looks for extras

{mdy(d)}

For a feature film, director {a.full} will have cluster bombs made of plaster fall on {v.name} on Sunday. Those who wish to run away in front of the camera may apply at the inn.
"""


def vote(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Resolution passed

{dmy(d)}

The council of {v.name} condemned the use of cluster munitions anywhere in the world by fourteen votes to one on {wd(back(d, 1))}. {a.full} voted against, because "nobody has ever used one here".
"""


def exported(c: Cast, v: Village, d: date) -> str:
    return f"""Factory in {v.name} fills its books

{mdy(d)}

The works in {v.name} delivered its thousandth cluster rocket on {md(back(d, 1))}. The rockets go to a customer overseas. The union asked for a bonus.
"""


def refusal(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Pilot before court

{dmy(d)}

Captain {a.full} is on trial because {a.he} did not drop the cluster bombs {a.he} had been ordered to drop on {v.name} on {dm(back(d, 7))}. {a.He} flew a loop over the sea and brought them back.
"""


WRITERS: tuple[Writer, ...] = (
    threat_on_air,
    threat_conditional,
    denied_by_mayor,
    never_happened,
    manoeuvre,
    trial_firing,
    long_ago,
    grandmother,
    nationwide,
    statistics,
    war_game,
    may_have_planned,
    glide_bomb,
    booby_trap,
    chess,
    cluster_of_cases,
    depot_fire,
    defused,
    school_lesson,
    claim_retracted,
    asked_no_answer,
    script,
    vote,
    exported,
    refusal,
)
