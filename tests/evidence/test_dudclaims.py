"""Dud-rate claims: whose word it is, and that no figure moves anything before an analyst has said so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, Claim, ClaimKind, Modality, Polarity
from fallow.evidence.dudclaims import class_of, dud_claims, dud_claims_supposing, dud_decision
from fallow.register import Draft, Register

NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)


def claim(basis: Basis = Basis.OWN_ACT, authority: str | None = "state:us", **given: object) -> Claim:
    fields = {"owner": "United States", "op": "<", "value": 0.03, "high": None, "published": "2031-05-14"}
    whole = {"origin": "o1", "munition": "M864", "fields": fields, **given}
    return Claim("c1", ClaimKind.DUD_RATE, Polarity.AFFIRM, Modality.ASSERTED, basis, "e", "d", NOW, authority, **whole)  # type: ignore[arg-type]


@pytest.fixture
def register(tmp_path: Path):
    with Register.create(tmp_path / "r.fallow") as opened:
        yield opened


@pytest.mark.parametrize(
    ("basis", "authority", "owner", "expected"),
    [
        (Basis.OWN_ACT, "state:us", "United States", "official_claim"),
        (Basis.ASSERTS_OTHER, "state:us", "Pentagon", "official_claim"),
        (Basis.ASSERTS_OTHER, "state:us", "Russian", "adversary_claim"),
        (Basis.ASSERTS_OTHER, "state:orvenn", "Orvenna", "official_claim"),
        (Basis.OBSERVED, "state:us", "Russian", "adversary_claim"),
        (Basis.OBSERVED, "ngo:halo", "Russian", "field"),
        (Basis.OBSERVED, "media:bbc", "Russian", "estimate"),
        (Basis.ASSERTS_OTHER, "ngo:halo", None, "estimate"),
        (Basis.HEARSAY, None, "Russian", "hearsay"),
        (Basis.OBSERVED, None, "Russian", "hearsay"),
    ],
)
def test_the_class_is_whose_word_it_is(basis: Basis, authority: str | None, owner: str | None, expected: str) -> None:
    one = claim(basis, authority)
    assert class_of(Claim(**{**{k: getattr(one, k) for k in one.__slots__}, "fields": {"owner": owner}}))[0] == expected


@pytest.mark.parametrize(
    ("op", "value", "high", "ends", "says"),
    [
        ("<", 0.03, None, (None, 0.03), "< 3 %"),
        (">=", 0.14, None, (0.14, None), ">= 14 %"),
        ("~", 0.2, None, (0.2, 0.2), "~ 20 %"),
        ("=", 0.06, None, (0.06, 0.06), "6 %"),
        ("range", 0.3, 0.4, (0.3, 0.4), "30 to 40 %"),
        ("<", None, None, (None, None), "no figure"),
    ],
)
def test_a_bound_stays_a_bound(
    register: Register, op: str, value: object, high: object, ends: tuple, says: str
) -> None:
    (one,) = dud_claims(register, [claim(fields={"owner": None, "op": op, "value": value, "high": high})])
    assert ((one.low, one.high), one.says) == (ends, says)


def test_a_figure_moves_nothing_before_an_analyst_says_so(register: Register) -> None:
    (before,) = dud_claims(register, [claim()])
    assert before.confirmed_by is None
    confirmed = dud_decision(
        "c1",
        verdict="confirmed",
        reason="12 duds of 240 counted",
        munition="m864",
        failed=12,
        of=240,
        source_class="field",
    )
    (entry,) = register.append([confirmed], now=NOW)
    (after,) = dud_claims(register, [claim()])
    assert (after.confirmed_by, after.munition, after.source_class, after.says) == (
        entry.id,
        "m864",
        "field",
        "12 of 240",
    )
    (then,) = dud_claims(register, [claim()], as_known=NOW - timedelta(days=1))
    assert then == before
    register.append([dud_decision("c1", verdict="left_out", reason="another lot")], now=NOW + timedelta(hours=1))
    (out,) = dud_claims(register, [claim()])
    assert out.confirmed_by is None
    assert "another lot" in str(out.unusable)


@pytest.mark.parametrize(
    ("changed", "word"), [({"polarity": Polarity.DENY}, "denies"), ({"modality": Modality.POSSIBLE}, "possible")]
)
def test_a_denial_or_a_maybe_is_shown_and_unusable(register: Register, changed: dict, word: str) -> None:
    base = claim()
    one = Claim(**{**{k: getattr(base, k) for k in base.__slots__}, **changed})
    (found,) = dud_claims(register, [one])
    assert word in str(found.unusable)


def test_an_owners_own_count_is_no_field_count(register: Register) -> None:
    body = dud_decision("c1", verdict="confirmed", reason="he counted", munition="m864", failed=2, of=900)
    register.append([body], now=NOW)
    (one,) = dud_claims(register, [claim()])
    assert one.source_class == "official_claim"
    assert "class field only" in str(one.unusable)


def test_a_supposed_decision_reads_as_a_written_one_and_writes_nothing(register: Register) -> None:
    draft = dud_decision("c1", verdict="confirmed", reason="read it", munition="m26")
    (supposed,) = dud_claims_supposing(register, [claim()], draft)
    assert register.count() == 0
    (entry,) = register.append([draft], now=NOW)
    (written,) = dud_claims(register, [claim()])
    assert written.confirmed_by == entry.id
    assert replace(supposed, confirmed_by=entry.id, decision=entry.id) == written


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "yes"},
        {"reason": " "},
        {"failed": 3},
        {"failed": 4, "of": 3},
        {"failed": 0, "of": 0},
        {"failed": True, "of": True},
        {"source_class": "rumour"},
    ],
)
def test_a_decision_that_means_nothing_is_refused(register: Register, wrong: dict) -> None:
    with pytest.raises(InputError) as caught:
        dud_decision("c1", **{"verdict": "confirmed", "reason": "why", **wrong})
    assert caught.value.kind == "bad-decision"
    body = {"about": "dud_rate", "claim": "c1", "verdict": "confirmed", "reason": "why", **wrong}
    if wrong != {"reason": " "}:
        register.append([Draft("decision", body)], now=NOW)
        with pytest.raises(InputError):
            dud_claims(register, [])
