"""Ledgers: an announcement is its maker's word once, copies are no witnesses, and what gave way is still there."""

from __future__ import annotations

import pytest

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.ledgers import ledger_of

SENT = {"to": "Orvenna", "munition": "M483A1", "status": "announced"}


def rows(press, name="transfers"):
    return ledger_of(press.related(), name).rows


def test_four_prints_of_one_announcement_are_one_origin_of_one_family(press):
    for number, page in enumerate(("a", "b", "c", "d")):
        voice = "state:us" if number == 0 else f"media:{page}"
        press.says(
            page, ClaimKind.TRANSFER, "We will send them.", voice=voice, origin="one", day=f"2031-05-0{number + 1}",
            basis=Basis.OWN_ACT, **{"from": "Washington", **SENT},
        )  # fmt: skip
    (row,) = rows(press)
    told = row.to_json()
    assert (told["for"]["origins"], told["for"]["documents"]) == (1, 4)
    assert told["for"]["asserting_families"] == ["United States"], "who printed it first speaks for the origin"
    assert told["own_word"] is True
    assert told["against"]["documents"] == 0


def test_an_accusation_is_not_the_givers_own_word(press):
    press.says("a", ClaimKind.TRANSFER, "They sent them.", voice="state:ru", **{"from": "Washington", **SENT})
    assert rows(press)[0].own_word is False


def test_hearsay_and_nobodys_word_are_shown_and_count_for_nothing(press):
    press.says("a", ClaimKind.TRANSFER, "Reportedly sent.", basis=Basis.HEARSAY, **{"from": "Washington", **SENT})
    press.says("b", ClaimKind.TRANSFER, "They were sent.", voice=None, **{"from": "US", **SENT})
    (row,) = rows(press)
    assert (row.pro.origins_low, row.pro.documents, row.pro.hearsay) == (0, 2, 2)
    assert "hearsay or nobody known" in row.cells()[4]
    assert {doubt for one in row.lineage for doubt in one.doubts} >= {"hearsay", "nobody known stands behind it"}


def test_a_maybe_is_never_in_the_row_of_what_is_asserted(press):
    press.says("a", ClaimKind.TRANSFER, "They will.", **{"from": "US", **SENT})
    press.says("b", ClaimKind.TRANSFER, "They might.", modality=Modality.POSSIBLE, **{"from": "US", **SENT})
    assert [(row.stage, row.pro.documents) for row in rows(press)] == [("announced", 1), ("possible", 1)]


def test_has_not_sent_and_later_will_send_is_the_course_of_events(press):
    was = press.says(
        "a", ClaimKind.TRANSFER, "Not so far.", day="2031-06-01", polarity=Polarity.NEGATED, **{"from": "US", **SENT}
    )
    now = press.says("b", ClaimKind.TRANSFER, "We shall.", day="2031-07-01", **{"from": "US", **SENT})
    press.link("superseded_by", was, now)
    (row,) = rows(press)
    assert row.given_way == (was,)
    assert "given way since" in row.cells()[5]
    assert [one.claim.id for one in row.lineage] == [was, now], "the past stays in the row"


def test_nobodys_gift_to_nobody_is_not_joined_over_origins(press):
    for page in "ab":
        press.says(
            page,
            ClaimKind.TRANSFER,
            "They were delivered.",
            **{"from": None, "to": None, "munition": None, "status": "delivered"},
        )
    assert len(rows(press)) == 2


def test_every_row_walks_back_to_words_and_place(press):
    press.says("a", ClaimKind.TRANSFER, "They will send shells. More follows.", **{"from": "US", **SENT})
    (step,) = rows(press)[0].to_json()["lineage"]
    assert (step["document"], step["start"], step["end"], step["words"]) == ("a", 0, 4, "They")
    assert step["sentence"] == "They will send shells."


def test_a_promise_told_by_another_is_not_the_promisers_word(press):
    fields = {"by": "Ukraine", "records": True, "not_in_towns": True}
    press.says("a", ClaimKind.PLEDGE, "They promised to record.", voice="state:us", **fields)
    press.says(
        "b",
        ClaimKind.PLEDGE,
        "We promise to record.",
        voice="state:ua",
        basis=Basis.OWN_ACT,
        **{**fields, "not_in_towns": False},
    )
    records, towns = rows(press, "pledges")
    assert (records.condition, records.own_word, records.pro.origins_low) == ("to keep records of use", True, 2)
    assert (towns.condition, towns.own_word, towns.pro.origins_low) == ("not in populated places", False, 1)


def test_a_denial_stands_once_beside_what_it_contradicts(press):
    place = {"name": "Dunmarrow", "country": "Orvenna", "lat": 0.0, "lon": 0.0, "precision_m": 400.0}
    use = press.says("n", ClaimKind.USE, "They did.", voice="ngo:x", basis=Basis.OBSERVED, actor="Russia", place=place)
    for page in "ab":
        name = press.says(
            page, ClaimKind.USE, "We did not.", voice="state:ru", origin="briefing", polarity=Polarity.DENY,
            basis=Basis.OWN_ACT, actor="Russian forces", place=place, when=None,
        )  # fmt: skip
        press.link("contradicts", name, use)
    (row,) = rows(press, "denials")
    told = row.to_json()
    assert (told["denier"], told["documents"], told["of_its_own_act"]) == ("Russia", 2, True)
    assert told["contradicts"] == [use], "the observation stays as it is"


def test_what_is_said_of_a_treaty_is_listed_and_never_counted_up(press):
    for number, page in enumerate("abc"):
        press.says(
            page,
            ClaimKind.TREATY_STATUS,
            "X is a party.",
            voice=f"media:{number}",
            states=["Ukraine"],
            status="party",
            count=None,
        )
    found = rows(press, "treaty")
    assert len(found) == 3
    assert not any("for" in row.to_json() or "origins" in row.to_json() for row in found)


def test_another_name_is_refused(press):
    with pytest.raises(InputError, match="transfers"):
        ledger_of(press.related(), "rumours")
