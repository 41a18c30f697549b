"""Ledgers over real pages: every step re-extracts, no family without an origin, and a giver's own announcement is his own word."""

from __future__ import annotations

from pathlib import Path

import pytest

from fallow.evidence.ledgers import NAMES, ledger_of
from fallow.evidence.reading import read_documents


@pytest.fixture(scope="module")
def related(shared: Path):
    pages = sorted((shared / "documents").glob("*.txt"))
    return read_documents([(page.name, page.read_bytes()) for page in pages])


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_every_step_of_every_row_cuts_its_words_out_of_its_page(related, name):
    texts = {document.reading.sha256: document.text for document in related.documents}
    for row in ledger_of(related, name).rows:
        assert row.lineage
        for step in row.lineage:
            words = texts[step.sha256][step.start : step.end]
            assert " ".join(words.split()) == step.words
            assert step.words in step.sentence


@pytest.mark.shared
@pytest.mark.parametrize("name", ["transfers", "pledges", "casualties"])
def test_no_more_families_than_origins_and_no_origin_of_hearsay(related, name):
    for row in ledger_of(related, name).rows:
        for side, members in ((row.pro, [one for one in row.lineage if one.affirms]), (row.contra, [])):
            families = {*side.asserting, *side.observing}
            assert len(families) <= side.origins_low <= side.origins_high
            if members and not any(one.counts for one in members):
                assert side.origins_low == 0
                assert "hearsay or nobody known" in str(side)


@pytest.mark.shared
def test_an_announcement_is_its_makers_word_and_told_promises_are_not(related):
    sent = [row for row in ledger_of(related, "transfers").rows if row.stage == "announced" and row.taker and row.giver]
    own = {(row.giver.name, row.taker.name) for row in sent if row.own_word}
    assert own == {("United States", "Ukraine")}
    promised = [row for row in ledger_of(related, "pledges").rows if row.by and row.by.name == "Ukraine"]
    assert promised
    assert not any(row.own_word for row in promised), "Kiev's promise is told by an official of another state"
