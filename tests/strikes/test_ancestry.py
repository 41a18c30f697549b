"""Lineage: what stands behind a strike is shown as it is in the register, and what is not there is said to be missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fallow.core.errors import NotThereError
from fallow.evidence.claim import Claim, Polarity
from fallow.register import Draft, Register
from fallow.strikes import hypotheses, lineage, load_catalogue

Make = Callable[..., Claim]
CATALOGUE = load_catalogue()
NOW = datetime(2024, 5, 1, tzinfo=UTC)
TEXT = "Ein Überblick.\nOur team found remnants in Nordhaven on 1 March.\n"


def test_a_documents_words_are_those_at_its_offsets(claim: Make, tmp_path: Path) -> None:
    start, end = TEXT.index("Our team"), TEXT.index(".\n", 20)
    with Register.create(tmp_path / "r.fallow") as register, register.transaction(NOW) as tx:
        sha256 = tx.put_blob(TEXT.encode())
        document = tx.append(
            Draft("document", {"sha256": sha256, "name": "visit.txt", "published": {"date": "2022-03-04"}})
        )
        reading = tx.append(
            Draft("reading", {"document": document.id, "reader": {"name": "r", "version": "1"}, "result": {}})
        )
    with Register.open(tmp_path / "r.fallow") as register:
        said = replace(claim("a", source=sha256, words={"start": start, "end": end}), entry_id=reading.id)
        denial = claim("d", polarity=Polarity.DENY, source="ministry")
        (strike,) = hypotheses([said, denial], CATALOGUE)
        steps = lineage(register, strike, {"a": said, "d": denial})
    assert [step["role"] for step in steps] == ["for", "against"]
    assert steps[0]["document"]["words"] == "Our team found remnants in Nordhaven on 1 March"
    assert steps[0]["document"]["name"] == "visit.txt"
    # An entry that is not in this register is said to be missing; nothing is made up.
    assert steps[1]["entry"] == {"id": "entry-d", "missing": True}
    assert "row" not in steps[1]


def test_a_rows_history_names_what_changed_and_who_contests_it(claim: Make, tmp_path: Path) -> None:
    with Register.create(tmp_path / "r.fallow") as register, register.transaction(NOW) as tx:
        listing = tx.append(
            Draft("listing", {"source": "list a", "file": {"name": "a.csv"}, "mapping": {"id": "id"}}, date(2024, 1, 1))
        )
        body = {"listing": listing.id, "key": "A1", "corrects": None}
        first = tx.append(Draft("row", {**body, "change": "listed", "row": {"id": "A1", "date": "1", "place": "x"}}))
        second = tx.append(
            Draft(
                "row",
                {**body, "change": "corrected", "corrects": first.id, "row": {"id": "A1", "date": "2", "place": "x"}},
            )
        )
        tx.append(Draft("dispute", {"of": second.id, "reason": "the mayor says otherwise"}))
    with Register.open(tmp_path / "r.fallow") as register:
        made = replace(claim("a"), entry_id=second.id)
        (strike,) = hypotheses([made], CATALOGUE)
        (step,) = lineage(register, strike, {"a": made})
    assert step["row"]["file"] == {"name": "a.csv"}
    assert step["row"]["key"] == "A1"
    assert [(event["what"], event["reason"]) for event in step["history"]] == [
        ("dispute", "the mayor says otherwise"),
        ("corrects", "changed: date"),
    ]


def test_claims_of_another_view_are_refused(claim: Make, tmp_path: Path) -> None:
    (strike,) = hypotheses([claim("a")], CATALOGUE)
    with Register.create(tmp_path / "r.fallow") as register, pytest.raises(NotThereError, match="no claim a"):
        lineage(register, strike, {})


def test_private_words_do_not_enter_the_lineage(claim: Make, tmp_path: Path) -> None:
    made = claim("a", private={"description": "a named child"})
    (strike,) = hypotheses([made], CATALOGUE)
    with Register.create(tmp_path / "r.fallow") as register:
        assert "child" not in str(lineage(register, strike, {"a": made}))
