"""Strike candidates: no threat, denial, exercise, rumour or old war may become a strike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fallow.evidence.reading import Related

Read = Callable[..., Related]
PAGE = "Report from the river\n\n© The Fen Courier\n\nPublished 14 May 2031\n\n{}\n\nThe river was calm and the ferry ran as on any other day, people said.\n"

BAIT = (
    "Sarrow's defence minister, Anna Pell, said on Tuesday that his army might use cluster munitions at Halvik if the siege went on.",
    "“We will fire cluster rockets at Halvik on 20 May unless they withdraw,” General Otto Brand said.",
    "Sarrow denied that its forces had used cluster munitions at Halvik on 12 May. The ministry called the reports fabricated.",
    "The Sarrow army did not drop cluster bombs on Tessel on 11 May, the Norrin interior ministry said.",
    "Soldiers took part in an exercise at Halvik on 12 May in which the use of cluster munitions was simulated.",
    "In the Lowland War, aircraft dropped cluster bombs on Halvik on 3 June 1971, and the fields are still closed.",
    "Norrin has used cluster munitions in its war with Sarrow since 2029, Human Rights Watch said.",
    "Cluster munitions were reportedly used at Halvik on 12 May, according to unconfirmed posts on social media.",
    "Allegedly, cluster bombs fell on Tessel on 12 May.",
    "The convention bans the use of cluster munitions. Delegates met in Halvik on 12 May to discuss the treaty.",
    "Norrin promised on 12 May not to use cluster munitions near Halvik.",
    "A convoy carrying cluster munitions passed through Tessel on 12 May, drivers said.",
    "The army may have used cluster munitions at Halvik on 12 May, but nobody has been able to check.",
    "Investigators who visited Halvik on 12 May found no evidence that cluster munitions had been used there.",
    "“Did they use cluster munitions at Halvik on 12 May? I do not know,” the mayor said.",
    "Sarrow and Norrin both deny using cluster munitions in Halvik province on 12 May.",
    "Troops destroyed a stock of cluster munitions near Tessel on 12 May.",
    "Deminers cleared unexploded submunitions at Lower Fen on 12 May, left from the war of 1988.",
    "Norrin's forces fired conventional shells at Halvik on 12 May. Sarrow has threatened to use cluster munitions.",
    "No cluster munitions were used at Halvik on 12 May, residents told the paper.",
    "Rockets hit Halvik on 12 May, drovers said. It was not clear whether they carried submunitions.",
    "In the simulation, cluster munitions are fired at Halvik on 12 May 2031.",
    "Human Rights Watch researchers documented that cluster munitions were used at Halvik in April.",
    "Human Rights Watch researchers documented that cluster munitions were used in Norrin on 12 May.",
    "Human Rights Watch researchers documented that cluster munitions were used in Halvik district on 12 May.",
    "The Sarrow army used cluster munitions at Halvik on 12 May, the Norrin defence ministry said.",
)  # fmt: skip

GOOD = (
    ("Sarrow's artillery fired cluster munitions at Halvik on 12 May, a Clear Fields Trust team that visited the village on Monday found.", "Halvik", "2031-05-12"),
    ("Researchers of Human Rights Watch documented a cluster munition attack on Tessel on 11 May. They photographed two tail sections.", "Tessel", "2031-05-11"),
    ("Halvik was hit by cluster munitions on the evening of 12 May, and our reporter saw bomblets lying in the road an hour later.", "Halvik", "2031-05-12"),
    ("A team from Human Rights Watch found remnants of cluster rockets in Lower Fen after the attack of 10 May.", "Lower Fen", "2031-05-10"),
    ("Satellite images examined by Airwars show that cluster munitions struck the fields at Lower Fen on 9 May.", "Lower Fen", "2031-05-09"),
    ("Inspectors of the United Nations verified that cluster munitions had been used at Tessel on 8 May.", "Tessel", "2031-05-08"),
    ("Norrin aircraft dropped cluster bombs on Brask on 10 May 2031, Amnesty International said on Tuesday. Its researchers recovered fragments of three bombs.", "Brask", "2031-05-10"),
    ("On 12 May Sarrow's forces shelled Halvik with cluster munitions, the Norrin defence ministry said. Human Rights Watch said cluster munitions were used in Halvik on 12 May.", "Halvik", "2031-05-12"),
)  # fmt: skip


@pytest.mark.parametrize("sentence", BAIT)
def test_bait_is_never_a_strike(read: Read, sentence: str) -> None:
    assert read(PAGE.format(sentence)).reading.strike_candidates == ()


@pytest.mark.parametrize(("sentence", "place", "day"), GOOD)
def test_an_observed_use_at_a_village_on_a_day_is_a_candidate(read: Read, sentence: str, place: str, day: str) -> None:
    (found,) = read(PAGE.format(sentence)).reading.strike_candidates
    assert (found["place"]["name"], found["when"]) == (place, {"start": day, "end": day})


def test_two_asserting_families_need_an_analyst(read: Read) -> None:
    (found,) = read(PAGE.format(GOOD[-1][0])).reading.strike_candidates
    assert "an analyst must confirm" in found["why"]


def test_a_headline_alone_is_no_candidate(read: Read) -> None:
    page = "Human Rights Watch finds cluster munitions were used at Halvik on 12 May\n\nPublished 14 May 2031\n\nThe river was calm, and the ferry ran as it does on any other day of the year, the ferryman said.\n"
    assert read(page).reading.strike_candidates == ()


def test_a_rewritten_page_is_no_candidate(read: Read, pages: dict[str, str]) -> None:
    rewritten = (
        pages["visit"]
        .replace("Green Field Trust", "Secretary Basic and the New York Occasions", 1)
        .replace("a team", "overseas ministry")
    )
    related = read(pages["visit"], rewritten)
    suspected = {one.sha256 for one in related.reading.documents if one.rewritten.suspected}
    (found,) = related.reading.strike_candidates
    assert suspected
    assert all(not key.startswith(sha[:12]) for key in found["claims"] for sha in suspected)


def test_without_a_gazetteer_nothing_is_placed(pages: dict[str, str]) -> None:
    from fallow.evidence.reading import NO_PLACES, read_documents

    related = read_documents([("visit.txt", pages["visit"].encode())], NO_PLACES)
    assert related.reading.strike_candidates == ()
    assert all(claim.fields.get("place") is None for claim in related.reading.documents[0].claims)
