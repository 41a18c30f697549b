"""The last set itself: gold that fits its text, days that exist, a scorer that finds nothing to blame in the gold."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
BESIDE = tuple(HERE.parent / name for name in ("development", "fresh", "unseen"))
sys.path[:0] = [*(str(one) for one in BESIDE), str(HERE)]
import casting  # noqa: E402
import fresh_set  # noqa: E402
import generate  # noqa: E402
import last_set  # noqa: E402
import markup  # noqa: E402
import scoring  # noqa: E402
import unseen_set  # noqa: E402

for one in (*BESIDE, HERE):
    sys.path.remove(str(one))

SET = last_set.build()
PAGES = [*SET.singles, *(page for group in SET.groups for page in group.pages)]
EACH = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
KINDS = set(
    "use transfer dud_rate casualties treaty_status pledge prohibition national_restriction request stock harm_risk "
    "munition_desc effect damage stance accusation".split()
)
POLARITIES, MODALITIES = {"affirm", "deny", "negated"}, {"asserted", "possible", "threatened", "conditional"}


@EACH
def test_gold_that_does_not_fit_its_text_would_teach_the_wrong_thing(page: markup.Page) -> None:
    text, gold = markup.parse(page)
    assert not markup.TAG.search(text)
    assert not re.search(r"^#[hbco] ", text, re.MULTILINE)
    for one in gold["quotes"]:
        said = text[one["start"] : one["end"]]
        assert said[0] in "\"“‘'«", said
        assert said[-1] in "\"”’'»" or text[one["end"] : one["end"] + 2] == "\n\n", said
    for one in gold["claims"]:
        assert one["kind"] in KINDS
        assert set(one["polarity"]) <= POLARITIES, one
        assert set(one["modality"]) <= MODALITIES, one


@EACH
def test_a_day_of_the_week_beside_its_day_is_that_day(page: markup.Page) -> None:
    text, gold = markup.parse(page)
    for one in (*gold["quotes"], *gold["statements"]):
        if not one["said_on"]:
            continue
        day = date.fromisoformat(one["said_on"]["start"])
        told = re.findall("|".join(casting.WEEKDAYS), text[one["start"] : one["end"]])
        assert not told or casting.wd(day) in told, (text[one["start"] : one["end"]], day)
        if gold["published"]:
            assert day <= date.fromisoformat(gold["published"])


@EACH
def test_a_scorer_that_marks_a_perfect_reading_down_would_mislead(page: markup.Page) -> None:
    text, gold = markup.parse(page)
    sheet = scoring.Sheet()
    scoring.Reading(page.name, text, gold, perfect(gold)).score(sheet)
    assert sheet.misses == []


def perfect(gold: dict[str, Any]) -> dict[str, Any]:
    """A reading that says exactly what the gold says."""
    statements = []
    for place in ("quotes", "statements", "turns"):
        for one in gold[place]:
            span = {"start": one["start"], "end": one["end"]}
            statements.append(
                {
                    **span,
                    "type": "direct" if place == "quotes" else "indirect",
                    "speaker": {"name": one["speaker"]["name"]},
                    "quotes": [span] if place == "quotes" else [],
                    "said_on": one["said_on"],
                }
            )
    claims = []
    for one in gold["claims"]:
        fields: dict[str, Any] = {"when": one.get("when")}
        if rate := one.get("rate"):
            fields |= {**rate, "op": rate["op"][0], "source_chain": [(rate["source"] or {}).get("name")]}
        claims.append({**one, "polarity": one["polarity"][0], "modality": one["modality"][0], "fields": fields})
    published = {"date": gold["published"]} if gold["published"] else None
    return {"segments": gold["segments"], "statements": statements, "claims": claims, "published": published}


def test_a_quote_mark_that_is_neither_asked_for_nor_set_aside_was_forgotten() -> None:
    """What stays unmarked is a word or a title that nobody speaks; each is listed here."""
    unspoken = {"check": 2, "quang_tri": 2}
    for page in PAGES:
        text, gold = markup.parse(page)
        known = [(one["start"], one["end"]) for place in ("quotes", "optional", "turns") for one in gold[place]]
        lines = [one for one in gold["segments"] if one["kind"] == "body"]
        loose = [
            mark.start()
            for line in lines
            for mark in re.finditer(r"[\"“”‘]", text[: line["end"]])
            if mark.start() >= line["start"] and not any(start <= mark.start() < end for start, end in known)
        ]
        assert len(loose) == unspoken.get(page.name, 0), (page.name, [text[at - 20 : at + 20] for at in loose])


def surnames(pages: Iterable[markup.Page]) -> set[str]:
    """The surname of everybody who speaks on some pages."""
    return {
        one["speaker"]["aliases"][-1]
        for page in pages
        for place in ("quotes", "statements", "turns")
        for one in markup.parse(page)[1][place]
        if one["speaker"]["kind"] == "person"
    }


def test_what_the_other_sets_share_is_not_unseen() -> None:
    others = (fresh_set.build(), unseen_set.build())
    ours = {row.split(",")[0] for row in SET.places.splitlines()[1:]}
    theirs = {one.name for half in (1, 2) for one in casting.villages(half)}
    known = {name for half in (1, 2) for name in casting.LAST_NAMES[half]}
    for one in others:
        theirs |= {row.split(",")[0] for row in one.places.splitlines()[1:]}
        known |= surnames([*one.singles, *(page for group in one.groups for page in group.pages)])
    assert not ours & theirs
    assert not surnames(PAGES) & known
    assert len(surnames(PAGES)) >= 50


DATED = re.compile(
    r"\b(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? (?:(\d{1,2}) ([A-Z][a-z]+)|([A-Z][a-z]+) (\d{1,2})),? (\d{4})"
)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def test_a_printed_day_of_the_week_that_is_another_day_would_blame_the_reader() -> None:
    texts = [(page.name, markup.parse(page)[0]) for page in PAGES]
    texts += [(one[0], one[1]) for one in (*SET.baits, *SET.placed)]
    seen = 0
    for name, text in texts:
        for found in DATED.finditer(text):
            month, day = (found[3], found[2]) if found[2] else (found[4], found[5])
            when = date(int(found[6]), MONTHS.index(month[:3]) + 1, int(day))
            assert casting.wd(when).startswith(found[1]), (name, found[0])
            seen += 1
    assert seen >= 10


def test_a_statement_that_is_only_its_attribution_says_nothing() -> None:
    for page in PAGES:
        text, gold = markup.parse(page)
        for one in gold["statements"]:
            said = text[one["start"] : one["end"]]
            assert not said.startswith("according to"), (page.name, said)
            assert len(said) >= 20, (page.name, said)


def test_the_set_is_laid_out_as_the_scorer_reads_it() -> None:
    files = last_set.files()
    assert {path.split("/")[0] for path in files} == {"places.csv", "single", "group", "bait", "placed"}
    for name, text, expected in SET.placed:
        assert expected["place"]["name"] in text, name
    for group in SET.groups:
        assert generate.gold_of_group(group)["propositions"].keys() == group.propositions.keys()


def test_a_set_mended_after_it_was_scored_is_no_longer_the_set_that_was_scored() -> None:
    sealed = (HERE / "digest.txt").read_text(encoding="utf-8").split()[0]
    found = hashlib.sha256(generate.listed(last_set.files()).encode()).hexdigest()
    assert found == sealed, f"expected the sealed set {sealed}, found {found}; a new seal needs a new figure"
