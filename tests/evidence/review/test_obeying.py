"""What people decided is obeyed by every view, shows who said it, and can be taken back; disagreement decides nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from review_pages import NOW

from fallow.evidence.claim import Claim, ClaimKind, Polarity
from fallow.evidence.docclaims import CONFIRMED_LABEL, document_claims, related_documents
from fallow.register import Draft, Key, Register
from fallow.strikes import hypotheses, load_catalogue
from fallow.strikes.strike import Standing


def uses(register: Register, place: str | None = None) -> list[Claim]:
    found = [one for one in document_claims(register) if one.kind is ClaimKind.USE]
    return [one for one in found if place is None or (one.place and abs(one.place.position.lat - LATS[place]) < 0.01)]


LATS = {"Orlow": -36.10, "Pell": -36.20}


def strikes(register: Register) -> list[Any]:
    return hypotheses(document_claims(register), load_catalogue())


def only(asked: Any, register: Register, kind: str, word: str) -> Any:
    (found,) = [one for one in asked(register, kind) if word in one.asks]
    return found


def test_a_refused_claim_makes_no_candidate_and_no_strike_and_is_still_listed(
    register: Register, asked: Any, answer: Any
) -> None:
    question = only(asked, register, "place-and-date", "Orlow")
    assert any(question.claims[0] in one.members for one in strikes(register))
    answer(register, question, "refused", "the photograph is of another orchard")
    related, _ = related_documents(register)
    assert all(question.claims[0] not in one["claims"] for one in related.reading.strike_candidates)
    assert all(question.claims[0] not in one["claims"] for one in related.reading.propositions)
    assert not any(question.claims[0] in one.members for one in strikes(register))
    (refused,) = [one for one in document_claims(register) if one.id == question.claims[0]]
    assert "refused-by-analyst" in refused.flags
    assert refused.fields["decided"][0]["reason"] == "the photograph is of another orchard"


def test_a_corrected_place_counts_as_corrected_and_says_who_said_so(
    register: Register, asked: Any, answer: Any
) -> None:
    question = only(asked, register, "place-and-date", "Orlow")
    (entry,) = answer(
        register, question, "corrected", "their map", place="Orlow Mill, Tarsa, -36.5, -21.5, 300", when="2021-05-11"
    )
    (claim,) = [one for one in document_claims(register) if one.id == question.claims[0]]
    assert claim.place is not None
    assert claim.when is not None
    assert (claim.place.position.lat, claim.when.start.isoformat()) == (-36.5, "2021-05-11")
    assert claim.fields["decided"][0]["entry"] == entry.id
    assert claim.fields["decided"][0]["by"] == entry.author
    (strike,) = [one for one in strikes(register) if claim.id in one.members]
    assert strike.place is not None
    assert strike.place.position.lat == pytest.approx(-36.5)


def test_a_use_read_where_a_denial_stands_can_be_turned_round(register: Register, asked: Any, answer: Any) -> None:
    question = only(asked, register, "polarity", "Otto Reim")
    answer(register, question, "corrected", "he says that they did", polarity="affirm")
    (claim,) = [one for one in document_claims(register) if one.id == question.claims[0]]
    assert claim.polarity is Polarity.AFFIRM
    assert "corrected-by-analyst" in claim.flags


@pytest.fixture
def two_families(tmp_path: Any, keep: Any) -> Any:
    """A ministry and an envoy of another state assert one use; nobody saw it."""
    envoy = "Envoy speaks of Pell\n\nPublished 16 May 2021\n\n“Velland's rockets dropped cluster munitions on Pell on 13 May,” the Morland foreign ministry said.\n\n© Evening Post\n"
    with Register.create(tmp_path / "two.fallow", key=Key.new()) as opened:
        keep(opened, "ministry", envoy=envoy)
        yield opened


def test_a_candidate_of_two_families_waits_and_becomes_a_strike_when_confirmed(
    two_families: Register, asked: Any, answer: Any
) -> None:
    (question,) = asked(two_families, "candidate")
    assert [one.standing for one in strikes(two_families)] == [Standing.CANDIDATE]
    (entry,) = answer(two_families, question, "confirmed", "two independent ministries, satellite fire the same day")
    assert [one.standing for one in strikes(two_families)] == [Standing.STANDS]
    assert any(CONFIRMED_LABEL in one.labels for one in uses(two_families))
    two_families.append([Draft("withdrawal", {"of": entry.id, "reason": "wrong day"})], now=NOW + timedelta(days=1))
    assert [one.standing for one in strikes(two_families)] == [Standing.CANDIDATE]


def test_a_refused_candidate_is_said_and_is_no_strike(two_families: Register, asked: Any, answer: Any) -> None:
    (question,) = asked(two_families, "candidate")
    answer(two_families, question, "refused", "both repeat one rumour")
    assert strikes(two_families) == []
    assert len([one for one in uses(two_families) if one.place is not None]) == 2
    related, _ = related_documents(two_families)
    assert any(one["key"].startswith("use|place=") for one in related.reading.propositions)


def test_two_analysts_who_disagree_stand_side_by_side_and_decide_nothing(
    two_families: Register, tmp_path: Any, asked: Any, answer: Any
) -> None:
    (question,) = asked(two_families, "candidate")
    answer(two_families, question, "confirmed", "two ministries")
    with Register.open(tmp_path / "two.fallow", key=Key.new()) as second:
        (again,) = asked(second, "candidate")
        assert (again.id, again.state) == (question.id, "answered")
        answer(second, again, "refused", "one rumour")
        (contested,) = asked(second, "candidate")
        assert contested.state == "contested"
        assert {one.verdict for one in contested.said} == {"confirmed", "refused"}
        assert [one.standing for one in strikes(second)] == [Standing.CANDIDATE]


def test_a_refusal_can_still_be_contested_by_a_second_analyst(
    register: Register, other: Register, asked: Any, answer: Any
) -> None:
    question = only(asked, register, "place-and-date", "Orlow")
    answer(register, question, "refused", "another orchard")
    (gone,) = [one for one in asked(other, "place-and-date") if one.id == question.id]
    assert gone.state == "answered"
    answer(other, gone, "confirmed", "the same fence stands in both")
    (contested,) = [one for one in asked(other, "place-and-date") if one.id == question.id]
    assert contested.state == "contested"
    assert any(question.claims[0] in one.members for one in strikes(other))


def test_the_view_of_a_day_before_the_answer_does_not_know_it(register: Register, asked: Any, answer: Any) -> None:
    question = only(asked, register, "place-and-date", "Orlow")
    answer(register, question, "refused")
    then = {one.id: one for one in document_claims(register, as_known=NOW)}
    assert "refused-by-analyst" not in then[question.claims[0]].flags


COPY = """Ministry on the rockets

Published 15 May 2021

“Velland's rockets have dropped cluster bombs upon the village of Pell,” Ana Ortik told the Courier of Pell. “Three persons lost their lives and eight suffered wounds.”

© The Courier
"""


def link_question(asked: Any, register: Register) -> Any:
    return next(one for one in asked(register) if one.kind in {"same-utterance", "same-origin", "identity"})


def origins(register: Register, a: str, b: str) -> int:
    related, _ = related_documents(register)
    statements = {one.id: one.statement for document in related.documents for one in document.reading.claims}
    found = {related.origins.low[claim] for claim, statement in statements.items() if statement in {a, b}}
    return len(found)


def test_a_refused_link_makes_two_origins_and_a_confirmed_one_makes_one(
    tmp_path: Any, keep: Any, asked: Any, answer: Any
) -> None:
    one = "Tarsa speaks\n\nPublished 14 May 2021\n\n“Velland dropped cluster munitions on our village of Pell before the sun was up,” said Ana Ortik, a spokeswoman for the Tarsa defence ministry.\n\n© Messenger\n"
    two = "Tarsa accuses\n\nPublished 16 May 2021\n\n“Velland let its cluster munitions fall on Pell in the dark hours when nobody could see it,” said Ana Ortik, a spokeswoman for the Tarsa defence ministry.\n\n© Courier\n"
    with Register.create(tmp_path / "links.fallow", key=Key.new()) as register:
        keep(register, one=one, two=two)
        doubtful = [question for question in asked(register) if question.kind == "same-utterance"]
        assert len(doubtful) == 1, "the two sentences are meant to be doubtfully alike"
        question = doubtful[0]
        a, b = question.about["a"], question.about["b"]
        assert question.effect.independent >= 1
        assert origins(register, a, b) == 1
        answer(register, question, "refused", "two briefings, two days apart")
        assert origins(register, a, b) == 2
        (still,) = [one for one in asked(register) if one.id == question.id]
        assert still.state == "answered"
        answer(register, still, "confirmed", "the ministry dates both to the 14th")
        assert origins(register, a, b) == 1
        related, _ = related_documents(register)
        counts = [one["origins"] for one in related.reading.propositions if one["key"].startswith("use")]
        assert counts == [1]


def test_whom_an_analyst_names_as_the_body_behind_a_person_speaks_for_it_everywhere(
    register: Register, asked: Any, answer: Any
) -> None:
    question = only(asked, register, "private-person", "Ruben Hasel")
    (entry,) = answer(register, question, "speaks_for", "accredited since March", authority="state:morland")
    claims = [one for one in document_claims(register) if one.authority == "state:morland"]
    assert claims
    assert "Hasel" not in str(entry.body), "a decision about a person does not spread his name"


def test_an_office_counts_only_on_its_days(register: Register, asked: Any, answer: Any) -> None:
    question = only(asked, register, "private-person", "Ruben Hasel")
    answer(register, question, "speaks_for", "left in April", authority="state:morland", end="2021-04-30")
    assert not [one for one in document_claims(register) if one.authority == "state:morland"]
