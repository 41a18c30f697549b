"""Treaties: who is bound by what since when, and what follows from it, with each day derived from dates and clauses.

Everything is a function of a state, a day and tables that are passed in; nothing reads a clock. The tables are depositary
facts with their source and mark; where a fact is missing the answer says so, and no state becomes a defaulter by silence.
"""

from fallow.treaty.act import Act, ActKind, parse_act
from fallow.treaty.duties import obligations
from fallow.treaty.events import Event, history
from fallow.treaty.facts import Fact, FactKind, Facts, load_facts, parse_fact, parse_facts
from fallow.treaty.facts_file import read_facts
from fallow.treaty.instrument import INSTRUMENTS, Instrument, parse_instrument
from fallow.treaty.mark import Mark
from fallow.treaty.membership import Census, Status, census, status
from fallow.treaty.obligation import Clause, DutyState, Obligation, load_clauses
from fallow.treaty.parties import Parties, load_parties
from fallow.treaty.states import State, load_states, parse_state

__all__ = [
    "INSTRUMENTS",
    "Act",
    "ActKind",
    "Census",
    "Clause",
    "DutyState",
    "Event",
    "Fact",
    "FactKind",
    "Facts",
    "Instrument",
    "Mark",
    "Obligation",
    "Parties",
    "State",
    "Status",
    "census",
    "history",
    "load_clauses",
    "load_facts",
    "load_parties",
    "load_states",
    "obligations",
    "parse_act",
    "parse_fact",
    "parse_facts",
    "parse_instrument",
    "parse_state",
    "read_facts",
    "status",
]
