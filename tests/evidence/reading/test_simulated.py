"""The simulated world's pages, written by somebody else: what the truth says beside what was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fallow.evidence.reading import Related, read_documents, read_place_table
from fallow.evidence.reading.families import stem
from fallow.testing.world import make_world


@pytest.fixture(scope="module", params=[5])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Related, dict[str, Any]]:
    """One world's documents read together, and its truth."""
    paths = make_world(seed=request.param).write(tmp_path_factory.mktemp("world"))
    related = read_documents(
        [(path.name, path.read_bytes()) for path in paths.documents], read_place_table(paths.places)
    )
    return related, json.loads(Path(paths.truth).read_text("utf-8"))


def test_publication_days_and_outlets_are_right(world: tuple[Related, dict[str, Any]]) -> None:
    related, truth = world
    for document in related.reading.documents:
        expected = truth["documents"][document.path]
        assert (document.published.date if document.published else None) == expected["published"], document.path
        assert (document.outlet.name if document.outlet else None) == expected["outlet"], document.path


def test_nearly_every_statement_has_its_speaker_and_family(world: tuple[Related, dict[str, Any]]) -> None:
    related, truth = world
    right = total = 0
    for document in related.reading.documents:
        for expected in truth["documents"][document.path]["statements"]:
            wanted = {(span["start"], span["end"]) for span in expected["spans"]}
            meeting = [
                s
                for s in document.statements
                if any(a < span.end and span.start < b for a, b in wanted for span in s.content)
            ]
            total += 1
            right += any(s.speaker.name == expected["speaker"]["name"] for s in meeting)
    assert right >= 0.93 * total, f"{right} of {total}"


def test_a_contested_use_has_the_true_number_of_origins_and_families(world: tuple[Related, dict[str, Any]]) -> None:
    related, truth = world
    contested = next(one for one in truth["propositions"] if one["kind"] == "use" and one["against"]["documents"])
    (found,) = [
        p for p in related.reading.propositions if p["key"].startswith("use|place=") and p["against"]["documents"]
    ]
    assert found["origins"] == contested["origins"]
    assert found["asserting_families"] == len(contested["asserting_families"])
    assert found["observing_families"] == len(contested["observing_families"])
    assert found["against"]["origins"] == contested["against"]["origins"]
    assert found["against"]["asserting_families"] == len(contested["against"]["asserting_families"])


def test_candidates_are_the_observed_uses_and_no_others(world: tuple[Related, dict[str, Any]]) -> None:
    related, truth = world
    observed = [one for one in truth["propositions"] if one["kind"] == "use" and one["observing_families"]]
    assert len(related.reading.strike_candidates) == len(observed)


def test_an_officials_rate_keeps_its_bound_and_family(world: tuple[Related, dict[str, Any]]) -> None:
    related, truth = world
    keys = [p["key"] for p in related.reading.propositions if p["key"].startswith("dud_rate|")]
    owners = {
        f"state:{stem(one['about'].split()[0].lower())}" for one in truth["propositions"] if one["kind"] == "dud_rate"
    }
    assert any("<0.0235" in key for key in keys)
    assert {key.split("|")[1] for key in keys} <= owners
