"""Names of states."""

from __future__ import annotations

import pytest

from fallow.core.errors import InputError
from fallow.treaty import State, load_states, parse_state
from fallow.treaty.states import fold_name


def test_every_state_is_found_by_its_code_and_by_each_of_its_names():
    assert len(load_states()) == 197
    for state in load_states():
        for name in (state.iso3, *state.names):
            assert parse_state(name) is state, name


def test_no_name_belongs_to_two_states():
    folded = [fold_name(name) for state in load_states() for name in {state.iso3, *state.names}]
    folded = [name for state in load_states() for name in {fold_name(name) for name in (state.iso3, *state.names)}]
    assert len(folded) == len(set(folded))


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("laos", "LAO"),
        ("Lao PDR", "LAO"),
        ("COTE D’IVOIRE", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Sao Tome & Principe", "STP"),
        ("the Gambia", "GMB"),
        ("Swaziland", "SWZ"),
        ("Zaire", "COD"),
        ("Burma", "MMR"),
        ("TURKEY", "TUR"),
        ("Saint Lucia", "LCA"),
        ("Macedonia", "MKD"),
        ("Cape Verde", "CPV"),
        ("Czechia", "CZE"),
        ("u.s.", "USA"),
        (" deu ", "DEU"),
        ("Palestine", "PSE"),
        ("Congo", "COG"),
        ("DRC", "COD"),
        ("Guinea", "GIN"),
        ("Niger", "NER"),
    ],
)
def test_variants_former_names_case_and_accents_are_understood(text, iso3):
    assert parse_state(text).iso3 == iso3


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Germny", "Germany (DEU)"),
        ("Korea", "Republic of Korea (KOR)"),
        ("Slovania", "Slovenia (SVN)"),
        ("Nigera", "Niger"),
    ],
)
def test_a_misspelt_or_ambiguous_name_gets_one_line_with_near_misses(text, near):
    with pytest.raises(InputError) as error:
        parse_state(text)
    assert error.value.kind == "unknown-state"
    assert repr(text) in str(error.value)
    assert near in str(error.value)
    assert "\n" not in str(error.value)


def test_a_name_like_nothing_points_to_the_list():
    with pytest.raises(InputError, match="fallow treaty status"):
        parse_state("Qqqq")


def test_a_state_of_an_exercise_is_found_only_where_it_was_given():
    velden = State("XVE", "Velden")
    assert parse_state("velden", [velden]) is velden
    with pytest.raises(InputError):
        parse_state("Velden")
