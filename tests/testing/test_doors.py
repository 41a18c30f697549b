"""What the world writes goes through the doors it was written for: tables, mappings, treaty facts, the hazard's inputs."""

from __future__ import annotations

import csv

import pytest

from fallow.evidence.mapping_parse import parse_mapping_text
from fallow.formats import open_table
from fallow.treaty import read_facts


@pytest.fixture(scope="module")
def written(world, tmp_path_factory):
    return world, world.write(tmp_path_factory.mktemp("world"))


def test_every_mapping_fits_the_file_it_was_written_for(written):
    world, paths = written
    for path, _ in paths.records:
        table = open_table(path)
        mapping = parse_mapping_text(paths.mappings[path.name].read_bytes())
        assert {one.column for one in mapping.paths()} <= set(table.columns)
        rows = list(table.rows)
        file = next(file for file in world.records if file.name == path.name)
        assert len(rows) == len(file.rows)
        for row, truth in zip(rows, file.rows, strict=True):
            assert mapping.id.first(row.fields) == truth.key


def test_labels_tell_cluster_munitions_from_everything_else(written):
    world, paths = written
    for path, _ in paths.records:
        mapping = parse_mapping_text(paths.mappings[path.name].read_bytes())
        rule = mapping.labels[0]
        labelled = [rule.applies(rule.where.cells(row.fields)) for row in open_table(path).rows]
        file = next(file for file in world.records if file.name == path.name)
        for applies, truth in zip(labelled, file.rows, strict=True):
            assert applies or truth.strike is None or "listed as shelling" in truth.errors
        assert not all(labelled)


def test_finds_and_searches_open_as_tables(written):
    world, paths = written
    assert len(list(open_table(paths.finds).rows)) == len(world.finds["features"])
    assert len(list(open_table(paths.searches).rows)) == len(world.searches["features"])


def test_treaty_facts_are_read(written):
    facts = read_facts(written[1].treaty_facts)
    assert {state.name for state in facts.states} == {"Orvenna", "Drovia", "Velmark"}
    assert {fact.state for fact in facts.facts} == {"XOR"}


def test_the_table_of_places_has_its_columns(written):
    rows = list(csv.DictReader(written[1].places.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 10
    assert set(rows[0]) == {"name", "country", "lat", "lon", "precision_m"}
    assert all(-36 < float(row["lat"]) < -34 and -21 < float(row["lon"]) < -19 for row in rows)
