"""Ways to make a reader see a strike, a culprit or a victim that the page does not tell of."""

from __future__ import annotations

from typing import Any

import pytest

from fallow.evidence.reading import read_documents
from fallow.evidence.reading.places import parse_places

PLACES = parse_places(
    [
        {"name": name, "country": "Tarsa", "lat": lat, "lon": 5.3, "precision_m": 800}
        for name, lat in (("Velmora", 60.1), ("Kestrin", 60.4), ("Oldmere", 60.7))
    ]
)


def read(words: str) -> Any:
    page = f"News from Tarsa\n\nPublished: 22 May 2031\n\n{words}\n"
    return read_documents([("page.txt", page.encode())], PLACES).reading


def uses(words: str) -> list[Any]:
    return [one for one in read(words).documents[0].claims if one.kind.value == "use"]


def test_what_a_team_did_see_is_a_candidate():
    """Otherwise nothing below could fail."""
    assert read("The UN team saw cluster munitions hit Velmora on 20 May 2031.").strike_candidates


@pytest.mark.parametrize(
    "words",
    [
        "The UN team did not find that cluster munitions were used at Velmora on 20 May 2031.",
        "The UN team ruled out that cluster munitions had struck Oldmere on 20 May 2031.",
        "The ICRC team refused to confirm that cluster munitions struck Kestrin on 20 May 2031.",
        "Hardly any evidence was found by the UN team of cluster munitions that struck Velmora on 20 May 2031.",
        "Human Rights Watch has retracted its report that its researchers saw cluster munitions hit Velmora on 20 May 2031.",
        "The ICRC team falsely claimed that it found cluster bombs that hit Kestrin on 20 May 2031.",
        "Nobody saw cluster munitions strike Velmora on 20 May 2031, the UN team said.",
        "Had the UN team seen cluster munitions hit Velmora on 20 May 2031?",
        "A Telegram channel wrote that UN monitors had seen cluster munitions hit Kestrin on 21 May 2031.",
        "Villagers had heard that HRW researchers observed cluster bombs strike Velmora on 21 May 2031.",
        "On 10 May 1991 our monitors saw cluster bombs hit Kestrin.",
        "Residents gathered on Tuesday to remember the bombing of forty years ago. “I saw the bomblets fall on Kestrin,” said Anna Rill.",
        "In the trailer, the UN inspector, played by Tom Birch, says that he saw cluster munitions hit Oldmere on 20 May 2031.",
        "At a live-fire demonstration near Velmora on 20 May 2031 our reporter saw cluster bombs hit the range.",
        "Reports of a cluster strike on Velmora on 20 May 2031 were wrong, said the UN team, which had found a gas bottle.",
        "Cluster bombs hit Velmora on 20 May 2031. “I saw the rockets burst,” said Colonel Ivan Petrov of the Russian army.",
        "Two UN monitors recorded no use: they found no trace of cluster munitions in Velmora on 20 May 2031.",
    ],
)
def test_refusals_hearsay_history_and_play_make_no_strike(words):
    assert read(words).strike_candidates == ()


def test_who_looked_and_found_nothing_stands_against():
    (claim,) = uses("Amnesty International researchers found no sign of cluster munitions in Oldmere on 13 May 2031.")
    assert claim.polarity.value == "negated"
    assert claim.basis.value == "observed"
    assert claim.fields["place"]["name"] == "Oldmere"


def test_who_finds_the_weapon_is_not_written_down_as_its_user():
    assert all(
        one.fields["actor"] is None for one in uses("The ICRC team found cluster submunitions that struck Oldmere.")
    )


def test_a_claim_takes_the_place_of_its_own_words():
    words = "The mayor of Oldmere spoke first. The UN team saw cluster munitions strike Velmora on 20 May 2031."
    assert [one.fields["place"]["name"] for one in uses(words)] == ["Velmora"]


def test_a_place_is_not_lent_from_another_speakers_words():
    words = "The UN said that cluster munitions hit Kestrin on 20 May 2031. Rwanda’s minister Ada Quist accused the Congolese army of firing cluster rockets."
    assert {one.fields["place"]["name"] if one.fields["place"] else None for one in uses(words)} == {"Kestrin", None}


@pytest.mark.parametrize("day", ["13 May 2031", "May 13, 2031", "10 May 2031"])
def test_a_day_of_the_month_is_nobody(day):
    found = [
        one
        for one in read(f"Cluster bombs on {day} killed four people in Velmora.").documents[0].claims
        if one.kind.value == "casualties"
    ]
    assert [one.fields["killed"] for one in found] == [{"low": 4, "high": 4}]


def test_a_negation_in_the_next_sentence_is_of_the_next_state():
    words = "Cluster munitions are banned by a convention. Chad is a state party to the convention. Niger is not a party to the convention."
    found = [one for one in read(words).documents[0].claims if one.kind.value == "treaty_status"]
    assert [(one.fields["states"], one.polarity.value) for one in found] == [
        (["Chad"], "affirm"),
        (["Niger"], "negated"),
    ]


def test_the_day_of_the_event_is_not_the_day_of_publication():
    page = "Cluster munitions struck Kestrin on 10 May 2031, the UN team saw.\n"
    assert read_documents([("page.txt", page.encode())], PLACES).reading.documents[0].published is None
