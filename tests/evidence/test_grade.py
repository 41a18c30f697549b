"""Grades: two axes that never become one, given and proposed apart, the unknown never the worst."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, Claim, ClaimKind, Modality, Polarity
from fallow.evidence.grade import (
    Credibility,
    Grade,
    Reliability,
    given_grades,
    grade_decision,
    graded_claims,
    parse_grade,
    proposed,
)
from fallow.evidence.reading.capture import capture_documents
from fallow.register import Draft, Key, Register

NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)
PAGE = """\
Shells hit Halvik

Published 14 May 2031

Cluster munitions struck the town of Halvik on 12 May 2031, the governor of Norrin, Ana Brell, said in a statement.
"""


def claim(basis: Basis = Basis.ASSERTS_OTHER, authority: str | None = "state:x", **given: object) -> Claim:
    return Claim(
        "c1",
        ClaimKind.USE,
        Polarity.AFFIRM,
        Modality.ASSERTED,
        basis,
        "e",
        "d",
        NOW,
        authority,
        **given,  # type: ignore[arg-type]
    )


def proposition(observing: object, asserting: object, against: int = 0, *, claims: tuple[str, ...] = ("c1",)) -> dict:
    return {
        "key": "use|place=Halvik, Norrin|when=2031-05-12/2031-05-12",
        "claims": list(claims),
        "observing_families": observing,
        "asserting_families": asserting,
        "against": {"claims": ["d1"], "observing_families": against, "asserting_families": 0},
    }


def test_every_grade_is_written_and_read_back_and_has_no_order() -> None:
    for letter, figure in itertools.product("ABCDEF", "123456"):
        assert str(parse_grade(f" {letter.lower()}{figure} ")) == letter + figure
    worse, better = parse_grade("B2"), parse_grade("A1")
    for compared in (lambda: worse < better, lambda: worse * better, lambda: float(worse)):  # type: ignore[operator,arg-type]
        with pytest.raises(TypeError):
            compared()


@pytest.mark.parametrize("words", ["", "B", "2", "B7", "G1", "2B", "B22", None, 12])
def test_half_a_grade_is_refused(words: object) -> None:
    with pytest.raises(InputError) as caught:
        parse_grade(words)
    assert caught.value.kind == "bad-grade"


def test_nobody_behind_it_cannot_be_judged_and_is_not_called_unreliable() -> None:
    for basis, authority in ((Basis.HEARSAY, None), (Basis.HEARSAY, "state:x"), (Basis.ASSERTS_OTHER, None)):
        assert proposed(claim(basis, authority), None).grade == Grade(Reliability.F, Credibility.SIX)


@pytest.mark.parametrize(
    ("basis", "authority", "letter"),
    [
        (Basis.OBSERVED, "ngo:deminers", "B"),
        (Basis.OWN_ACT, "state:x", "B"),
        (Basis.OBSERVED, "state:x", "C"),
        (Basis.ASSERTS_OTHER, "media:paper", "C"),
        (Basis.ASSERTS_OTHER, "state:x", "D"),
        (Basis.ASSERTS_OTHER, "person:witness", "F"),
    ],
)
def test_the_source_is_proposed_by_its_class(basis: Basis, authority: str, letter: str) -> None:
    assert proposed(claim(basis, authority), None).grade.reliability.name == letter


@pytest.mark.parametrize(
    ("basis", "counts", "figure"),
    [
        (Basis.ASSERTS_OTHER, (2, 1), "1"),
        (Basis.ASSERTS_OTHER, (1, 1), "2"),
        (Basis.OBSERVED, (1, 0), "6"),
        (Basis.OBSERVED, (2, 0), "2"),
        (Basis.ASSERTS_OTHER, (0, 3), "3"),
        (Basis.ASSERTS_OTHER, (0, 1), "6"),
        (Basis.ASSERTS_OTHER, (0, 1, 1), "4"),
        (Basis.ASSERTS_OTHER, (1, 1, 1), "3"),
        (Basis.ASSERTS_OTHER, ({"low": 0, "high": 4}, 1), "6"),
    ],
)
def test_a_source_never_bears_itself_out(basis: Basis, counts: tuple, figure: str) -> None:
    assert proposed(claim(basis), proposition(*counts)).grade.credibility.figure == figure


def test_a_denial_is_held_against_those_who_affirm() -> None:
    denial = claim(Basis.ASSERTS_OTHER)
    sides = proposition(2, 0, claims=("other",))
    sides["against"] |= {"claims": ["c1"], "asserting_families": 1}
    assert proposed(denial, sides).grade.credibility is Credibility.FOUR


@pytest.mark.parametrize("key", ["harm_risk|-", "use|actor=state:x", "transfer|?|state:x", "casualties|?|?"])
def test_agreement_on_something_vague_bears_nothing_out(key: str) -> None:
    assert proposed(claim(), {**proposition(3, 3), "key": key}).grade.credibility is Credibility.SIX


def test_given_and_proposed_stand_side_by_side_and_the_newest_of_each_person_counts(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    ann, ben = Key.from_seed(b"a" * 32), Key.from_seed(b"b" * 32)
    with Register.create(tmp_path / "r.fallow", key=ann) as register:
        capture_documents(register, [page], NOW)
        (first, *_) = graded_claims(register)
        assert first.given == ()
        for hours, grade in ((1, "C3"), (2, "B2")):
            register.append(
                [grade_decision(first.claim.id, grade, reason="called them")], now=NOW + timedelta(hours=hours)
            )
    with Register.open(tmp_path / "r.fallow", key=ben) as register:
        draft = grade_decision(first.claim.id, "e5", reason="was there")
        (entry,) = register.append([draft], now=NOW + timedelta(hours=3))
        (again, *_) = graded_claims(register)
        assert [str(one.grade) for one in again.given] == ["B2", "E5"]
        assert again.proposed == first.proposed
        assert [one["grade"] for one in again.to_json()["given"]] == ["B2", "E5"]
        then = graded_claims(register, as_known=NOW + timedelta(minutes=90))
        assert [str(one.grade) for one in then[0].given] == ["C3"]
        register.append([Draft("withdrawal", {"of": entry.id, "reason": "wrong town"})], now=NOW + timedelta(hours=4))
        assert [str(one.grade) for one in given_grades(register)[first.claim.id]] == ["B2"]


def test_a_grade_needs_a_reason() -> None:
    with pytest.raises(InputError) as caught:
        grade_decision("c1", "B2", reason="  ")
    assert caught.value.kind == "no-reason"
