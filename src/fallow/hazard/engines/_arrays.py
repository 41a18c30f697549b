"""The arrays that the compiled sampler works on, and what stands in which column."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Columns of a slot: a strike that may or may not be there.
ON, X, Y, LOG_NUMBER, LOG_SIZE, LOG_RATIO, BEARING, PROFILE = range(8)
SLOT_WIDTH = 8

# Entries of the scene: what all strikes and searches of a scene share.
LOG_STRAYS, LOG_EVENNESS, LOG_EFFORT, NUMBER_SHIFT, SIZE_SHIFT, DATUM_X, DATUM_Y, LOG_POSITION, LOG_RARITY = range(9)
SCENE_WIDTH = 9

# Kinds of a term of the likelihood.
SEARCHED_CELL, PARTIAL_SEARCH, REPORTING_CELL = range(3)


# Columns of the observations.
AREA = 2  # of points, after X0, Y0: the area in m2 that a point stands for, or 1 where it stands for a density
X0, Y0 = 0, 1
WEIGHT, EXPONENT, BEFORE, OWN = range(4)  # of groups
KIND, COUNT = range(2)  # of terms

# Columns of what is believed of a slot.
AT_X, AT_Y, SIGMA, GROSS, LOGIT_ON, NUMBER, NUMBER_SD, SIZE, TOLD_BEARING = range(9)
MEAN, SD = 0, 1  # of the scene
LOG_WEIGHT, REACH = 0, 1  # of profiles

# Columns of a chain's totals.
TOTAL, SHARE = range(2)  # of groups
SHOWN, VALUE = range(2)  # of terms


class Seen(NamedTuple):
    """Everything observed, as linear functionals of the intensity.

    A *point* carries an area (or 1 where it stands for the density at a find) to its *group*; a group's total is the
    integral of the intensity over it; a *term* of the likelihood reads one or several groups. Few arrays of several
    columns, because each array that a compiled function is given costs compile time.
    """

    frame: Floats  # x0, y0 of the south-west corner, side of a cell, columns, rows
    start: Whole  # (cells + 1,) first point of each cell, cells row by row from the south
    points: Floats  # (points, 3): X0, Y0, AREA
    group: Whole  # (points,)
    groups: Floats  # (groups, 4): WEIGHT, EXPONENT of the total, told effort spent BEFORE, and of its OWN
    term: Whole  # (groups,)
    terms: Floats  # (terms, 2): KIND, COUNT
    classes: Floats  # (classes, 3): finds, by the effort spent before and by that of the search that found them
    casings: Floats  # (casings, 2)
    anchors: Floats  # (anchors, 2): places about which births are proposed


class Belief(NamedTuple):
    """What is believed before anything is seen. Slots 0..n_recorded-1 are strikes on record; the others are not."""

    slots: Floats  # (slots, 9): recorded position, told sigma, sd of a gross error, logit of being real, number ...
    n_recorded: Whole  # (1,)
    log_count: Floats  # (unrecorded + 1,) log prior of one set of that many unrecorded strikes
    scene: Floats  # (9, 2): MEAN, SD
    profiles: Floats  # (profiles, 2): LOG_WEIGHT, REACH
    tables: Floats  # (profiles, steps)


class Chain(NamedTuple):
    """One Markov chain: its position, and the totals that belong to it."""

    slots: Floats  # (slots, 8)
    scene: Floats
    groups: Floats  # (groups, 2): TOTAL, SHARE that shows
    terms: Floats  # (terms, 2): SHOWN, log likelihood VALUE
    near: Floats  # (casings,) density of casings


class Work(NamedTuple):
    """Room for a proposed change."""

    d_total: Floats  # (groups,)
    d_terms: Floats  # (terms, 2): change of SHOWN, new VALUE
    d_near: Floats
    groups: Floats  # as the chain's, for a proposed scene
    terms: Floats
    g_marks: Whole  # (groups, 2): list of those touched, and whether each is
    t_marks: Whole
    used: Whole  # groups and terms touched, change of the number of strikes
    scene: Floats
    slots: Floats
    slot: Floats


def empty_chain(seen: Seen, n_slots: int) -> Chain:
    """Room for one chain."""
    return Chain(
        np.zeros((n_slots, SLOT_WIDTH)),
        np.zeros(SCENE_WIDTH),
        np.zeros((len(seen.groups), 2)),
        np.zeros((len(seen.terms), 2)),
        np.zeros(len(seen.casings)),
    )


def empty_work(seen: Seen, n_slots: int) -> Work:
    """Room for proposals against ``seen``."""
    groups, terms = len(seen.groups), len(seen.terms)
    return Work(
        np.zeros(groups),
        np.zeros((terms, 2)),
        np.zeros(len(seen.casings)),
        np.zeros((groups, 2)),
        np.zeros((terms, 2)),
        np.zeros((groups, 2), np.int64),
        np.zeros((terms, 2), np.int64),
        np.zeros(3, np.int64),
        np.zeros(SCENE_WIDTH),
        np.zeros((n_slots, SLOT_WIDTH)),
        np.zeros(SLOT_WIDTH),
    )
