"""A guess gives its reasons, and where meaning hangs on what cannot be told it stops and says which line to write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fallow.core.errors import InputError
from fallow.core.when import DateOrder
from fallow.evidence.claim import Basis
from fallow.evidence.guess import Guess, guess_mapping
from fallow.evidence.mapping_parse import parse_mapping_text
from fallow.evidence.mapping_write import write_mapping
from fallow.formats import open_table


@pytest.fixture
def guess(tmp_path: Path) -> Callable[..., Guess]:
    def make(header: str, *rows: str, name: str = "x.csv") -> Guess:
        path = tmp_path / name
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return of_file(path)

    return make


def of_file(path: Path) -> Guess:
    opened = open_table(path)
    return guess_mapping(opened, list(opened.rows), "list")


def test_an_unclear_date_order_is_an_error_that_says_which_line_to_write(guess: Callable[..., Guess]) -> None:
    with pytest.raises(InputError, match=r"date: \{column: date, order: mdy\}") as caught:
        guess("id,date", "1,03/04/2022", "2,05/06/2022")
    assert caught.value.kind == "date-order-unclear"


def test_dates_in_two_orders_are_an_open_question_and_no_guess(guess: Callable[..., Guess]) -> None:
    with pytest.raises(InputError, match="1 dates that are month first only and 1 that are day first only") as caught:
        guess("id,date", "1,03/25/2022", "2,25/03/2022", "3,01/02/2022")
    assert caught.value.kind == "date-order-mixed"


def test_one_cell_decides_for_the_whole_column_and_not_for_itself(guess: Callable[..., Guess]) -> None:
    found = guess("id,date", *[f"{at},03/0{at}/2022" for at in range(1, 10)], "10,03/25/2022")
    assert found.mapping.date.order is DateOrder.MDY
    assert "9 could be either" in found.remarks["date"][0]


def test_stray_dates_in_the_other_order_are_asked_about(guess: Callable[..., Guess]) -> None:
    found = guess("id,date", *[f"{at},25/03/2022" for at in range(60)], "99,03/25/2022")
    assert found.mapping.date.order is DateOrder.DMY
    assert any("1 dates can only be in the other order" in text for text in found.questions)


def test_latitudes_beyond_ninety_are_not_quietly_swapped(guess: Callable[..., Guess]) -> None:
    with pytest.raises(InputError, match=r"position: \{lat: lon, lon: lat\}") as caught:
        guess("id,lat,lon", "1,105.5,17.2", "2,106.1,16.8")
    assert caught.value.kind == "axes-unclear"


def test_bare_numbers_without_a_coordinate_system_are_not_placed(guess: Callable[..., Guess]) -> None:
    with pytest.raises(InputError, match="crs: EPSG:NNNN") as caught:
        guess("id,easting,northing", "1,415000,5540000")
    assert caught.value.kind == "crs-unclear"


@pytest.mark.parametrize(
    ("header", "row", "position"),
    [
        ("no,дата,широта,долгота", "1,2022-03-01,48.1,37.5", ("широта", "долгота")),
        ("Código,Fecha,Latitud,Longitud", "1,2022-03-01,48.1,37.5", ("Latitud", "Longitud")),
        ("ID,Event Date,GPS Latitude,GPS Longitude", "1,2022-03-01,48.1,37.5", ("GPS Latitude", "GPS Longitude")),
        ("رقم,التاريخ,خط العرض,خط الطول", "1,2022-03-01,36.1,37.5", ("خط العرض", "خط الطول")),
    ],
)
def test_columns_are_known_by_their_names_in_several_languages(
    guess: Callable[..., Guess], header: str, row: str, position: tuple[str, str]
) -> None:
    mapping = guess(header, row).mapping
    assert (mapping.position.lat.text, mapping.position.lon.text) == position
    assert mapping.date is not None
    assert mapping.id is not None


def test_coordinates_in_one_text_are_recognised(guess: Callable[..., Guess]) -> None:
    mapping = guess("id,coordinates", '1,"48°30\'00""N 37°30\'00""E"', '2,"48°31\'00""N 37°31\'00""E"').mapping
    assert mapping.position.text.text == "coordinates"


def test_categories_label_and_running_text_does_not(guess: Callable[..., Guess]) -> None:
    rows = [
        f"{at},{weapon},no cluster munitions were used" for at, weapon in enumerate(["Cluster munition", "Shell"] * 4)
    ]
    (rule,) = guess("id,weapon,description", *rows).mapping.labels
    assert (rule.where.text, rule.equals) == ("weapon", ("Cluster munition",))
    found = guess("id,description", *[f"{at},a cluster bomb {at}" for at in range(8)])
    assert found.mapping.labels == ()
    assert "8 cells of running text do" in found.remarks["labels"][0]


def test_yes_and_no_columns_label_by_their_yes(guess: Callable[..., Guess]) -> None:
    (rule,) = guess("id,tagged_cluster", "1,True", "2,False", "3,True").mapping.labels
    assert rule.equals == ("True",)


def test_nested_categories_are_found_and_links_kept_apart(tmp_path: Path) -> None:
    rows = [
        {
            "id": str(at),
            "date": "2022-03-01",
            "sources": [{"path": f"https://example.org/{at}", "description": "x"}],
            "filters": [{"key": "Weapon System", "value": "Cluster munitions" if at % 2 else "Shell"}],
        }
        for at in range(10)
    ]
    path = tmp_path / "x.json"
    path.write_text(json.dumps(rows))
    mapping = of_file(path).mapping
    assert [path.text for path in mapping.links] == ["sources[].path"]
    assert mapping.labels[0].where.text == "filters[key=Weapon System].value"
    assert mapping.munition.text == "filters[key=Weapon System].value"
    assert {rule.basis for rule in mapping.claims} == {Basis.OBSERVED}


def test_shared_positions_are_given_a_centroids_uncertainty(guess: Callable[..., Guess]) -> None:
    town = guess("id,lat,lon", *[f"{at},48.{at % 3},37.{at % 3}" for at in range(9)])
    each = guess("id,lat,lon", *[f"{at},48.1{at},37.1{at}" for at in range(9)])
    assert (town.mapping.position.uncertainty_m, each.mapping.position.uncertainty_m) == (1000, 100)


def test_precision_words_and_ranges_of_counts_are_taken_up(guess: Callable[..., Guess]) -> None:
    mapping = guess(
        "id,lat,lon,precision,killed_min,killed_max", "1,36.1,37.1,town,1,3", "2,36.2,37.2,village,,"
    ).mapping
    assert dict(mapping.position.precision.uncertainty_m).keys() == {"town", "village"}
    (count,) = mapping.counts
    assert (count.name, count.low.text, count.high.text) == ("killed", "killed_min", "killed_max")


def test_the_id_is_the_column_that_identifies_and_not_the_first_called_so(guess: Callable[..., Guess]) -> None:
    mapping = guess(
        "video_id,reference_code,date", *[f"{at if at % 2 else ''},R{at},2022-03-01" for at in range(8)]
    ).mapping
    assert mapping.id.text == "reference_code"


def test_what_is_written_is_what_was_guessed(guess: Callable[..., Guess]) -> None:
    found = guess('id,date,"odd, name",lat,lon', "1,2022-03-01,x,48.1,37.5")
    text = write_mapping(found.mapping, found.remarks)
    assert parse_mapping_text(text) == found.mapping
    assert "# " in text
    assert all(len(line) <= 120 for line in text.splitlines())
