"""The catalogue: every figure has a citation and a mark, unknown stays unknown, and names are read without guessing."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import InputError, NotThereError
from fallow.strikes.catalogue import Load, Mark, SourceClass, load_catalogue, parse_catalogue

CATALOGUE = load_catalogue()


def key(text: str) -> str | None:
    match = CATALOGUE.find(text)
    return match.key if match else None


def test_published_figures_are_the_published_ones() -> None:
    assert CATALOGUE["m483a1"].submunitions == 88
    assert CATALOGUE["m864"].submunitions == 72
    assert CATALOGUE["m26"].submunitions == 644
    assert CATALOGUE["9m27k"].submunitions == 30
    assert CATALOGUE["cbu-87"].submunitions == 202
    rates = {(rate.low, rate.high, rate.source_class) for rate in CATALOGUE["m864"].dud_rates}
    assert (0.03, 0.14, SourceClass.TEST) in rates
    assert (None, 0.0235, SourceClass.OFFICIAL_CLAIM) in rates
    assert (0.14, None, SourceClass.OFFICIAL_CLAIM) in rates


def test_a_number_that_nobody_published_is_none_and_never_zero() -> None:
    for name in ("kmg-u", "rbk-500", "9m54", "cbu-1"):
        assert CATALOGUE[name].submunitions is None
        assert CATALOGUE[name].count_mark is None
    assert all(count.count > 0 for munition in CATALOGUE for count in munition.counts)


def test_figures_that_nobody_verified_say_so() -> None:
    for name in ("9m55k", "9n123k", "mk-20"):
        assert CATALOGUE[name].count_mark is Mark.UNVERIFIED
    assert CATALOGUE["9m27k"].count_mark is Mark.VERIFIED
    assert all(rate.citation and rate.mark for munition in CATALOGUE for rate in munition.dud_rates)


def test_a_trusted_count_stands_before_a_repeated_one() -> None:
    assert [count.count for count in CATALOGUE["blg-66"].counts] == [152, 151]
    assert CATALOGUE["blg-66"].submunitions == 152


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M483A1", "m483a1"),
        ("m-483 a1", "m483a1"),
        ("M864 DPICM", "m864"),
        ("9M27K-series Uragan", "9m27k"),
        ("9М27К", "9m27k"),  # Cyrillic letters
        ("Смерч 9М55К", "9m55k"),
        ("CBU24", "cbu-24"),
        ("CBU-24B/B", "cbu-24"),
        ("CBU-24/B", "cbu-24"),
        ("CBU24 AN PR/MT (BLU26)", "cbu-24"),
        ("CBU2 ANTI-MTL MUNIT", "cbu-2"),
        ("CBU 42/BLU54B", "cbu-42"),
        ("ROKEY500LBBOMB", "mk-20"),
        ("MK20MODO(CS)", "mk-20"),
        ("RBK-500 with PTAB-1M", "rbk-500"),
        ("kmg-u", "kmg-u"),
    ],
)
def test_one_munition_is_read_however_it_is_written(text: str, expected: str) -> None:
    assert key(text) == expected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("cluster munitions", set()),
        ("DPICM", {"m483a1", "m864", "m395", "m396", "m26"}),
        ("155 mm DPICM", {"m483a1", "m864", "m395", "m396"}),
        ("Uragan", {"9m27k"}),
        ("BM-27", {"9m27k"}),
        ("9N210 or 9N235", {"9m27k", "9m55k"}),
        ("9Н235", {"9m27k", "9m55k"}),
        ("BLU-97", {"cbu-87"}),
        ("CBU-24/29", {"cbu-24", "cbu-29"}),
        ("MD01 ALVM (CBU34/45)", {"cbu-34"}),
        ("CBU-24 with BLU-97", {"cbu-24", "cbu-87"}),
        ("M26 or M87 Orkan", {"m26", "m87-orkan"}),
    ],
)
def test_ambiguous_wording_gives_what_it_leaves_open_and_no_key(text: str, candidates: set[str]) -> None:
    match = CATALOGUE.find(text)
    assert match is not None
    assert match.key is None
    assert set(match.candidates) == candidates
    assert match.reason


@pytest.mark.parametrize("text", ["", "artillery", "9M27K3", "M26A1", "CBU-99", "M28 bridge", "100LB M-28", "Grad"])
def test_what_the_catalogue_does_not_know_is_none(text: str) -> None:
    assert CATALOGUE.find(text) is None


def test_a_dispenser_part_is_not_taken_for_the_bomb_of_the_same_number() -> None:
    match = CATALOGUE.find("CDU10 MICRO GRAVEL")
    assert match is not None
    assert match.key is None
    assert match.munition_class == "canister"


def test_loads_that_are_not_explosive_submunitions_are_told_apart() -> None:
    assert CATALOGUE["cbu-30"].load is Load.RIOT_CONTROL
    assert CATALOGUE["cbu-28"].load is Load.MINE
    assert CATALOGUE["cbu-24"].load is Load.EXPLOSIVE


def test_carriers_that_share_a_bomblet_do_not_contradict_each_other() -> None:
    uragan, smerch, rockeye = (CATALOGUE.find(text) for text in ("9M27K", "9M55K", "Rockeye"))
    assert CATALOGUE.compare(uragan, uragan) == "same"
    assert CATALOGUE.compare(uragan, CATALOGUE.find("BM-27")) == "compatible"
    assert CATALOGUE.compare(uragan, smerch) == "unknown"
    assert CATALOGUE.compare(uragan, rockeye) == "conflict"
    assert CATALOGUE.compare(uragan, CATALOGUE.find("cluster munition")) == "unknown"
    assert CATALOGUE.compare(uragan, None) == "unknown"


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    match = CATALOGUE.find(text)
    if match is not None:
        assert match.key is None or match.key in CATALOGUE
        assert all(name in CATALOGUE for name in match.candidates)


@given(st.sampled_from(sorted(CATALOGUE.munitions)), st.sampled_from(["{}", "a {} shell", "{}, unexploded", "({})"]))
def test_every_alias_is_read_as_its_munition(name: str, frame: str) -> None:
    for alias in CATALOGUE[name].aliases:
        assert key(frame.format(alias)) == name
        assert key(frame.format(alias.lower())) == name


def test_an_unknown_key_is_an_error_with_near_names() -> None:
    with pytest.raises(NotThereError, match="m483a1"):
        CATALOGUE["m483"]


ROW = "{key: a, name: A, carrier: bomb, aliases: [A1], submunitions: [], counts: []}"
RATE = ROW[:-1] + ", dud_rates: [{op: '=', low: '14', class: test, says: x, source: s}]}"
HEAD = "fallow-catalogue: 1\n"
SOURCES = "sources: {s: {text: t, mark: verified}}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("munitions: []", "fallow-catalogue"),
        (f"{HEAD}munitions: [{{key: a}}]", "KeyError"),
        (f"{HEAD}{SOURCES}munitions: [{RATE}]", "outside 0..1"),
        (f"{HEAD}classes: [{{key: c, name: C, wording: [c], members: [zz], why: w}}]", "'zz'"),
        (f"{HEAD}munitions: [{ROW}, {ROW}]", "twice"),
        (f"{HEAD} - :", "expected"),
    ],
)
def test_a_broken_table_is_refused_with_what_is_wrong(text: str, found: str) -> None:
    with pytest.raises(InputError, match=found) as caught:
        parse_catalogue({"table.yaml": text})
    assert caught.value.kind == "bad-catalogue"


def test_another_table_has_another_digest() -> None:
    one = parse_catalogue({"t.yaml": "fallow-catalogue: 1\nversion: '1'\n"})
    other = parse_catalogue({"t.yaml": "fallow-catalogue: 1\nversion: '2'\n"})
    assert one.id != other.id
    assert load_catalogue() is CATALOGUE


def test_the_catalogue_needs_no_library_of_geometry() -> None:
    code = (
        "import sys; from fallow.strikes import load_catalogue; load_catalogue(); "
        "print([m for m in ('shapely', 'numpy', 'pyproj') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.shared
def test_the_bombing_records_glossary_is_recognised_without_guessing(shared: Path) -> None:
    # 63 of its 294 rows are about cluster munitions. Twelve name two carriers, a part,
    # a bomblet or a type that the glossary lacks.
    with (shared / "data" / "munitions" / "thor-vietnam-weapons-glossary.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    about = [row for row in rows if re.search("cluster|CBU|clustr", " ".join(row.values()), re.IGNORECASE)]
    matches = [CATALOGUE.find(row["WEAPONTYPE"]) for row in about]
    counts = Counter("none" if m is None else "key" if m.key else "open" for m in matches)
    assert len(about) == 63
    assert counts == {"key": 51, "open": 12}
    # The counts that the glossary gives are those of the catalogue.
    for row, match in zip(about, matches, strict=True):
        stated = re.search(r"of (\d+) BLU", row["WEAPONTYPE_DESC"])
        if match and match.key and stated:
            assert CATALOGUE[match.key].submunitions == int(stated[1]), row["WEAPONTYPE"]
    # Its own common name is not followed where it contradicts the name: CDU-10 is not CBU-10.
    wrong = [
        row["WEAPONTYPE"]
        for row, match in zip(about, matches, strict=True)
        if match and match.key and (common := key(row["WEAPONTYPE_COMMON_NAME"])) and common != match.key
    ]
    assert wrong == []
