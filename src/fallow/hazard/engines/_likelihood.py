"""The compiled likelihood: deposit a strike on what was observed, weigh the change, keep it or drop it.

A searched cell shows a negative binomial count (Poisson about the expected number that shows, times a gamma factor of
mean one and shape ``k`` for that cell: soft ground, clumps, patterns that no profile has). A polygon that was not
searched to the end had an unknown share of it searched, uniform on 0..1, or was left at the first find. A reporting
cell shows finds of people whose effort there is unknown, gamma distributed, and may be nil: that nobody reported is
worth at most a factor of two. Casings say that a strike is near, never how much of it failed.
"""

from __future__ import annotations

import math

from fallow.hazard._jit import jit
from fallow.hazard.engines._arrays import (
    AREA,
    BEARING,
    BEFORE,
    COUNT,
    EXPONENT,
    KIND,
    LOG_EFFORT,
    LOG_EVENNESS,
    LOG_NUMBER,
    LOG_RARITY,
    LOG_RATIO,
    LOG_SIZE,
    LOG_STRAYS,
    ON,
    OWN,
    PARTIAL_SEARCH,
    PROFILE,
    REACH,
    SEARCHED_CELL,
    SHARE,
    SHOWN,
    TOTAL,
    VALUE,
    WEIGHT,
    X0,
    Y0,
    Belief,
    Chain,
    Floats,
    Seen,
    Work,
    X,
    Y,
)

REPORT_SHAPE = 0.5
"""Shape of the gamma distribution of reporting effort: very uneven."""
NOBODY_REPORTS = 0.5
"""Chance that nobody reports from a reporting cell, whatever lies there."""
CASING_REACH_M = 60.0
"""Added to a strike's spread for the distance at which its casings lie."""
CASINGS_ELSEWHERE = 0.2
"""Casings that belong to no strike of the scene, as a number of strikes spread over the bounds."""


@jit
def copy(source: Floats, target: Floats) -> None:
    """Copy a vector; the loop compiles in a tenth of the time of a slice."""
    for i in range(source.shape[0]):
        target[i] = source[i]


@jit
def copy_rows(source: Floats, target: Floats) -> None:
    """Copy a matrix."""
    for i in range(source.shape[0]):
        for j in range(source.shape[1]):
            target[i, j] = source[i, j]


@jit
def casing_density(dx: float, dy: float, size_m: float) -> float:
    """Density per m2 of a strike's casings: a bivariate t with four degrees of freedom."""
    reach = size_m + CASING_REACH_M
    return float((1.0 + (dx * dx + dy * dy) / (4.0 * reach * reach)) ** -3 / (2.0 * math.pi * reach * reach))


@jit
def deposit(slot: Floats, sign: float, seen: Seen, belief: Belief, work: Work) -> None:
    """Add ``sign`` times the strike in ``slot`` to the proposed change of every group that it reaches."""
    if slot[ON] < 0.5:
        return
    size = math.exp(slot[LOG_SIZE])
    a, b = size * math.exp(-0.5 * slot[LOG_RATIO]), size * math.exp(0.5 * slot[LOG_RATIO])
    sine, cosine = math.sin(slot[BEARING]), math.cos(slot[BEARING])
    kind = int(slot[PROFILE])
    reach, table = belief.profiles[kind, REACH], belief.tables[kind]
    last = reach * reach
    per_step = (table.shape[0] - 1) / last
    height = sign * math.exp(slot[LOG_NUMBER]) / (a * b)
    half_x = reach * math.sqrt((a * sine) ** 2 + (b * cosine) ** 2)
    half_y = reach * math.sqrt((a * cosine) ** 2 + (b * sine) ** 2)
    x0, y0, side = seen.frame[0], seen.frame[1], seen.frame[2]
    columns, rows = int(seen.frame[3]), int(seen.frame[4])
    c0 = max(0, math.floor((slot[X] - half_x - x0) / side))
    c1 = min(columns - 1, math.floor((slot[X] + half_x - x0) / side))
    r0 = max(0, math.floor((slot[Y] - half_y - y0) / side))
    r1 = min(rows - 1, math.floor((slot[Y] + half_y - y0) / side))
    if c0 <= c1:
        for row in range(r0, r1 + 1):
            for p in range(seen.start[row * columns + c0], seen.start[row * columns + c1 + 1]):
                dx, dy = seen.points[p, X0] - slot[X], seen.points[p, Y0] - slot[Y]
                along, across = (dx * sine + dy * cosine) / a, (dx * cosine - dy * sine) / b
                u = along * along + across * across
                if u >= last:
                    continue
                place = u * per_step
                i = min(int(place), table.shape[0] - 2)  # rounding may reach the last step
                g = seen.group[p]
                if work.g_marks[g, 1] == 0:
                    work.g_marks[g, 1] = 1
                    work.g_marks[work.used[0], 0] = g
                    work.used[0] += 1
                work.d_total[g] += height * seen.points[p, AREA] * (table[i] + (place - i) * (table[i + 1] - table[i]))
    work.used[2] += 1 if sign > 0 else -1
    for f in range(seen.casings.shape[0]):
        work.d_near[f] += sign * casing_density(seen.casings[f, 0] - slot[X], seen.casings[f, 1] - slot[Y], size)


@jit
def _log_unstopped(x: float, n: float) -> float:
    """Log of the integral over the share searched, uniform on 0..1, of the Poisson chance of ``n`` at ``share * x``."""
    total, piece, m = 1.0, 1.0, 1
    while piece > 1e-12 * total and m < 10_000:
        piece *= x / (n + 1.0 + m)
        total += piece
        m += 1
    return n * math.log(x) - x - math.lgamma(n + 2.0) + math.log(total)


@jit
def partial_value(x: float, n: float) -> float:
    """Log likelihood of ``n`` finds in a search that was not carried to its end, ``x`` expected of a whole one."""
    x = max(x, 1e-12)
    if x > 600.0:
        x = 600.0  # beyond that the share searched is the unknown, not the ground
    if n == 1.0:
        return math.log(-0.5 * math.expm1(-x) + 0.5 * math.exp(_log_unstopped(x, n)))
    return _log_unstopped(x, n)


@jit
def term_value(kind: float, shown: float, y: float, k: float, rarity: float) -> float:
    """Log likelihood of a term, without what depends on the scene alone and not on where strikes lie."""
    if kind == SEARCHED_CELL:
        return -(k + y) * math.log1p(shown / k)
    if kind == PARTIAL_SEARCH:
        return partial_value(shown, y) - y * math.log(max(shown, 1e-300))
    tail = -(REPORT_SHAPE + y) * math.log1p(shown / rarity)
    if y == 0.0:
        return math.log(NOBODY_REPORTS + (1.0 - NOBODY_REPORTS) * math.exp(tail))
    return tail


@jit
def _scene_constant(seen: Seen, scene: Floats) -> float:
    """The part of the likelihood that ``term_value`` leaves out, and that of which search found what."""
    k, rarity, effort = math.exp(scene[LOG_EVENNESS]), math.exp(scene[LOG_RARITY]), math.exp(scene[LOG_EFFORT])
    value = 0.0
    for t in range(seen.terms.shape[0]):
        shape, rate = (k, k) if seen.terms[t, KIND] == SEARCHED_CELL else (REPORT_SHAPE, rarity)
        if seen.terms[t, KIND] != PARTIAL_SEARCH:
            for i in range(int(seen.terms[t, COUNT])):
                value += math.log((shape + i) / rate)
    for c in range(seen.classes.shape[0]):
        value += seen.classes[c, 0] * (
            -effort * seen.classes[c, 1] + math.log(max(-math.expm1(-effort * seen.classes[c, 2]), 1e-300))
        )
    return value


@jit
def _log_near(seen: Seen, near: Floats, change: Floats, share: float, n_strikes: float) -> float:
    """Log likelihood of where the casings lie, whatever their number; ``share`` of the change is made."""
    value, everywhere = 0.0, CASINGS_ELSEWHERE / (seen.frame[3] * seen.frame[4] * seen.frame[2] ** 2)
    for f in range(near.shape[0]):
        value += math.log(max(near[f] + share * change[f], 0.0) + everywhere) - math.log(n_strikes + CASINGS_ELSEWHERE)
    return value


@jit
def _n_strikes(chain: Chain) -> float:
    count = 0.0
    for j in range(chain.slots.shape[0]):
        count += chain.slots[j, ON]
    return count


@jit
def weigh(chain: Chain, seen: Seen, work: Work) -> float:
    """Return the change of the log likelihood that the proposed deposits would bring; nothing is changed yet."""
    strays = math.exp(chain.scene[LOG_STRAYS])
    k, rarity = math.exp(chain.scene[LOG_EVENNESS]), math.exp(chain.scene[LOG_RARITY])
    change = 0.0
    for i in range(work.used[0]):
        g = work.g_marks[i, 0]
        t = seen.term[g]
        if work.t_marks[t, 1] == 0:
            work.t_marks[t, 1] = 1
            work.t_marks[work.used[1], 0] = t
            work.used[1] += 1
        work.d_terms[t, SHOWN] += work.d_total[g] * chain.groups[g, SHARE]
        if seen.groups[g, EXPONENT] != 0.0:
            floor = strays * seen.groups[g, WEIGHT]
            change += seen.groups[g, EXPONENT] * math.log(
                max(chain.groups[g, TOTAL] + work.d_total[g], floor) / max(chain.groups[g, TOTAL], floor)
            )
    for i in range(work.used[1]):
        t = work.t_marks[i, 0]
        shown = max(chain.terms[t, SHOWN] + work.d_terms[t, SHOWN], 0.0)
        work.d_terms[t, VALUE] = term_value(seen.terms[t, KIND], shown, seen.terms[t, COUNT], k, rarity)
        change += work.d_terms[t, VALUE] - chain.terms[t, VALUE]
    if chain.near.shape[0] > 0:
        count = _n_strikes(chain)
        change += _log_near(seen, chain.near, work.d_near, 1.0, count + work.used[2])
        change -= _log_near(seen, chain.near, work.d_near, 0.0, count)
    return change


@jit
def settle(chain: Chain, seen: Seen, work: Work, keep: bool) -> None:
    """Make the proposed change (``keep``) or forget it; either way the room is clean afterwards."""
    strays = math.exp(chain.scene[LOG_STRAYS])
    for i in range(work.used[0]):
        g = work.g_marks[i, 0]
        if keep:
            chain.groups[g, TOTAL] = max(chain.groups[g, TOTAL] + work.d_total[g], strays * seen.groups[g, WEIGHT])
        work.d_total[g] = 0.0
        work.g_marks[g, 1] = 0
    for i in range(work.used[1]):
        t = work.t_marks[i, 0]
        if keep:
            chain.terms[t, SHOWN] = max(chain.terms[t, SHOWN] + work.d_terms[t, SHOWN], 0.0)
            chain.terms[t, VALUE] = work.d_terms[t, VALUE]
        work.d_terms[t, SHOWN] = 0.0
        work.t_marks[t, 1] = 0
    for f in range(chain.near.shape[0]):
        if keep:
            chain.near[f] += work.d_near[f]
        work.d_near[f] = 0.0
    for i in range(work.used.shape[0]):
        work.used[i] = 0


@jit
def evaluate(seen: Seen, groups: Floats, terms: Floats, scene: Floats) -> float:
    """Fill shares, expected numbers and values for the totals and the scene given.

    Returns the log likelihood, casings apart. ``groups`` and ``terms`` have the columns of a chain's.
    """
    effort = math.exp(scene[LOG_EFFORT])
    k, rarity = math.exp(scene[LOG_EVENNESS]), math.exp(scene[LOG_RARITY])
    for t in range(terms.shape[0]):
        terms[t, SHOWN] = 0.0
    value = _scene_constant(seen, scene)
    for g in range(groups.shape[0]):
        groups[g, SHARE] = -math.exp(-effort * seen.groups[g, BEFORE]) * math.expm1(-effort * seen.groups[g, OWN])
        terms[seen.term[g], SHOWN] += groups[g, TOTAL] * groups[g, SHARE]
        if seen.groups[g, EXPONENT] != 0.0:
            value += seen.groups[g, EXPONENT] * math.log(max(groups[g, TOTAL], 1e-300))
    for t in range(terms.shape[0]):
        terms[t, VALUE] = term_value(seen.terms[t, KIND], terms[t, SHOWN], seen.terms[t, COUNT], k, rarity)
        value += terms[t, VALUE]
    return value


@jit
def reset(chain: Chain, seen: Seen, belief: Belief, work: Work) -> None:
    """Compute the chain's totals afresh from its slots and scene: rounding does not pile up."""
    settle(chain, seen, work, False)
    strays = math.exp(chain.scene[LOG_STRAYS])
    for j in range(chain.slots.shape[0]):
        deposit(chain.slots[j], 1.0, seen, belief, work)
    for g in range(chain.groups.shape[0]):
        chain.groups[g, TOTAL] = strays * seen.groups[g, WEIGHT] + work.d_total[g]
    copy(work.d_near, chain.near)
    work.used[1] = 0
    settle(chain, seen, work, False)
    evaluate(seen, chain.groups, chain.terms, chain.scene)
