"""The munition catalogue: carriers, what they scatter, published dud rates, each figure with its citation and its mark."""

from fallow.strikes.catalogue.load import Catalogue, load_catalogue, parse_catalogue
from fallow.strikes.catalogue.munition import (
    Count,
    DudRate,
    Load,
    Mark,
    Munition,
    MunitionClass,
    Source,
    SourceClass,
)
from fallow.strikes.catalogue.wording import Match, normalise

__all__ = [
    "Catalogue",
    "Count",
    "DudRate",
    "Load",
    "Mark",
    "Match",
    "Munition",
    "MunitionClass",
    "Source",
    "SourceClass",
    "load_catalogue",
    "normalise",
    "parse_catalogue",
]
