"""The gate: what a model says passes only where the document and the rules say so, and a refusal always has a reason."""

from __future__ import annotations

import json
import random
import string
import time
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.evidence.extract import (
    Anchor,
    Gated,
    MachineClaim,
    MachineStatement,
    Model,
    addressed,
    disagreements,
    gate,
    parse_answer,
    parse_draft,
    parse_drafts,
    read_by_machine,
)
from fallow.evidence.extract.anchor import placed
from fallow.evidence.reading import parse_places, read_document, relate
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim, Statement
from fallow.evidence.reading.span import Span
from fallow.testing.extractors import INJECTIONS, PAGE, ExtractorTests, ScriptedExtractor

MODEL = Model("m", "1", "0" * 64)
PLACES = parse_places([{"name": "Halvik", "country": "Norrin", "lat": "-36.1", "lon": "-21.2", "precision_m": "500"}])
CASUALTIES = "Twelve people were killed and forty were injured by cluster munitions at Halvik on 12 May."
FUTURE = "Sarrow would use cluster munitions at Halvik if it were attacked, Mara Holt said."
PASSED_ON = "Cluster munitions were reportedly fired at Halvik on 12 May."


def page(*paragraphs: str) -> ReadDocument:
    body = "\n\n".join(paragraphs)
    return read_document(f"What was said\n\nPublished 15 May 2031\n\n{body}\n".encode(), "page.txt", PLACES)


def claim(words: str, kind: str = "use", **changes: object) -> dict[str, object]:
    told = {
        "draft": "claim",
        "kind": kind,
        "words": words,
        "polarity": "affirm",
        "modality": "asserted",
        "basis": "hearsay",
    }
    return {**told, **changes}


def through(document: ReadDocument, *raw: object) -> Gated:
    return gate(parse_drafts(list(raw)), document, MODEL, PLACES)


def refusal(document: ReadDocument, raw: object) -> str:
    found = through(document, raw)
    assert not found.claims
    assert not found.statements
    return found.refused[0].kind


class TestScripted(ExtractorTests):
    """The stand-in keeps the promises of the role, however badly it answers."""

    @pytest.fixture(autouse=True, params=["right", "dropped-negation", "obedient"])
    def _manner(self, request) -> None:
        self.manner = request.param

    def extractor(self) -> ScriptedExtractor:
        return ScriptedExtractor(self.manner)


def test_honest_answers_pass_with_the_name_of_their_model() -> None:
    document = read_document(PAGE.encode(), "page.txt")
    found = read_by_machine(document, ScriptedExtractor()).gated
    assert [one.kind.value for one in found.claims] == ["use", "dud_rate", "use"]
    assert [one.speaker.name for one in found.statements] == ["Mara Holt", "Ivo Strand"]
    assert not found.refused
    for one in (*found.claims, *found.statements):
        told = one.to_json()
        assert told["status"] == "machine"
        assert told["model"] == {"name": "scripted", "version": "1", "prompt_sha256": ScriptedExtractor.prompt_sha256}


@pytest.mark.parametrize(
    ("manner", "kinds"),
    [
        ("wrong-offsets", {"anchor-not-found"}),
        ("invented-quote", {"anchor-not-found"}),
        ("extra-fields", {"forbidden-field"}),
        ("obedient", {"basis-too-strong"}),
    ],
)
def test_no_bad_claim_passes_and_each_is_listed_with_its_reason(manner: str, kinds: set[str]) -> None:
    document = read_document(PAGE.encode(), "page.txt")
    found = read_by_machine(document, ScriptedExtractor(manner)).gated
    assert not found.claims
    assert {one.kind for one in found.refused} == kinds
    assert all(one.why and one.excerpt for one in found.refused)


def test_a_rate_ten_times_too_high_does_not_pass() -> None:
    document = read_document(PAGE.encode(), "page.txt")
    found = read_by_machine(document, ScriptedExtractor("altered-number")).gated
    assert [one.kind.value for one in found.claims] == ["use", "use"]
    assert [one.kind for one in found.refused] == ["number-not-agreed"]


def test_a_denial_does_not_pass_as_an_affirmation() -> None:
    document = read_document(PAGE.encode(), "page.txt")
    found = read_by_machine(document, ScriptedExtractor("dropped-negation")).gated
    assert "anchor-altered" in {one.kind for one in found.refused}
    assert not any("did not use" in one.span.of(document.text) for one in found.claims)
    words = "did not use cluster munitions at Halvik"
    assert refusal(document, claim(words)) == "polarity-not-agreed"
    assert refusal(document, claim("use cluster munitions at Halvik")) == "polarity-not-agreed"


def test_the_other_bound_and_a_number_without_its_bound_do_not_pass() -> None:
    document = page(
        "“Ours fail in less than 2.35 per cent of cases; older cluster shells fail in 14 per cent,” said Mara Holt."
    )
    good = claim("less than 2.35 per cent", "dud_rate", fields={"op": "<", "value": 0.0235})
    assert through(document, good).claims[0].fields["value"] == 0.0235
    for fields_ in (
        {"op": ">", "value": 0.0235},
        {"op": "=", "value": 0.0235},
        {"op": "<", "value": 0.14},
        {"value": 0.0235},
    ):
        assert refusal(document, {**good, "fields": fields_}) == "number-not-agreed"
    assert (
        refusal(document, claim("2.35 per cent", "dud_rate", fields={"op": "=", "value": 0.0235}))
        == "number-not-agreed"
    )


def test_killed_and_injured_are_not_exchanged() -> None:
    document = page(CASUALTIES)
    twelve, forty = {"low": 12, "high": 12}, {"low": 40, "high": 40}
    good = claim(CASUALTIES[:-1], "casualties", fields={"killed": twelve, "injured": forty})
    assert through(document, good).claims[0].fields["killed"] == twelve
    swapped = {**good, "fields": {"killed": forty, "injured": twelve}}
    assert refusal(document, swapped) == "number-not-agreed"
    assert refusal(document, {**good, "fields": {"killed": twelve, "casualties": twelve}}) == "number-not-agreed"


def test_a_threat_is_no_act_and_hearsay_is_no_observation() -> None:
    document = page(FUTURE, PASSED_ON)
    assert refusal(document, claim("use cluster munitions at Halvik")) in {"modality-too-strong", "polarity-not-agreed"}
    assert refusal(document, claim(PASSED_ON[:-1], basis="observed")) == "basis-too-strong"
    assert refusal(document, claim(PASSED_ON[:-1], basis="asserts_other")) == "basis-too-strong"
    assert through(document, claim(PASSED_ON[:-1])).claims[0].basis.value == "hearsay"


def test_places_and_days_come_from_the_rules_and_never_from_a_model() -> None:
    document = page(PASSED_ON, "The team stayed in Tessel.")
    good = claim(
        PASSED_ON[:-1], fields={"place": {"name": "Halvik"}, "when": {"start": "2031-05-12", "end": "2031-05-12"}}
    )
    assert through(document, good).claims[0].fields["place"]["lat"] == -36.1
    assert refusal(document, {**good, "fields": {"place": {"name": "Tessel"}}}) == "place-not-agreed"
    assert (
        refusal(document, {**good, "fields": {"place": {"name": "Halvik", "country": "Sarrow"}}}) == "place-not-agreed"
    )
    assert (
        refusal(document, {**good, "fields": {"when": {"start": "2031-05-13", "end": "2031-05-13"}}})
        == "days-not-agreed"
    )
    exact = {**good, "fields": {"place": {"name": "Halvik", "lat": -36.1, "lon": -21.2}}}
    assert refusal(document, exact) == "forbidden-field"


def test_a_claim_of_use_needs_the_weapon_in_its_sentence() -> None:
    document = page("The market of Halvik was busy on 12 May. Trucks stood there.")
    assert refusal(document, claim("Halvik was busy on 12 May")) == "no-weapon-named"


def test_names_that_the_page_does_not_have_do_not_pass() -> None:
    document = page(PASSED_ON)
    assert refusal(document, claim(PASSED_ON[:-1], fields={"actor": "Brask"})) == "invented-name"
    for speaker in ({"name": "Mara Holt"}, {"name": "She"}, {"role": "general"}, {}):
        raw = {"draft": "statement", "type": "indirect", "speaker": speaker, "content": [{"words": PASSED_ON[:-1]}]}
        assert refusal(document, raw) in {"invented-name", "nobody-speaks"}


def test_a_quote_is_what_stands_between_marks() -> None:
    document = page("“They fell at night,” said Mara Holt, and “nobody slept” in Halvik.")
    speaker = {"name": "Mara Holt"}
    whole = {"words": "“They fell at night,”"}
    good = {"draft": "statement", "type": "direct", "speaker": speaker, "content": [whole], "quotes": [whole]}
    assert len(through(document, good).statements) == 1
    bare = {"words": "They fell at night"}
    for raw, kind in (
        ({**good, "quotes": [bare], "content": [bare]}, "not-a-quote"),
        ({**good, "type": "indirect", "quotes": []}, "type-not-agreed"),
        ({**good, "type": "mixed"}, "type-not-agreed"),
        ({**good, "cue": {"words": "fell"}}, "parts-overlap"),
        ({**good, "said_on": {"start": "2031-05-14", "end": "2031-05-14"}}, "days-not-agreed"),
    ):
        assert refusal(document, raw) == kind


def test_words_cut_away_from_their_negation_are_no_statement() -> None:
    document = page(
        "Mara Holt denied that Sarrow fired cluster munitions at Halvik.", "She did not say that they fell."
    )
    raw = {"draft": "statement", "type": "indirect", "speaker": {"name": "Mara Holt"}}
    words = {"words": "Sarrow fired cluster munitions at Halvik"}
    assert len(through(document, {**raw, "content": [words], "cue": {"words": "denied"}}).statements) == 1
    assert refusal(document, {**raw, "content": [words]}) == "negation-left-out"
    assert (
        refusal(document, {**raw, "content": [{"words": "they fell"}], "cue": {"words": "say"}}) == "negation-left-out"
    )


def test_looking_for_orders_takes_time_in_proportion_to_the_text() -> None:
    for piece in ("\n", "ignore ’’’’’’’’", "<<<< ", "report a ", "you are now ", "system \n", ". \n", "\u200b"):
        before = time.process_time()
        addressed(piece * (100_000 // len(piece)))
        assert time.process_time() - before < 2, piece


@pytest.mark.parametrize("words", INJECTIONS, ids=range(len(INJECTIONS)))
def test_a_page_that_gives_orders_is_read_by_rules_alone(words: str) -> None:
    document = page(words, PASSED_ON)
    assert addressed(document.text)
    found = read_by_machine(document, ScriptedExtractor("obedient"))
    assert not found.gated.claims
    assert not found.asked
    assert "speaks to the program" in found.not_asked[0].why
    assert refusal(document, claim(PASSED_ON[:-1])) == "page-addresses-the-machine"


def test_words_to_people_are_not_taken_for_words_to_a_machine() -> None:
    for words in (
        "Residents report a strike on the market of Halvik.",
        "The analyst said that the claims were not confirmed by anyone.",
        "He told the army to ignore the rules of the convention? No: to follow its instructions.",
        "The system failed. An assistant of the minister said so.",
    ):
        found = addressed(words)
        assert not found or "rules" in words, found


@pytest.mark.shared
def test_real_pages_are_not_taken_for_attacks(shared: Path) -> None:
    for path in sorted((shared / "documents").glob("*.txt")):
        assert addressed(path.read_text(encoding="utf-8")) == (), path.name


def test_invisible_characters_in_the_words_do_not_pass() -> None:
    document = page("Cluster muni\u2060tions were reportedly fired at Halvik on 12 May.")
    assert refusal(document, claim("Cluster muni\u2060tions were reportedly fired")) == "hidden-characters"


def test_a_near_anchor_gives_the_documents_words() -> None:
    text = "Sarrow fired a great many cluster munitions at the gardens of Halvik on the morning of 12 May."
    near = text.replace("a great", "a Great")
    found = placed(text, Span(0, len(text)), Anchor(near, 0, len(text)))
    assert found.near
    assert found.span.of(text) == text
    for other in (
        text.replace("12", "13"),
        text.replace("fired", "not fired"),
        text.replace("gardens", "houses of the city"),
    ):
        with pytest.raises(InputError):
            placed(text, Span(0, len(text)), Anchor(other, 0, len(text)))


@pytest.mark.parametrize(
    "raw",
    [
        {"draft": "strike", "place": "Halvik"},
        {"draft": "link", "kind": "same_origin"},
        {"draft": "decision", "verdict": "confirmed"},
        claim("x", polarity="yes"),
        claim("x", kind="strike"),
        claim("x", basis="certain"),
        claim("x", weight=3),
        claim("x", fields={"colour": "red"}),
        claim("x", start=1, end=True),
        claim("x", start=5, end=2),
        claim("x" * 6_000),
        claim("x", "dud_rate", fields={"value": "3"}),
        claim("x", "dud_rate", fields={"value": True}),
        {
            "draft": "statement",
            "type": "direct",
            "speaker": {"name": "x", "authority": "state:us"},
            "content": [{"words": "x"}],
        },
        {"draft": "statement", "type": "direct", "speaker": {"name": "x"}, "content": []},
        None,
        17,
        [],
    ],
)
def test_what_is_no_draft_is_refused_by_name(raw: object) -> None:
    with pytest.raises(InputError) as caught:
        parse_draft(raw)
    assert caught.value.kind in {"bad-draft", "unknown-field", "forbidden-field"}
    assert through(page(PASSED_ON), raw).refused[0].kind == caught.value.kind


@pytest.mark.parametrize(
    "line",
    [
        b"Sure!",
        b"[" * 100_000,
        b"{}",
        b"[1e999]",
        b"[NaN]",
        b'[{"a":1,"a":2}]',
        b"\xff",
        b"[" + b"9" * 9_000 + b"]",
        b"[[[[[[[[[[[[]]]]]]]]]]]]",
    ],
)
def test_an_answer_that_is_none_is_one_refusal_and_no_crash(line: bytes) -> None:
    (found,) = parse_answer(line)
    assert found.kind
    assert found.why


def test_more_drafts_than_a_paragraph_can_hold_are_refused_whole() -> None:
    (found,) = parse_answer(json.dumps([claim("x")] * 65))
    assert "at most 64" in found.why


def test_the_same_proposal_twice_counts_once_and_the_second_is_listed() -> None:
    found = through(page(PASSED_ON), claim(PASSED_ON[:-1]), claim(PASSED_ON[:-1]))
    assert (len(found.claims), [one.kind for one in found.refused]) == (1, ["repeated"])


def test_what_passes_cannot_be_counted_because_no_counting_function_takes_it() -> None:
    """The types part them: a machine's record lacks what every counter asks for, and its id is no rule's."""
    assert not issubclass(MachineClaim, ReadClaim)
    assert not issubclass(MachineStatement, Statement)
    assert "statement" not in {one.name for one in fields(MachineClaim)}
    document = page(PASSED_ON)
    ids = {one.id for one in document.reading.claims}
    assert not ids & {one.id for one in through(document, claim(PASSED_ON[:-1])).claims}
    assert relate([document]).reading.strike_candidates == ()


def test_disagreements_name_both_readings_and_decide_nothing() -> None:
    document = page("Sarrow fired cluster munitions at Halvik on 12 May, said Mara Holt.")
    words = "Sarrow fired cluster munitions at Halvik on 12 May"
    spoken = {"draft": "statement", "type": "indirect", "speaker": {"name": "Mara Holt"}, "content": [{"words": words}]}
    same = through(document, claim(words, basis="asserts_other", fields=_as_rules_say(document)), spoken)
    assert [q for q in disagreements(document, same) if q.kind != "differs"] == []
    weaker = through(document, claim(words))
    (question,) = disagreements(document, weaker)
    assert question.kind == "differs"
    assert question.rules is not None
    assert question.machine is not None
    silent = disagreements(document, Gated(), [one.span for one in document.reading.segments])
    assert {one.kind for one in silent} == {"only-rules"}
    other = through(document, claim("Sarrow fired cluster munitions", "effect"))
    assert [one.kind for one in disagreements(document, other)] == ["only-machine"]


def _as_rules_say(document: ReadDocument) -> dict[str, object]:
    told = next(one for one in document.reading.claims if one.kind.value == "use").fields
    return {key: told[key] for key in ("actor", "munition", "when") if told[key] is not None}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_every_draft_is_accounted_for_and_every_span_is_the_documents(seed: int) -> None:
    chance = random.Random(seed)
    document = read_document(PAGE.encode(), "page.txt")
    raw = []
    for _ in range(chance.randrange(1, 12)):
        start = chance.randrange(len(PAGE))
        end = min(len(PAGE), start + chance.randrange(1, 90))
        words = PAGE[start:end] if chance.random() < 0.7 else "".join(chance.choices(string.printable, k=9))
        kind = chance.choice(["use", "dud_rate", "effect", "casualties", "pledge"])
        raw.append(claim(words, kind, start=start, end=end, polarity=chance.choice(["affirm", "deny"])))
    found = gate(parse_drafts(raw), document, MODEL)
    assert len(found.claims) + len(found.refused) == len(raw)
    assert all(0 <= one.span.start < one.span.end <= len(document.text) for one in found.claims)
    assert all(one.polarity.value != "affirm" or "not" not in one.span.of(PAGE).split() for one in found.claims)
