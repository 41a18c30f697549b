"""Release: states of land and the permitted acts, the residual figure, criteria, candidates. People decide.

There is no verdict here and no way to ask for one: zero finds is not zero risk, and land that nobody searched is never a
candidate. The criteria of all reasonable effort are an authority's (IMAS 07.10); those shipped are placeholders.
"""

from fallow.release.area import Area, Proposal, parse_area
from fallow.release.candidates import Candidacy, Check, candidacy
from fallow.release.criteria import Answer, Criteria, Criterion, load_criteria, parse_criteria
from fallow.release.reopen import reopenings
from fallow.release.residual import NOT_COVERED, Residual, residual_of_counts, residuals
from fallow.release.state import RELEASED, TRANSITIONS, AreaState, Transition, parse_state, transition

__all__ = [
    "NOT_COVERED",
    "RELEASED",
    "TRANSITIONS",
    "Answer",
    "Area",
    "AreaState",
    "Candidacy",
    "Check",
    "Criteria",
    "Criterion",
    "Proposal",
    "Residual",
    "Transition",
    "candidacy",
    "load_criteria",
    "parse_area",
    "parse_criteria",
    "parse_state",
    "reopenings",
    "residual_of_counts",
    "residuals",
    "transition",
]
