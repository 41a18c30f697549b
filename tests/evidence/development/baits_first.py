"""First half: pages with a village, a day and the weapon, from which no strike follows. Each names its trap. All of it is fiction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casting import Cast, Village, back, dm, dmy, mdy, wd

Writer = Callable[[Cast, Village, date], str]


def threat_by_envoy(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Envoy warns of answer in kind

{dmy(d)}

"If a single cluster shell is fired at our towns, we will use the same weapons against {v.name}," ambassador {a.full} said on {wd(back(d, 1))}.

{a.mr} {a.last} did not say when. Residents of {v.name} were told to stay near their cellars.
"""


def threat_ultimatum(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""{mdy(d)} - Commander {a.full} gave the garrison of {v.name} until Sunday to lay down its arms. Otherwise, he said, the village would be covered with cluster bombs "from the mill to the church".

The deadline passed without an attack.
"""


def denial_by_ministry(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Ministry: no cluster munitions used at {v.name}

{dmy(d)}

The defence ministry denies that its aircraft dropped cluster bombs on {v.name} on {dm(back(d, 2))}. "Our pilots did not fly that day," spokesman {a.full} said.
"""


def denial_after_inquiry(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""{v.country}: inquiry closed

Published {mdy(d)}

Investigators who examined the crater in {v.name} found no trace of cluster munitions. The hole was caused by a gas bottle, said {a.full}, who led the team. Reports of a cluster strike on {dm(back(d, 9))} were therefore wrong.
"""


def exercise(c: Cast, v: Village, d: date) -> str:
    return f"""Rocket troops train near {v.name}

{dmy(d)}

In an exercise on {wd(back(d, 1))}, crews of the {v.country} army fired training rockets with inert cluster warheads at a range east of {v.name}. Nobody was hurt, and the range was swept in the evening.
"""


def rescue_drill(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Drill tests nurses

{v.name}, {mdy(d)}

In yesterday's scenario, cluster bombs had fallen on the market of {v.name} at noon and forty people were hurt. "It was only a drill, but my hands shook," said nurse {a.full}. The next drill will simulate a flood.
"""


def history_old_war(c: Cast, v: Village, d: date) -> str:
    return f"""The orchard of {v.name}

{dmy(d)}

Cluster bombs fell on {v.name} in the spring of 1982, and the older people still point at the trees. A plaque was unveiled on {wd(back(d, 1))}. The mayor laid a wreath and the brass band played.
"""


def history_anniversary(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Anniversary

{mdy(d)}

Thirty years ago today the first cluster shells hit {v.name}. {a.full} was nine. "I remember the sound," {a.he} says. "It was like rain on a drum."
"""


def country_level(c: Cast, v: Village, d: date) -> str:
    return f"""Monitor lists users

{dmy(d)}

Cluster munitions were used in {v.country} throughout last year, according to an annual survey. The survey counts at least 120 attacks and does not list places.

In other news, the bakery of {v.name} reopened on {wd(back(d, 1))}.
"""


def country_level_by_party(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""{mdy(d)}

"Both sides have used cluster munitions in {v.country} since the war began," said researcher {a.full} on {wd(back(d, 2))}. {a.He} was speaking by telephone from {v.name}, where {a.he} is on leave.
"""


def hypothetical_study(c: Cast, v: Village, d: date) -> str:
    return f"""What would happen to {v.name}?

{dmy(d)}

A new study imagines a salvo of cluster rockets landing on a place like {v.name}. Two hundred bomblets would remain in the ground, the authors calculate, and a third of the fields could not be tilled for years.
"""


def hypothetical_could(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Analyst sees danger for {v.name}

{mdy(d)}

Cluster munitions could be used against {v.name} within days, {a.full} of a security think tank believes. "They may try it on Friday, they may never try it," {a.he} said.
"""


def other_weapon_drone(c: Cast, v: Village, d: date) -> str:
    return f"""Drone hits granary

{dmy(d)}

A drone struck the granary of {v.name} on {wd(back(d, 1))} night. Two people were wounded. The local administration said it had been a loitering munition with a single charge; the debate about cluster munitions in parliament was not affected.
"""


def other_weapon_mines(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""{v.name}, {mdy(d)}

A tractor ran over an anti-tank mine on the road to {v.name} on {dm(back(d, 1))}. "We first thought of a cluster bomb, but it was an old mine," said {a.full} of the fire brigade.
"""


def idiom_football(c: Cast, v: Village, d: date) -> str:
    a = c.person("m")
    return f"""Cluster of goals sinks {v.name}

{dmy(d)}

{a.full} bombarded the goal of FC {v.name} on {wd(back(d, 1))}: three strikes in four minutes, each a bomb from twenty metres. "We dropped our defence," the coach admitted.
"""


def idiom_politics(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""A cluster bomb of a budget

{mdy(d)}

"This budget is a cluster bomb: it bursts over the council and leaves little duds everywhere," councillor {a.full} told the assembly of {v.name} on {wd(back(d, 1))}. The budget was passed by one vote.
"""


def transfer_only(c: Cast, v: Village, d: date) -> str:
    return f"""Convoy passes

{dmy(d)}

A convoy with cluster shells passed through {v.name} on {wd(back(d, 1))}, according to a railway worker. The shells are bound for a depot in the north and have not been used.
"""


def find_of_remnants(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Boy hands in bomblet

{mdy(d)}

A boy found a rusty submunition in a ditch near {v.name} on {wd(back(d, 1))} and told his teacher. "It has been there for twenty years or more," said {a.full}, who took it away.
"""


def clearance_done(c: Cast, v: Village, d: date) -> str:
    return f"""Fields given back in {v.name}

{dmy(d)}

Forty hectares in {v.name} were handed back to their owners on {wd(back(d, 1))}. Teams had destroyed 312 submunitions there. Controlled demolitions on {dm(back(d, 3))} were heard in the whole valley.
"""


def warning_leaflet(c: Cast, v: Village, d: date) -> str:
    return f"""NOTICE TO THE RESIDENTS OF {v.name.upper()}

{dmy(d)}

If cluster bombs are dropped, go to the cellar. Do not touch small objects with ribbons. If you see one, step back in your own footprints and call the fire brigade.
"""


def headline_only(c: Cast, v: Village, d: date) -> str:
    return f"""{mdy(d)}

Were cluster bombs dropped on {v.name}? Five things we do not know

1. Who was flying.
2. What fell.
3. Whether anything fell.
4. Why the sirens were silent.
5. Who started the rumour.
"""


def novel(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""Review: "The Ninth Field"

{dmy(d)}

In {a.full}'s new novel, cluster bombs rain on {v.name} on a Tuesday in March, and a clockmaker goes out to collect them. The book is a fable and its village is invented, though the name is on the map.
"""


def accusation_withdrawn(c: Cast, v: Village, d: date) -> str:
    return f"""Correction

{mdy(d)}

An earlier version of this article said that cluster munitions had been fired at {v.name} on {dm(back(d, 3))}. That was not correct; the place was hit by ordinary artillery shells. We regret the mistake.
"""


def question_in_parliament(c: Cast, v: Village, d: date) -> str:
    a, b = c.person(), c.person()
    return f"""{dmy(d)}

{a.full} asked the minister whether cluster munitions had been used at {v.name} on {dm(back(d, 6))}. The minister, {b.full}, replied that {b.he} had no information.
"""


def order_not_given(c: Cast, v: Village, d: date) -> str:
    a = c.person()
    return f"""General recalls a refusal

{mdy(d)}

"I was asked to use cluster shells on {v.name} on {dm(back(d, 4))}, and I refused," General {a.full} says in an interview. "There were still forty families in the cellars."
"""


WRITERS: tuple[Writer, ...] = (
    threat_by_envoy,
    threat_ultimatum,
    denial_by_ministry,
    denial_after_inquiry,
    exercise,
    rescue_drill,
    history_old_war,
    history_anniversary,
    country_level,
    country_level_by_party,
    hypothetical_study,
    hypothetical_could,
    other_weapon_drone,
    other_weapon_mines,
    idiom_football,
    idiom_politics,
    transfer_only,
    find_of_remnants,
    clearance_done,
    warning_leaflet,
    headline_only,
    novel,
    accusation_withdrawn,
    question_in_parliament,
    order_not_given,
)
