"""A mapping changes how every row is read: nothing in it may be misread in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core.canonical import canonical_bytes, parse_json
from fallow.core.errors import InputError
from fallow.core.when import DateOrder
from fallow.evidence.claim import Basis, ClaimKind
from fallow.evidence.columns import column_path
from fallow.evidence.flag import FLAG_KINDS
from fallow.evidence.mapping import (
    ClaimRule,
    CountColumns,
    DateColumns,
    LabelRule,
    Mapping,
    PositionColumns,
    PrecisionColumn,
)
from fallow.evidence.mapping_parse import parse_mapping, parse_mapping_text, read_mapping
from fallow.evidence.mapping_write import write_mapping

WORDS = st.text(min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and '"' not in text and text < "\ud800"
)
PATHS = WORDS.map(column_path)
METRES = st.floats(0.1, 1e5) | st.integers(1, 10**6).map(float)


@st.composite
def positions(draw: st.DrawFn) -> PositionColumns:
    form = draw(st.sampled_from(["latlon", "xy", "text", "geometry"]))
    table = draw(st.dictionaries(WORDS.map(str.casefold), METRES, max_size=3))
    common = {
        "crs": draw(st.sampled_from(["EPSG:4326", "EPSG:32637"])),
        "uncertainty_m": draw(st.none() | METRES),
        "precision": draw(st.none() | st.builds(PrecisionColumn, PATHS, st.just(tuple(sorted(table.items()))))),
    }
    if form == "latlon":
        return PositionColumns(lat=draw(PATHS), lon=draw(PATHS), **common)
    if form == "xy":
        return PositionColumns(x=draw(PATHS), y=draw(PATHS), **common)
    if form == "text":
        return PositionColumns(text=draw(PATHS), notation=draw(st.sampled_from([None, "dms", "utm", "mgrs"])), **common)
    return PositionColumns(geometry=True, **common)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    texts = st.lists(WORDS, min_size=1, max_size=3).map(tuple)
    constant = draw(st.none() | WORDS)
    labels = draw(st.lists(st.builds(LabelRule, WORDS, PATHS, texts, st.just(())), max_size=3))
    names = draw(st.lists(WORDS, unique=True, max_size=3))
    return Mapping(
        source=draw(st.none() | WORDS),
        authority=draw(st.none() | WORDS),
        id=draw(st.none() | PATHS),
        date=draw(st.none() | st.builds(DateColumns, PATHS, st.sampled_from(DateOrder), st.none() | PATHS)),
        position=draw(st.none() | positions()),
        location=draw(st.none() | PATHS),
        description=tuple(draw(st.lists(PATHS, max_size=2))),
        links=tuple(draw(st.lists(PATHS, max_size=2))),
        counts=tuple(CountColumns(name, draw(PATHS), draw(PATHS)) for name in sorted(names)),
        munition=None if constant else draw(st.none() | PATHS),
        munition_constant=constant,
        labels=tuple(sorted(labels, key=lambda rule: rule.label)),
        claims=(
            ClaimRule("cluster_munition", ClaimKind.USE, draw(st.sampled_from(Basis))),
            ClaimRule(None, draw(st.sampled_from(ClaimKind)), Basis.HEARSAY),
        ),
    )


@settings(max_examples=60)
@given(mappings())
def test_a_mapping_written_for_people_reads_back_equal(mapping: Mapping) -> None:
    assert parse_mapping_text(write_mapping(mapping, {"": ("about it",), "date": ("why: # this",)})) == mapping


@settings(max_examples=60)
@given(mappings())
def test_a_mapping_that_went_through_the_register_is_the_same(mapping: Mapping) -> None:
    assert parse_mapping(parse_json(canonical_bytes(mapping.to_json()))) == mapping


HEAD = "fallow-mapping: 1\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: x", "fallow-mapping: 1"),
        ("fallow-mapping: 2", "found 2"),
        ("fallow-mapping: true", "found True"),
        (HEAD + "positon: {lat: a, lon: b}", "did you mean position"),
        (HEAD + "date: {column: d, order: mmdd}", "one of ymd, mdy, dmy"),
        (HEAD + "date: {order: mdy}", "add column"),
        (HEAD + "position: {lat: a}", "give the columns of one form"),
        (HEAD + "position: {lat: a, lon: b, geometry: true}", "give the columns of one form"),
        (HEAD + "position: {x: a, y: b}", "a crs beside x and y"),
        (HEAD + "position: {text: a, notation: degrees}", "notation"),
        (HEAD + "position: {lat: a, lon: b, uncertainty_m: 0}", "metres, more than 0"),
        (HEAD + "position: {lat: a, lon: b, uncertainty_m: .nan}", "metres, more than 0"),
        (HEAD + "labels: {cluster_munition: {where: a}}", "equals or contains"),
        (HEAD + "claims: {default: {kind: used, basis: observed}}", "did you mean use"),
        (HEAD + "counts: {killed: {min: a}}", "min and max, or column"),
        (HEAD + "munition: {column: a, constant: b}", "either a column or a constant"),
        (HEAD + "source: 2022-04-10", "write it in quotes"),
        (HEAD + "id: a\nid: b", "each key once"),
        (HEAD + "id: !!python/object/apply:os.system [ls]", "YAML"),
        (HEAD + "id: [", "YAML"),
        ("- 1\n- 2", "keys and values"),
        ("", "keys and values"),
        (HEAD + "1: a", "put it in quotes"),
    ],
)
def test_what_a_mapping_gets_wrong_is_named_in_one_line(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_mapping_text(text)
    assert caught.value.kind == "bad-mapping"
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_yes_and_numbers_in_a_filter_mean_the_text_of_a_cell() -> None:
    mapping = parse_mapping_text(HEAD + "labels: {cluster_munition: {where: tagged, equals: [True, 1]}}")
    assert [mapping.labels[0].applies((cell,)) for cell in ("true", "TRUE", "1", "False", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_file_that_is_no_mapping_is_refused_before_it_is_read(tmp_path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a" * 1_000_001)
    with pytest.raises(InputError, match="name the mapping file"):
        read_mapping(path)


def test_the_example_in_the_page_is_a_mapping() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "import.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert parse_mapping_text(example).labels[0].label == "cluster_munition"


def test_the_page_names_every_flag() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "import.md").read_text(encoding="utf-8")
    assert [kind for kind in FLAG_KINDS if f"`{kind}`" not in page] == []
