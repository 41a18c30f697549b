"""States: names, former names and ISO 3166-1 codes of every state that the depositary lists.

The table holds the 193 members of the United Nations, the two observer states and the two states in free association with
New Zealand that conclude treaties of their own (Cook Islands, Niue): 197 "all States" in the depositary's practice. It does
not decide what a state is: who is missing is missing from the depositary's lists. Names are the depositary's; codes are
ISO 3166-1 alpha-3. Look-ups ignore case, accents, punctuation and a leading "the"; a name that two states could bear
("Korea") finds neither.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fallow.core.errors import InputError
from fallow.treaty.tables import read_table


@dataclass(frozen=True, slots=True)
class State:
    """A state by its ISO 3166-1 alpha-3 code, the depositary's name, and the other names that people use for it."""

    iso3: str
    name: str
    variants: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the depositary's first."""
        return (self.name, *self.variants, *self.former)


@lru_cache(maxsize=1)
def load_states() -> tuple[State, ...]:
    """Return the states of the table, by code."""
    return tuple(
        State(row["iso3"], row["name"], _split(row["variants"]), _split(row["former"]))
        for row in read_table("states.csv")
    )


def parse_state(value: object, more: Iterable[State] = ()) -> State:
    """Return the state that ``value`` names: a code, the depositary's name, a variant or a former name.

    ``more`` are states from outside the table (an exercise's fictional state). Raises ``InputError`` (``unknown-state``)
    with the nearest names.
    """
    text = str(value).strip()
    extra = tuple(more)
    known = {**_index(load_states()), **_index(extra)}
    found = known.get(fold_name(text))
    if found is not None:
        return found
    raise InputError(
        kind="unknown-state",
        expected="a state by its name, a former name or its ISO 3166-1 alpha-3 code",
        found=repr(text[:60]),
        do=_advice(fold_name(text), known),
    )


def _advice(folded: str, known: dict[str, State]) -> str:
    words = [word for word in folded.split() if len(word) > 3]
    near = difflib.get_close_matches(folded, known, n=4, cutoff=0.7)
    near += [key for key in known if any(word in key.split() for word in words)]
    names = list(dict.fromkeys(f"{known[key].name} ({known[key].iso3})" for key in near))[:4]
    return f"did you mean {', '.join(names)}?" if names else "see the list: fallow treaty status --instrument ccm"


def _index(states: Iterable[State]) -> dict[str, State]:
    return {fold_name(name): state for state in states for name in (state.iso3, *state.names)}


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """Return a name without case, accents, punctuation and a leading "the": the form in which names are compared."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    words = re.sub(r"[^\w]+", " ", plain.replace("&", " and ").replace("'", "").replace("’", "")).split()
    words = ["st" if word == "saint" else word for word in words]
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
