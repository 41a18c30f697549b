"""Look-up tables: layered, dated, visible, and taught only where somebody asked for it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_pages import NOW, PLACES

from fallow.core.errors import InputError
from fallow.evidence.docclaims import document_claims
from fallow.evidence.lookup.current import current_tables, reading_by, shipped_tables
from fallow.evidence.lookup.explain import rows_behind
from fallow.evidence.lookup.layers import Tables, tables_of
from fallow.evidence.lookup.ofregister import register_rows, row_draft, tables_of_register
from fallow.evidence.lookup.row import COLUMNS, Row, parse_row
from fallow.evidence.lookup.userfile import file_rows, folder_rows
from fallow.evidence.reading import read_documents
from fallow.evidence.reading.capture import capture_documents
from fallow.evidence.reading.families import default_families, families_of
from fallow.evidence.review.listing import used_rows
from fallow.evidence.review.scene import scene_of
from fallow.register import Draft, Register

PAGE = """Talks go on

Published {day}

“Cluster munitions were used at Pell on 13 May,” said Mira Toll. “We have seen the pictures.”

© The Northern Lamp
"""


def office(start: str | None, end: str | None, authority: str = "state:morland", layer: int = 2) -> Row:
    raw = {"name": "Mira Toll", "authority": authority, "role": "foreign minister", "from": start, "to": end}
    return parse_row("office_holders", raw, whose="a test", layer=layer, where="a test")


def authority_on(day: str, *rows: Row) -> str | None:
    with reading_by(tables_of(rows)):
        related = read_documents([("p.txt", PAGE.format(day=day).encode())], PLACES)
    return related.documents[0].reading.statements[0].speaker.authority


def test_an_office_holder_speaks_for_his_state_only_while_he_holds_the_office() -> None:
    row = office("2021-05-01", "2021-05-20")
    assert authority_on("14 May 2021", row) == "state:morland"
    assert authority_on("20 May 2021", row) == "state:morland"
    assert authority_on("30 April 2021", row) == "person:mira-toll"
    assert authority_on("21 May 2021", row) == "person:mira-toll"


def test_a_paper_belongs_to_a_state_only_since_the_state_bought_it() -> None:
    raw = {"key": "state:velland", "names": ["The Northern Lamp"], "from": "2021-06-01"}
    row = parse_row("outlets", raw, whose="a test", layer=2, where="a test")
    tables = tables_of([row])
    assert families_of(tables, date(2021, 6, 1)).outlet_of("The Northern Lamp") == "state:velland"
    assert families_of(tables, date(2021, 5, 31)).outlet_of("The Northern Lamp") is None


def test_what_ships_is_what_it_was_and_nothing_is_left_behind() -> None:
    before = default_families()
    with reading_by(tables_of([office(None, None)])):
        assert default_families() is not before
        assert default_families().version != before.version
    assert default_families() is before
    assert current_tables() is shipped_tables()


def test_the_word_of_an_upper_layer_hides_every_row_below() -> None:
    below, above = office("2021-01-01", None, layer=1), office("2021-05-01", "2021-05-02", "state:velland", layer=2)
    tables = tables_of([below, above])
    assert [row.whose for _, row in tables.used("office_holders") if "toll" in row.names[0]] == ["a test"]
    assert authority_on("1 May 2021", below, above) == "state:velland"
    assert authority_on("14 May 2021", below, above) == "person:mira-toll", "the row below is hidden, its days too"
    gone = parse_row("office_holders", {"name": "Mira Toll"}, whose="t", layer=3, where="t", removes=True)
    assert authority_on("1 May 2021", below, above, gone) == "person:mira-toll"


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["state:aa", "state:bb"])), max_size=5), st.randoms())
def test_the_order_of_rows_decides_nothing_between_layers(found: list[tuple[int, str]], random: Any) -> None:
    rows = [office(None, None, key, layer) for layer, key in found]
    shuffled = list(rows)
    random.shuffle(shuffled)
    used = [
        {
            (row.layer, str(row.values["authority"]))
            for name, row in tables_of(some).used("office_holders")
            if name == "mira toll"
        }
        for some in (rows, shuffled)
    ]
    assert used[0] == used[1]
    assert {layer for layer, _ in used[0]} <= {max((layer for layer, _ in found), default=0)}


def put(register: Register, minute: int, table: str = "office_holders", **row: Any) -> str:
    draft = row_draft(table, row, source="the gazette of 1 May", reason="looked up")
    return register.append([draft], now=NOW + timedelta(minutes=minute))[0].id


TOLL = {"name": "Mira Toll", "authority": "state:morland", "role": "foreign minister"}


def test_two_people_who_differ_about_a_row_leave_it_unused_and_shown(register: Register, other: Register) -> None:
    put(register, 1, **TOLL)
    assert [name for name, _ in tables_of_register(register).used("office_holders") if name == "mira toll"]
    put(other, 2, **{**TOLL, "authority": "state:velland"})
    tables = tables_of_register(register)
    assert not [name for name, _ in tables.used("office_holders") if name == "mira toll"]
    assert [row.contested for row in tables.rows_about("office_holders", "Mira Toll")] == [True, True]


def test_a_withdrawn_row_no_longer_counts_and_the_tables_of_a_day_stay_answerable(register: Register) -> None:
    entry = put(register, 1, **TOLL)
    register.append([Draft("withdrawal", {"of": entry, "reason": "another Toll"})], now=NOW + timedelta(minutes=2))
    assert register_rows(register) == ()
    assert len(register_rows(register, as_known=NOW + timedelta(minutes=1))) == 1
    assert register_rows(register, as_known=NOW) == ()


def test_a_taught_place_is_used_by_the_next_reading_which_says_so(
    register: Register, tmp_path: Path, asked: Any, answer: Any
) -> None:
    (question,) = [one for one in asked(register, "place-and-date") if "Orlow" in one.asks]
    decision, row = answer(
        register, question, "corrected", "their map", place="Orlow, Tarsa, -36.15, -21.25, 300", teach=True
    )
    assert (decision.body["about"], row.body["about"]) == ("claim", "table_row")
    new = tmp_path / "later.txt"
    new.write_text(
        "Again\n\nPublished 25 May 2021\n\n“Cluster munitions were used at Orlow on 24 May,” the Tarsa defence ministry said.\n",
        "utf-8",
    )
    with reading_by(tables_of_register(register)):
        capture_documents(register, [new], NOW + timedelta(days=1), places=PLACES)
    (claim,) = [one for one in document_claims(register) if one.when and one.when.start == date(2021, 5, 24)]
    assert claim.place is not None
    assert claim.place.position.lat == pytest.approx(-36.15)
    (used,) = [one for one in used_rows(scene_of(register)) if one["of"] == claim.id]
    assert used["row"]["entry"] == row.id
    assert used["row"]["whose"].endswith("their map")


def test_nothing_is_taught_silently(register: Register, asked: Any, answer: Any) -> None:
    (question,) = [one for one in asked(register, "place-and-date") if "Orlow" in one.asks]
    answer(register, question, "corrected", "their map", place="Orlow, Tarsa, -36.15, -21.25, 300")
    assert register_rows(register) == ()


def test_an_office_that_an_analyst_taught_is_in_the_table_with_its_days(
    register: Register, asked: Any, answer: Any
) -> None:
    (question,) = [one for one in asked(register, "private-person") if "Hasel" in one.asks]
    answer(
        register,
        question,
        "speaks_for",
        "accredited",
        authority="state:morland",
        role="ambassador to Tarsa",
        start="2021-01-10",
        teach=True,
    )
    ((_, row),) = [one for one in tables_of_register(register).used("office_holders") if one[0] == "ruben hasel"]
    assert (row.values["from"], row.values["role"]) == ("2021-01-10", "ambassador to Tarsa")


def test_the_row_behind_a_speaker_is_named_with_its_layer_and_a_page_without_a_day_says_so() -> None:
    tables = tables_of([office("2021-05-01", None)])
    with reading_by(tables):
        dated = read_documents([("p.txt", PAGE.format(day="14 May 2021").encode())], PLACES).documents[0].reading
        undated = (
            read_documents([("p.txt", PAGE.replace("Published {day}\n\n", "").encode())], PLACES).documents[0].reading
        )
    for reading, unknown in ((dated, False), (undated, True)):
        found = [one for one in rows_behind(reading, tables) if one.row.table == "office_holders"]
        assert found
        assert {(one.row.whose, one.undated) for one in found} == {("a test", unknown)}


YAML = """
outlets:
  - {key: "media:lamp", names: [The Northern Lamp], domains: [lamp.example], source: its own imprint}
office_holders:
  - {name: Mira Toll, authority: "state:morland", role: foreign minister, from: 2021-05-01, source: a gazette}
"""


def test_files_of_ones_own_are_read_as_yaml_and_csv(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(YAML)
    (tmp_path / "places.csv").write_text(
        "name,country,lat,lon,precision_m,aliases,source\nOrlow,Tarsa,-36.1,-21.2,500,Orlov;Orlau,a map\n"
    )
    (tmp_path / "notes.txt").write_text("not a table")
    rows = folder_rows(tmp_path)
    assert [row.table for row in rows] == ["outlets", "office_holders", "places"]
    assert rows[2].names == ("orlow", "orlov", "orlau")
    assert rows[1].values["from"] == "2021-05-01"
    assert all("sha256" in row.whose for row in rows)
    assert folder_rows(tmp_path / "absent") == ()


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("outlets:\n  - {key: 'media:x', names: [X]}\n", "bad-table", "without a source"),
        ("outlets:\n  - {key: 'media:x', source: s}\n", "bad-table-row", "names"),
        ("outlets:\n  - {key: somebody, names: [X], source: s}\n", "bad-table-row", "somebody"),
        (
            "office_holders:\n  - {name: A, authority: 'state:xx', role: r, from: yesterday, source: s}\n",
            "bad-table-row",
            "yesterday",
        ),
        (
            "office_holders:\n  - {name: A, authority: 'state:xx', role: r, from: 2021-02-01, to: 2021-01-01, source: s}\n",
            "bad-table-row",
            "after",
        ),
        ("places:\n  - {name: P, country: T, lat: 95, lon: 0, precision_m: 10, source: s}\n", "bad-table-row", "95"),
        ("outlets:\n  - {key: 'media:x', names: [' ', ''], source: s}\n", "bad-table-row", "no names"),
        ("office_holders:\n  - {name: ' ', authority: 'state:xx', role: r, source: s}\n", "bad-table-row", "no name"),
        ("outlets:\n  - {key: 'media:x', names: [X, '...'], source: s}\n", "bad-table-row", "without a letter"),
        ("offices: []\n", "bad-table", "none of them"),
        ("outlets: []\noffices: []\n", "bad-table", "offices"),
        ("outlets: [x]\n", "bad-table", "no mapping"),
        ("outlets: [\n", "bad-table", "ParserError"),
        ("outlets:\n  - {key: 'media:x', names: [X], source: s, colour: red}\n", "bad-table-row", "colour"),
    ],
)
def test_a_bad_row_is_named_and_nothing_of_the_file_is_used(tmp_path: Path, text: str, kind: str, found: str) -> None:
    (tmp_path / "t.yaml").write_text(text)
    with pytest.raises(InputError, match=found) as caught:
        file_rows(tmp_path / "t.yaml")
    assert caught.value.kind == kind


def test_every_shipped_row_has_its_columns_and_its_mark_or_source() -> None:
    for row in shipped_tables().rows:
        assert all(row.values.get(column) for column in COLUMNS[row.table])
        assert row.mark or row.source


def test_a_row_without_reason_or_source_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        row_draft("outlets", {"key": "state:xa", "names": [""]}, source="s", reason="r")
    assert caught.value.kind == "bad-table-row", "a row without a name would break every view of the register"
    for source, reason, kind in (("s", " ", "no-reason"), ("", "r", "no-source")):
        with pytest.raises(InputError) as caught:
            row_draft("office_holders", TOLL, source=source, reason=reason)
        assert caught.value.kind == kind


def test_other_tables_ask_for_another_reading(register: Register, tmp_path: Path, read_once: Path) -> None:
    put(register, 1, "outlets", key="media:lamp", names=["The Tarsa Messenger"])
    paths = [read_once.parent / "ministry.txt"]
    with reading_by(tables_of_register(register)):
        again = capture_documents(register, paths, NOW + timedelta(days=1), places=PLACES)
        assert [entry.kind for entry in again] == ["reading"]
        assert capture_documents(register, paths, NOW + timedelta(days=2), places=PLACES) == []
    assert isinstance(tables_of_register(register), Tables)


def test_a_withdrawn_row_is_undone_by_the_next_reading(register: Register, read_once: Path) -> None:
    paths = [read_once.parent / "envoy.txt"]
    entry = put(register, 1, name="Ruben Hasel", authority="state:morland", role="ambassador to Tarsa")

    def authorities(day: int) -> set[str | None]:
        with reading_by(tables_of_register(register)):
            capture_documents(register, paths, NOW + timedelta(days=day), places=PLACES)
        return {one.authority for one in document_claims(register) if one.authority and "morland" in one.authority}

    assert authorities(1) == {"state:morland"}
    register.append([Draft("withdrawal", {"of": entry, "reason": "another Hasel"})], now=NOW + timedelta(days=2))
    assert authorities(3) == set()
    before = register.count()
    assert authorities(4) == set()
    assert register.count() == before, "nothing more to read"
