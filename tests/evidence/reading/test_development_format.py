"""The development set itself: gold that fits its text, bytes that stay, halves that share nothing, a scorer that can say no."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

DEVELOPMENT = Path(__file__).resolve().parent.parent / "development"
sys.path.insert(0, str(DEVELOPMENT))
import casting  # noqa: E402
import copying  # noqa: E402
import generate  # noqa: E402
import markup  # noqa: E402
import scoring  # noqa: E402
import scoring_groups  # noqa: E402

sys.path.remove(str(DEVELOPMENT))

KINDS = set(
    "use transfer dud_rate casualties treaty_status pledge prohibition national_restriction request stock harm_risk "
    "munition_desc effect damage stance accusation".split()
)
BOTH = pytest.mark.parametrize("half", [1, 2])


def pages(half: int) -> list[markup.Page]:
    """Every marked page of a half."""
    made = generate.build(half)
    return [*made.singles, *(page for group in (*made.groups, made.pool) for page in group.pages)]


@BOTH
def test_gold_that_does_not_fit_its_text_would_teach_the_wrong_thing(half: int) -> None:
    for page in pages(half):
        text, gold = markup.parse(page)
        assert not markup.TAG.search(text)
        assert "#h " not in text
        for one in gold["quotes"]:
            said = text[one["start"] : one["end"]]
            assert said[0] in '"“‘«„' or said[0] == "'", (page.name, said)
            assert said[-1] in "\"”’»“'" or "\n" not in said, (page.name, said)
        for place in ("quotes", "statements", "turns", "claims"):
            for one in gold[place]:
                assert 0 <= one["start"] < one["end"] <= len(text)
        for one in gold["claims"]:
            assert one["kind"] in KINDS
            assert set(one["polarity"]) <= {"affirm", "deny", "negated"}
            assert set(one["modality"]) <= {"asserted", "possible", "threatened", "conditional"}


@BOTH
def test_the_set_is_as_large_as_the_issue_asks(half: int) -> None:
    made = generate.build(half)
    assert len(made.singles) + sum(len(one.pages) for one in made.groups) >= 30
    assert len(made.baits) == 50
    assert len(made.placed) == 20
    assert len({text for _, text in made.baits}) == 50
    shares = [page.changed for page in made.pool.pages if page.changed is not None]
    assert min(shares) >= 0.10
    assert 0.44 <= max(shares) <= 0.46


def test_a_second_half_that_moved_after_it_was_sealed_measures_nothing() -> None:
    kept = (DEVELOPMENT / "digests.txt").read_text(encoding="utf-8")
    assert kept == generate.digests(2), "run python tests/evidence/development/generate.py --write, and say why"


def test_misses_of_the_held_out_half_would_leak_it() -> None:
    script = DEVELOPMENT.parent.parent.parent / "scripts" / "score_reading.py"
    told = [sys.executable, str(script), "--half", "second", "--misses"]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "held out" in done.stderr


def test_what_both_halves_share_is_not_held_out() -> None:
    for names in (casting.LAST_NAMES, casting.VILLAGES):
        first, second = ({word for one in names[half] for word in re.split(r"[|:]", one)} for half in (1, 2))
        assert not (first & second) - set(casting.COUNTRIES)
    sentences = [
        {
            sentence
            for page in generate.build(half).singles
            for sentence in re.split(r"(?<=[.!?”\"])\s+", markup.parse(page)[0])
            if len(sentence.split()) >= 7
        }
        for half in (1, 2)
    ]
    assert not sentences[0] & sentences[1]


@BOTH
def test_a_placed_page_names_its_place_and_bait_does_not_name_a_use_twice(half: int) -> None:
    made = generate.build(half)
    assert all(expected["place"]["name"] in text for _, text, expected in made.placed)
    names = [one.name for one in casting.villages(half)]
    tempting = sum(any(name.casefold() in text.casefold() for name in names) for _, text in made.baits)
    assert tempting == 50, "every bait page names a village that the reader has in its table"


def test_a_rewriting_keeps_names_and_numbers() -> None:
    for page in pages(2):
        if page.how != "rewritten":
            continue
        text, gold = markup.parse(page)
        assert page.origin is not None
        for one in gold["quotes"]:
            speaker = one["speaker"]
            if speaker["kind"] == "person":
                assert speaker["aliases"][-1].casefold() in text.casefold(), (page.name, speaker)


def perfect(text: str, gold: dict) -> dict:
    """A reading that says exactly what the gold says."""
    statements = []
    for number, one in enumerate([*gold["quotes"], *gold["statements"], *gold["turns"]]):
        quoted = one in gold["quotes"]
        span = {"start": one["start"], "end": one["end"]}
        speaker = {"name": one["speaker"]["name"], "mention": None}
        statements.append(
            {
                "id": f"s{number}",
                "type": "direct" if quoted else "indirect",
                **span,
                "speaker": speaker,
                "quotes": [span] if quoted else [],
                "content": [],
                "said_on": one["said_on"],
            }
        )
    claims = []
    for one in gold["claims"]:
        rate = one.get("rate")
        fields = {"when": one.get("when")}
        if rate:
            fields |= {**rate, "op": rate["op"][0], "source_chain": [(rate["source"] or {}).get("name")]}
        claims.append(
            {
                "kind": one["kind"],
                "start": one["start"],
                "end": one["end"],
                "polarity": one["polarity"][0],
                "modality": one["modality"][0],
                "fields": fields,
            }
        )
    published = {"date": gold["published"]} if gold["published"] else None
    return {"segments": gold["segments"], "statements": statements, "claims": claims, "published": published}


@BOTH
def test_a_scorer_that_marks_a_perfect_reading_down_would_mislead(half: int) -> None:
    sheet = scoring.Sheet()
    for page in pages(half):
        text, gold = markup.parse(page)
        scoring.Reading(page.name, text, gold, perfect(text, gold)).score(sheet)
    assert sheet.misses == []
    for name in ("quotes", "indirect", "claims"):
        assert sheet.f1(name) == 1.0


def test_a_scorer_that_cannot_see_a_wrong_speaker_measures_nothing() -> None:
    page = generate.build(1).singles[0]
    text, gold = markup.parse(page)
    found = perfect(text, gold)
    for one in found["statements"]:
        one["speaker"]["name"] = "Somebody Else"
    found["claims"] = []
    sheet = scoring.Sheet()
    scoring.Reading(page.name, text, gold, found).score(sheet)
    assert sheet.share("speaker") == 0.0
    assert sheet.f1("indirect") == 0.0
    assert sheet.f1("claims") == 0.0
    assert sheet.f1("quotes") == 1.0


def test_a_copy_counted_as_a_second_origin_is_seen_by_the_scorer() -> None:
    group = generate.build(1).groups[0]
    read = {page.name: markup.parse(page) for page in group.pages}
    claims = [
        (name, number, one)
        for name, (_, gold) in read.items()
        for number, one in enumerate(gold["claims"])
        if one["proposition"] == "use"
    ]
    documents = [{"path": name, "sha256": name, "statements": [], "claims": []} for name in read]
    for name, number, one in claims:
        documents[list(read).index(name)]["claims"].append({**one, "id": f"{name}{number}"})
    every = {"claims": [f"{name}{number}" for name, number, _ in claims], "documents": len(claims)}
    for origins, right in ((2, 1.0), (len(claims), 0.0)):
        found = {**every, "origins": origins, "asserting_families": 1, "observing_families": 1}
        reading = {"documents": documents, "links": [], "propositions": [found]}
        sheet = scoring.Sheet()
        golds = {name: gold for name, (_, gold) in read.items()}
        gold = generate.gold_of_group(group)
        scoring_groups.Together("one", golds, gold, reading, {name: name for name in read}).score(sheet)
        assert sheet.share("independence") == right
        assert sheet.share("not_over_counted") == right
        assert sheet.share("copies.r") == 0.0


@BOTH
def test_a_perfect_reading_of_a_group_is_right_in_everything(half: int) -> None:
    """Links and counts written from the gold: the scorer finds nothing to blame, in either half."""
    for group in generate.build(half).groups:
        golds = {page.name: markup.parse(page)[1] for page in group.pages}
        gold = generate.gold_of_group(group)
        documents, links, held, told = [], [], {}, {}
        for page in group.pages:
            text = markup.parse(page)[0]
            found = perfect(text, golds[page.name])
            for number, one in enumerate(found["statements"]):
                one["id"] = f"{page.name}:s{number}"
            units = [one for place in ("quotes", "statements", "turns") for one in golds[page.name][place]]
            for one, unit in zip(found["statements"], units, strict=True):
                held.setdefault(unit["utterance"], []).append(one["id"])
            for number, one in enumerate(found["claims"]):
                one["id"] = f"{page.name}:c{number}"
                told.setdefault(golds[page.name]["claims"][number]["proposition"], []).append(one["id"])
            documents.append({"path": page.name, "sha256": page.name, **found})
        for ids in held.values():
            links += [{"kind": "same_utterance", "a": ids[0], "b": other} for other in ids[1:]]
        links += [{"kind": "derived_from", "a": one["copy"], "b": one["origin"]} for one in gold["derived_from"]]
        propositions = [
            {
                "claims": told[key],
                "documents": numbers["documents"],
                "origins": {"low": numbers.get("origins"), "high": 9},
                "asserting_families": numbers.get("asserting"),
                "observing_families": numbers.get("observing"),
            }
            for key, numbers in gold["propositions"].items()
        ]
        sheet = scoring.Sheet()
        reading = {"documents": documents, "links": links, "propositions": propositions}
        scoring_groups.Together(group.name, golds, gold, reading, {name: name for name in golds}).score(sheet)
        assert sheet.misses == []
        for name in ("copies.r", "same_utterance.r", "same_utterance_all", "independence", "documents"):
            assert sheet.share(name) in (1.0, None), name


@given(st.text(alphabet="ab <>/#\n“”qs", max_size=60))
def test_text_without_tags_keeps_its_offsets(text: str) -> None:
    """Dropping tags and prefixes may never shift a span: the marked word is found at its offsets."""
    marked = f"#h head\n\n{re.sub('[<>#]', '', text)}\n<q A>“mark”</q> end\n"
    page = markup.Page("x", marked, {"A": markup.role("somebody")})
    plain, gold = markup.parse(page)
    (one,) = gold["quotes"]
    assert plain[one["start"] : one["end"]] == "“mark”"
    assert plain.startswith("head\n")


def test_a_list_of_words_that_touches_negation_or_numbers_would_falsify_the_gold() -> None:
    kept = set(
        "not no never neither nor will would could should must cannot can one two three half third per cent".split()
    )
    for half, words in generate.WORDS.items():
        assert not kept & set(words), (half, kept & set(words))
        assert len(words) > 300
    assert copying.word_list("a=b,c_d") == {"a": ("b", "c d")}
