"""Parties: the acts of every state towards one instrument, as a value that is passed in.

The table that ships with the package is the default; an exercise or a newer listing is another value of the same type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from fallow.core.errors import InputError
from fallow.treaty.act import Act, parse_act
from fallow.treaty.instrument import Instrument, parse_instrument
from fallow.treaty.states import State, load_states, parse_state
from fallow.treaty.tables import read_table


@dataclass(frozen=True, slots=True)
class Parties:
    """An instrument with the acts of states towards it; ``more`` are states that the table of states does not hold."""

    instrument: Instrument
    acts: tuple[Act, ...]
    more: tuple[State, ...] = ()

    @property
    def states(self) -> tuple[State, ...]:
        """Every state, those without any act included: having done nothing is an answer too."""
        return (*load_states(), *self.more)

    def of(self, state: State) -> tuple[Act, ...]:
        """Return the acts of one state."""
        return tuple(act for act in self.acts if act.state == state.iso3)

    def state(self, name: object) -> State:
        """Return the state called ``name``, among those of the table and ``more``."""
        return parse_state(name, self.more)

    def joined_by(self, acts: Iterable[Act], more: Iterable[State] = ()) -> Parties:
        """Return the same with further acts and states; raise ``InputError`` where a new state takes a code in use."""
        new = tuple(more)
        taken = {state.iso3: state.name for state in self.states}
        for state in new:
            if state.iso3 in taken:
                raise InputError(
                    kind="state-code-taken",
                    expected="a code of its own for a state that is not in the table (ISO 3166 leaves XAA to XZZ to users)",
                    found=f"{state.iso3} for {state.name}, which is {taken[state.iso3]}",
                    do="give another code, or leave the state out of 'states' and use its own name",
                )
        return replace(self, acts=(*self.acts, *acts), more=(*self.more, *new))


@lru_cache(maxsize=8)
def load_parties(instrument: str) -> Parties:
    """Return the shipped table of an instrument's acts (``ccm``, ``ccw_p5``, ``mbc``)."""
    known = parse_instrument(instrument)
    return Parties(known, tuple(parse_act(row) for row in read_table(f"{known.id}.csv")))
