"""Facts that a user brings: hostilities, stocks, extensions, a fictional state."""

from __future__ import annotations

import json
from datetime import date

import pytest

from fallow.core.errors import FallowError, InputError
from fallow.treaty import obligations, parse_facts, read_facts, status

VELDEN = """
states:
  - {name: Velden, iso3: XVE}
facts:
  - {state: Velden, fact: signature, date: 2009-03-01, citation: the exercise}
  - {state: Velden, fact: ratification, date: 2012-02-29, mark: verified, citation: the exercise}
  - {state: Velden, fact: contamination, date: 2011-06-01, existing: yes, citation: survey of 2011}
  - {state: Velden, fact: hostilities, date: 2014-01-10, until: 2016-02-29, label: north}
  - {state: Velden, fact: hostilities, date: 2019-05-01, until: 2020-01-15, label: south}
  - {state: Velden, fact: hostilities, date: 2023-01-01, label: south again}
  - {state: Velden, fact: extension, article: 4(1)(a), date: 2021-09-21, until: 2026-08-01}
  - {state: Velden, fact: extension, article: 4(1)(b), date: 2025-09-19, until: 2028-02-28, label: north}
  - {state: Velden, fact: stockpile, date: 2012-03-01}
  - {state: Velden, fact: retention, date: 2013-01-01}
  - {state: Velden, fact: report, date: 2013-01-20, year: 2012}
  - {state: Velden, fact: report, date: 2024-03-02, year: 2023}
  - {state: Velden, fact: clarification_request, date: 2024-02-05}
"""


@pytest.fixture
def velden(tmp_path):
    path = tmp_path / "velden.yaml"
    path.write_text(VELDEN)
    return read_facts(path)


def of(facts, article, *ymd):
    return [item for item in obligations("Velden", date(*ymd), facts=facts) if item.article == article]


def test_a_fictional_state_has_a_status_and_obligations(velden):
    found = status("velden", date(2024, 3, 1), facts=velden)
    assert (found.status, found.state.iso3, found.in_force_from) == ("party", "XVE", date(2012, 8, 1))
    assert {item.article for item in obligations("XVE", date(2024, 3, 1), facts=velden)} >= {
        "1(1)(a)",
        "4(1)(a)",
        "21(2)",
    }


def test_article_4_1_b_each_of_the_hostilities_has_a_clock_of_its_own_and_resuming_stops_none(velden):
    north, south, again = of(velden, "4(1)(b)", 2024, 3, 1)
    assert (north.due, north.state.value) == (date(2026, 2, 28), "running"), "ten years from a leap day"
    assert (south.due, south.state.value) == (date(2030, 1, 15), "running")
    assert (again.due, again.state.value) == (None, "conditional"), "hostilities that go on start no clock"
    later = of(velden, "4(1)(b)", 2025, 10, 1)
    assert [item.extended for item in later] == [date(2028, 2, 28), None, None], "the extension is the north's"


def test_a_state_that_says_that_remnants_are_left_is_overdue_after_its_day(velden):
    assert of(velden, "4(1)(a)", 2026, 8, 1)[0].state.value == "due"
    assert of(velden, "4(1)(a)", 2026, 8, 2)[0].state.value == "overdue"
    assert of(velden, "3(2)", 2020, 8, 2)[0].state.value == "overdue"


def test_old_knowledge_of_remnants_makes_nobody_overdue():
    facts = parse_facts(
        [{"state": "NOR", "fact": "contamination", "date": "2012-01-01", "until": "2015-01-01", "existing": "yes"}]
    )
    found = {day: _state("NOR", "4(1)(a)", day, facts) for day in (date(2018, 1, 1), date(2021, 1, 1))}
    assert list(found.values()) == ["running", "past"]


def _state(state, article, on, facts):
    return next(item.state.value for item in obligations(state, on, facts=facts) if item.article == article)


def test_reports_and_requests_move_their_days(velden):
    assert of(velden, "7(1)", 2014, 1, 1)[0].state.value == "discharged"
    assert of(velden, "7(2)", 2024, 3, 1)[0].due == date(2024, 4, 30)
    assert of(velden, "7(2)", 2024, 3, 2)[0].due == date(2025, 4, 30), "the report on 2023 is in"
    assert of(velden, "3(8)", 2024, 3, 1)[0].due == date(2024, 4, 30), "retained in 2023"
    request = of(velden, "8(3)", 2024, 3, 1)[0]
    assert (request.due, request.state.value) == (date(2024, 3, 4), "running"), "28 days over a leap day"
    assert of(velden, "8(3)", 2024, 3, 5)[0].state.value == "overdue"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2015, 6, 17), "past"),
        (date(2015, 6, 18), "overdue"),
        (date(2015, 9, 1), "overdue"),
        (date(2015, 9, 2), "past"),
    ],
)
def test_a_report_is_overdue_only_while_a_source_says_that_it_is_missing(on, expected):
    missing = parse_facts([{"state": "MLI", "fact": "report_missing", "date": "2015-06-18", "until": "2015-09-01"}])
    assert _state("MLI", "7(1)", on, missing) == expected


def test_csv_json_and_yaml_say_the_same(tmp_path):
    fact = {"state": "LBN", "fact": "extension", "article": "4(1)(a)", "date": "2025-09-19", "until": "2028-05-01"}
    (tmp_path / "f.json").write_text(json.dumps([fact]))
    (tmp_path / "f.csv").write_text(",".join(fact) + "\n" + ",".join(fact.values()) + "\n")
    (tmp_path / "f.yaml").write_text("- {" + ", ".join(f"{key}: {value}" for key, value in fact.items()) + "}")
    read = [read_facts(tmp_path / f"f.{ending}") for ending in ("json", "csv", "yaml")]
    assert read[0] == read[1] == read[2]
    item = next(o for o in obligations("LBN", date(2025, 10, 1), facts=read[0]) if o.article == "4(1)(a)")
    assert (item.due, item.extended) == (date(2021, 5, 1), date(2028, 5, 1))


def test_an_extension_that_the_table_has_too_is_no_quarrel():
    same = parse_facts(
        [{"state": "DEU", "fact": "extension", "article": "4(1)(a)", "date": "2019-09-04", "until": "2025-08-01"}]
    )
    item = next(o for o in obligations("DEU", date(2022, 1, 1), facts=same) if o.article == "4(1)(a)")
    assert item.extended == date(2025, 8, 1)


def test_an_extension_longer_than_the_clause_allows_is_used_and_said_to_be_so():
    long = parse_facts(
        [{"state": "NOR", "fact": "extension", "article": "4(1)(a)", "date": "2020-01-01", "until": "2026-08-01"}]
    )
    item = next(o for o in obligations("NOR", date(2022, 1, 1), facts=long) if o.article == "4(1)(a)")
    assert item.extended == date(2026, 8, 1)
    assert any("longer than the 5 years" in step for step in item.derivation)


GOOD = {"state": "NOR", "fact": "report", "date": "2020-01-01"}


@pytest.mark.parametrize(
    ("facts", "kind", "words"),
    [
        ("not a list", "bad-fact", "str"),
        ({"fact": []}, "bad-fact", "'fact'"),
        (["words"], "bad-fact", "fact 1"),
        ([GOOD, {**GOOD, "fact": "ratificaton"}], "unknown-fact", "ratification"),
        ([GOOD, {**GOOD, "when": "2020"}], "bad-fact", "fact 2"),
        ([{**GOOD, "state": "Atlantis"}], "unknown-state", "'Atlantis'"),
        ([{**GOOD, "date": "2021-02-29"}], "bad-date", "'2021-02-29'"),
        ([{**GOOD, "date": ""}], "bad-fact", "add date"),
        ([{**GOOD, "fact": "extension", "article": "3(2)"}], "bad-fact", "'until' in fact 1"),
        ([{**GOOD, "fact": "extension", "until": "2021-01-01"}], "bad-fact", "'article' in fact 1"),
        ([{**GOOD, "fact": "extension", "article": "4(1)", "until": "2021-01-01"}], "bad-fact", "'4(1)'"),
        ([{**GOOD, "until": "2019-01-01"}], "bad-fact", "2020-01-01 to 2019-01-01"),
        ([{**GOOD, "year": "last"}], "bad-fact", "'last'"),
        ([{**GOOD, "existing": "maybe"}], "bad-fact", "'maybe'"),
        ([{**GOOD, "mark": "sure"}], "bad-mark", "'sure'"),
        ([{**GOOD, "instrument": "ccn"}], "unknown-instrument", "ccm"),
        ({"states": [{"name": "Velden", "iso3": "xve"}], "facts": []}, "bad-fact", "XAA to XZZ"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_in_one_line(facts, kind, words):
    with pytest.raises(InputError) as error:
        parse_facts(facts)
    assert error.value.kind == kind
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "text", "kind", "words"),
    [
        ("absent.yaml", None, "no-file", "absent.yaml"),
        ("f.yaml", "- {state: NOR, state: SWE}", "duplicate-key", "'state' twice"),
        ("f.yaml", "- {state: NOR", "bad-facts-file", "f.yaml"),
        ("f.json", "[", "not-json", "JSON"),
        ("f.csv", "state,fact\nNOR,report,2020-01-01\n", "bad-facts-file", "more cells"),
        ("f.txt", "NOR", "bad-facts-file", "'.txt'"),
        ("f.yaml", "- {state: NOR, fact: report, date: 2021-02-29}", "bad-date", "'2021-02-29'"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_one_line(tmp_path, name, text, kind, words):
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(FallowError) as error:
        read_facts(tmp_path / name)
    assert error.value.kind == kind
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_two_ratifications_of_a_real_state_are_refused_and_nothing_is_lost():
    twice = parse_facts([{"state": "DEU", "fact": "ratification", "date": "2011-01-01"}])
    with pytest.raises(InputError, match="ratification on 2009-07-08 and ratification on 2011-01-01"):
        status("DEU", date(2023, 7, 7), facts=twice)
    assert status("FRA", date(2023, 7, 7), facts=twice).status == "party"


def test_a_state_of_an_exercise_cannot_take_the_code_of_a_real_one():
    taken = parse_facts({"states": [{"name": "Velden", "iso3": "DEU"}], "facts": []})
    with pytest.raises(InputError, match="DEU for Velden, which is Germany"):
        status("Velden", date(2023, 7, 7), facts=taken)


def test_an_extension_that_moves_the_day_back_is_refused():
    back = parse_facts(
        [{"state": "NOR", "fact": "extension", "article": "4(1)(a)", "date": "2015-01-01", "until": "2019-01-01"}]
    )
    with pytest.raises(InputError, match="beyond 2020-08-01"):
        obligations("NOR", date(2016, 1, 1), facts=back)
