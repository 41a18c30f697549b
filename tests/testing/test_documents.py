"""The documents: every expectation stands in its page, copies are copies, and no name is a real one."""

from __future__ import annotations

import csv
import difflib
import re
from datetime import date
from importlib.resources import files

import pytest
import yaml

from fallow.core.errors import InputError
from fallow.testing.names import _MEN, _WOMEN, every_name
from fallow.testing.pages.page import Draft, Speaker
from fallow.testing.pages.rewriting import rewrite


@pytest.fixture
def pages(each_world):
    return {page.name: page for page in each_world.documents}


def _body(page):
    return [page.text[s["start"] : s["end"]] for s in page.expected["segments"] if s["kind"] == "body"]


def test_every_expectation_re_extracts_from_its_offsets(pages):
    for page in pages.values():
        spans = [span for one in (*page.expected["statements"], *page.expected["claims"]) for span in one["spans"]]
        assert spans
        for span in spans:
            assert page.text[span["start"] : span["end"]] == span["text"]
        inside = [s for s in page.expected["segments"] if s["kind"] == "body"]
        for span in spans:
            assert any(s["start"] <= span["start"] and span["end"] <= s["end"] for s in inside)


def test_segments_tile_the_page(pages):
    for page in pages.values():
        lines = [page.text[s["start"] : s["end"]] for s in page.expected["segments"]]
        assert "\n\n".join(lines) + "\n\n" == page.text
        kinds = {s["kind"] for s in page.expected["segments"]}
        assert (
            {"headline", "body", "boilerplate"}
            <= kinds
            <= {"headline", "body", "boilerplate", "caption", "other_story"}
        )


def test_pages_are_as_long_as_pages_are_and_say_that_they_are_simulated(pages):
    assert len(pages) == 15
    for page in pages.values():
        assert 150 <= len(page.text.split()) <= 450
        assert "SIMULATED" in page.text


def test_direct_quotes_carry_their_marks(pages):
    for page in pages.values():
        assert page.text.count("“") == page.text.count("”")
        for statement in page.expected["statements"]:
            if statement["type"] == "direct":
                assert all(span["text"].startswith("“") and span["text"].endswith("”") for span in statement["spans"])


def test_every_page_has_the_same_fields_of_expectation(pages):
    for page in pages.values():
        for claim in page.expected["claims"]:
            assert claim["polarity"] in ("affirm", "deny", "negated")
            assert claim["modality"] in ("asserted", "possible", "threatened", "conditional")
            assert claim["basis"] in ("observed", "own_act", "asserts_other", "hearsay")
        if page.copy_of is not None:
            assert page.copy_of in pages
            assert page.published > pages[page.copy_of].published


def test_a_reprint_holds_the_words_and_a_rewrite_does_not(pages):
    original, reprint, rewritten = (
        pages[name] for name in ("01-courier.txt", "02-harbour-wire.txt", "03-newsblink.txt")
    )
    shared = set(_body(reprint)) & set(_body(original))
    assert len(shared) >= 6
    before, after = " ".join(_body(reprint)[:7]).split(), " ".join(_body(rewritten)).split()
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = sum(block.size for block in blocks) / len(before)
    assert 0.55 <= kept <= 0.72  # 28 to 45 % exchanged
    assert "Overpass" in rewritten.text
    assert "Protection Ministry" in rewritten.text
    assert "Courier" not in rewritten.text


def test_the_rewriter_is_the_same_every_time_and_keeps_capitals():
    assert rewrite("Reporters said the river rose.") == "Journalists stated the waterway rose."
    assert rewrite("Convention on Cluster Munitions") == "Conference on Cluster Munitions"
    assert rewrite("unlisted zebra") == "unlisted zebra"


def test_five_documents_about_one_attack_are_two_origins(each_world):
    found = {(one["kind"], one["about"]): one for one in each_world.truth.propositions}
    use = found["use", "s01"]
    assert (use["documents"], use["origins"]) == (5, 2)
    assert use["asserting_families"] == ["state:orvenna"]
    assert use["observing_families"] == ["ngo:wayfarer-archive"]
    assert (use["against"]["documents"], use["against"]["asserting_families"]) == (2, ["state:drovia"])


def test_a_rumour_has_no_origin_and_a_threat_is_no_use(world):
    propositions = {(one["kind"], one["about"]): one for one in world.truth.propositions}
    assert (propositions["use", "s03"]["documents"], propositions["use", "s03"]["origins"]) == (1, 0)
    assert propositions["use", "s02"]["observing_families"] == ["ngo:plough-and-lantern"]
    assert propositions["use", "s02"]["documents"] == 1
    official = next(one for key, one in propositions.items() if key[0] == "dud_rate" and key[1].startswith("Velmark"))
    assert (official["documents"], official["origins"]) == (2, 1)
    modalities = {claim["modality"] for page in world.documents for claim in page.expected["claims"]}
    assert {"asserted", "threatened", "possible"} <= modalities


def test_an_expectation_that_its_page_does_not_hold_is_refused():
    page = Draft("x.txt", "Outlet", "media:outlet", date(2021, 1, 1))
    page.body("Nothing was said. Nothing was said.")
    page.says(Speaker("Somebody", None, None), "direct", "“Something”")
    with pytest.raises(InputError, match="0 times"):
        page.finish()
    page.statements[0]["spans"] = ["Nothing was said."]
    with pytest.raises(InputError, match="2 times"):
        page.finish()


# --- nobody real -----------------------------------------------------------------------------------------------------

_MORE = (
    "Hezbollah Taliban Pentagon Kremlin Bellingcat Airwars Moscow London Washington Paris Berlin Tokyo Pretoria Montevideo "
    "Tristan Falkland Helena Ascension Europe Africa Asia America Atlantic Pacific Balkans Donbas Kherson Aleppo Fallujah"
).split()


def _real_names():
    tables = files("fallow.treaty") / "tables" / "states.csv"
    states = [row["name"] for row in csv.DictReader(tables.read_text("utf-8").splitlines())]
    families = yaml.safe_load((files("fallow.evidence.reading") / "tables" / "families.yaml").read_text("utf-8"))
    words = [name for names in families["states"].values() for name in names]
    bodies = [name for row in (*families["organisations"], *families["outlets"]) for name in row["names"]]
    return sorted({*states, *words, *bodies, *_MORE})


def test_no_real_country_capital_outlet_or_body_is_named(pages):
    names = _real_names()
    assert len(names) > 400
    real = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in names) + r")\b")
    text = "\n".join([*(page.text for page in pages.values()), *every_name()])
    assert real.findall(text) == []
    assert real.findall("A plane from Norway") == ["Norway"]


def test_no_address_of_a_person_and_no_link_that_leads_anywhere(world, tmp_path):
    paths = world.write(tmp_path)
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*paths.documents, *tmp_path.glob("records/*.csv")])
    assert not re.search(r"[\w.]+@\w+", text)
    assert not re.search(r"\+?\d[\d /-]{8,}\d(?!\d)", re.sub(r"-?\d+\.\d+|\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}", "", text))
    assert not re.search(r"\b\d+,? \w+ (?:Street|Road|Lane|Avenue)\b", text)
    hosts = set(re.findall(r"https?://([^/\s,]+)", text))
    assert hosts == {"wayfarer-archive.example"}  # RFC 2606: reserved, leads nowhere


def test_private_people_have_no_names(pages):
    """Every given name with a surname belongs to an official, a spokesperson or a reporter of the cast."""
    given = re.compile(rf"\b(?:{'|'.join((*_WOMEN, *_MEN))}) [A-Z]\w+")
    speakers = {statement["speaker"]["name"] for page in pages.values() for statement in page.expected["statements"]}
    reporters = {name for page in pages.values() for name in re.findall(r"^By (\w+ \w+)$", page.text, re.MULTILINE)}
    named = {name for page in pages.values() for name in given.findall(page.text)}
    assert len(reporters) == 3
    assert len(named) > 8
    assert named <= speakers | reporters
