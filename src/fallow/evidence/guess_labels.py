"""Which column says that a row is about cluster munitions. Only columns of categories count, never running text.

A description that mentions a cluster bomb may deny one; a category was chosen. Where only running text has the words, the
guess says so and leaves the rule to a person.
"""

from __future__ import annotations

from collections.abc import Iterable

from fallow.evidence.guess_words import CLUSTER, plain_name
from fallow.evidence.mapping import CLUSTER_LABEL, LabelRule
from fallow.evidence.profile import PathProfile, TableProfile

_MOST_CATEGORIES = 60
_LONGEST_CATEGORY = 120
_TRUE = ("true", "yes", "1", "y", "oui", "si", "да", "نعم")
_FALSE = ("false", "no", "0", "n", "non", "нет", "لا")


def is_category(profile: PathProfile) -> bool:
    """True where a path's cells are few, short and repeated: chosen from a list."""
    if not profile.cells or len(profile.cells) > _MOST_CATEGORIES:
        return False
    longest = max(len(cell) for cell in profile.cells)
    return longest <= _LONGEST_CATEGORY and (len(profile.cells) <= 3 or 2 * len(profile.cells) <= profile.total)


def guess_labels(profile: TableProfile, not_categories: Iterable[str]) -> tuple[tuple[LabelRule, ...], tuple[str, ...]]:
    """Return label rules and remarks on them. ``not_categories`` are paths already known as text, place, date or link."""
    leave_out = set(not_categories)
    rules, remarks = [], []
    for path in profile.paths:
        if path.path.text in leave_out or not is_category(path):
            continue
        rule = _yes_or_no(path) or _by_words(path)
        if rule is None:
            continue
        rules.append(rule)
        rows = sum(count for cell, count in path.cells.items() if rule.applies((cell,)))
        remarks.append(
            f"{rows} cells of {path.path.text} give the label {CLUSTER_LABEL}; all other rows stay, unlabelled."
        )
    if not rules:
        mentions = sum(count for path in profile.paths for cell, count in path.cells.items() if CLUSTER.search(cell))
        remarks.append(
            f"No column of categories names cluster munitions ({mentions} cells of running text do): no row gets the label "
            f"{CLUSTER_LABEL}. To label rows, write for example  labels: {{{CLUSTER_LABEL}: [{{where: weapon, equals: Cluster}}]}}"
        )
    return tuple(rules), tuple(remarks)


def _yes_or_no(path: PathProfile) -> LabelRule | None:
    name = plain_name(path.path.text)
    if "cluster" not in name and "submunition" not in name:
        return None
    folded = {cell.casefold(): cell for cell in path.cells}
    if not set(folded) <= {*_TRUE, *_FALSE}:
        return None
    yes = tuple(sorted(cell for low, cell in folded.items() if low in _TRUE))
    return LabelRule(CLUSTER_LABEL, path.path, equals=yes) if yes else None


def _by_words(path: PathProfile) -> LabelRule | None:
    cells = {cell: match[0] for cell in path.cells if (match := CLUSTER.search(cell))}
    if not cells:
        return None
    if all(cell == words for cell, words in cells.items()):
        return LabelRule(CLUSTER_LABEL, path.path, equals=tuple(sorted(cells)))
    phrases = {words.casefold(): words for words in sorted(cells.values())}
    return LabelRule(CLUSTER_LABEL, path.path, contains=tuple(phrases[low] for low in sorted(phrases)))
