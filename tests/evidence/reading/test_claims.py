"""Claims: a threat is not a use, a denial is not an assertion, a bound is not a figure, hearsay has no origin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading import ReadClaim, Related
from fallow.evidence.reading.days import day_mentions
from fallow.evidence.reading.figures import figures

Read = Callable[..., Related]
TOP = "Norrin and Sarrow\n\nPublished 14 May 2031\n\nThe Norrin army and the Sarrow army both hold cluster munitions, as everybody knows who lives there.\n\n"


def claims(read: Read, sentence: str, kind: ClaimKind) -> list[ReadClaim]:
    related = read(TOP + sentence)
    return [one for one in related.reading.documents[0].claims if one.kind is kind and one.span.start >= len(TOP)]


@pytest.mark.parametrize(
    ("sentence", "polarity", "modality"),
    [
        ("Sarrow's army used cluster munitions at Halvik on 12 May.", "affirm", "asserted"),
        ("Cluster bombs were dropped on Tessel on 11 May.", "affirm", "asserted"),
        ("Halvik was hit by cluster munitions on 12 May.", "affirm", "asserted"),
        ("The army may have used cluster munitions at Halvik.", "affirm", "possible"),
        ("The army could use cluster munitions at Halvik.", "affirm", "possible"),
        ("Sarrow threatened to use cluster munitions at Halvik.", "affirm", "threatened"),
        ("If Sarrow uses cluster munitions at Halvik, the talks are over.", "affirm", "conditional"),
        ("Sarrow did not use cluster munitions at Halvik.", "negated", "asserted"),
        ("Sarrow has never fired cluster munitions at Halvik.", "negated", "asserted"),
        ("Sarrow denied that its forces had used cluster munitions at Halvik.", "deny", "asserted"),
        ("“Our forces did not use cluster munitions,” the Sarrow defence ministry said.", "deny", "asserted"),
    ],
)
def test_whether_it_is_said_to_be_so(read: Read, sentence: str, polarity: str, modality: str) -> None:
    found = claims(read, sentence, ClaimKind.USE)
    assert [(one.polarity.value, one.modality.value) for one in found] == [(polarity, modality)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The convention bans the use of cluster munitions.",
        "Norrin promised not to use cluster munitions in towns.",
        "Delegates discussed the use of cluster munitions.",
        "Protesters demanded an end to the use of cluster munitions.",
    ],
)
def test_speaking_of_a_rule_or_a_promise_is_no_claim_of_use(read: Read, sentence: str) -> None:
    assert claims(read, sentence, ClaimKind.USE) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Sarrow's defence ministry said its cluster munitions have a dud rate of less than 2.35 per cent.",
            {"owner": "Sarrow", "op": "<", "value": 0.0235, "high": None},
        ),
        (
            "Norrin cluster bombs leave between 30 and 40 per cent of their bomblets unexploded.",
            {"owner": "Norrin", "op": "range", "value": 0.3, "high": 0.4},
        ),
        ("Up to 14% of the submunitions fail to explode.", {"owner": None, "op": "<=", "value": 0.14, "high": None}),
        ("At least one per cent of the submunitions do not explode.", {"op": ">=", "value": 0.01}),
        ("The M483A1 shell has a failure rate of about 14 percent.", {"munition": "M483A1", "op": "~", "value": 0.14}),
        ("Cluster munitions of Norrin have a dud rate of no more than 1 percent.", {"op": "<=", "value": 0.01}),
    ],
)
def test_a_dud_rate_keeps_owner_munition_and_bound(read: Read, sentence: str, expected: dict[str, Any]) -> None:
    (found,) = claims(read, sentence, ClaimKind.DUD_RATE)
    assert {key: found.fields[key] for key in expected} == expected


def test_a_percentage_of_something_else_is_no_dud_rate(read: Read) -> None:
    assert claims(read, "Grain exports fell by 40 per cent because of the cluster munitions.", ClaimKind.DUD_RATE) == []


def test_a_dud_rate_names_who_passed_it_on(read: Read) -> None:
    (found,) = claims(read, "Ivo Strand said the submunitions have a dud rate of 5 per cent.", ClaimKind.DUD_RATE)
    assert found.fields["source_chain"] == ["Ivo Strand"]


def test_reportedly_has_no_origin_and_no_family(read: Read) -> None:
    related = read(TOP + "Norrin cluster munitions reportedly have a dud rate of 40 per cent.")
    (found,) = [one for one in related.reading.documents[0].claims if one.kind is ClaimKind.DUD_RATE]
    (proposition,) = [one for one in related.reading.propositions if one["key"].startswith("dud_rate")]
    assert found.basis is Basis.HEARSAY
    assert related.documents[0].authorities[found.id] is None
    assert (proposition["documents"], proposition["origins"], proposition["asserting_families"]) == (1, 0, 0)


def test_casualties_are_ranges_and_unknown_is_not_zero(read: Read) -> None:
    (found,) = claims(
        read, "Cluster munitions killed at least 12 people and wounded between 30 and 40 others.", ClaimKind.CASUALTIES
    )
    assert found.fields["killed"] == {"low": 12.0, "high": None}
    assert found.fields["injured"] == {"low": 30.0, "high": 40.0}
    assert found.fields["casualties"] is None


def test_submunitions_are_not_casualties(read: Read) -> None:
    assert claims(read, "Each rocket holds 30 submunitions, which can kill.", ClaimKind.CASUALTIES) == []


def test_a_transfer_knows_from_whom_to_whom_and_whether_it_is_only_weighed(read: Read) -> None:
    (sent,) = claims(read, "Norrin will send cluster munitions to Sarrow.", ClaimKind.TRANSFER)
    assert (sent.fields["from"], sent.fields["to"], sent.modality) == ("Norrin", "Sarrow", Modality.ASSERTED)
    (weighed,) = claims(read, "Norrin is considering whether to send cluster munitions to Sarrow.", ClaimKind.TRANSFER)
    assert weighed.modality is Modality.POSSIBLE
    (not_sent,) = claims(read, "Norrin has not sent any cluster munitions to Sarrow.", ClaimKind.TRANSFER)
    assert not_sent.polarity is Polarity.NEGATED


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Norrin has signed the Convention on Cluster Munitions.", ClaimKind.TREATY_STATUS),
        ("Sarrow pledged not to fire cluster munitions into towns.", ClaimKind.PLEDGE),
        ("Cluster munitions are banned by more than 100 states.", ClaimKind.PROHIBITION),
        (
            "Parliament's law forbids the export of such weapons, and cluster munitions above all.",
            ClaimKind.NATIONAL_RESTRICTION,
        ),
        ("Sarrow asked for cluster munitions in March.", ClaimKind.REQUEST),
        ("Norrin keeps a large stockpile of cluster munitions.", ClaimKind.STOCK),
        ("The bomblets remain a danger to civilians for decades.", ClaimKind.HARM_RISK),
        ("Cluster munitions scatter dozens of bomblets over a wide area.", ClaimKind.MUNITION_DESC),
        ("Cluster munitions could be a game changer on the battlefield.", ClaimKind.EFFECT),
        ("The cluster munitions destroyed homes and a school.", ClaimKind.DAMAGE),
        ("Sarrow condemned the decision to send cluster munitions.", ClaimKind.STANCE),
        ("Norrin accused Sarrow of war crimes with cluster munitions.", ClaimKind.ACCUSATION),
    ],
)
def test_each_plain_kind_is_found(read: Read, sentence: str, kind: ClaimKind) -> None:
    assert claims(read, sentence, kind)


@pytest.mark.parametrize(
    ("words", "op", "value", "high"),
    [
        ("less than 3 per cent", "<", 3, None),
        ("no higher than 3%", "<=", 3, None),
        ("between one and three percent", "range", 1, 3),
        ("2.5 percent or lower", "<=", 2.5, None),
        ("at least a dozen people", ">=", 12, None),
        ("dozens of people", ">=", 24, None),
        ("1,200 people", "=", 1200, None),
        ("twenty-three people", "=", 23, None),
        ("nearly 20 per cent", "~", 20, None),
    ],
)
def test_figures_keep_their_bounds(words: str, op: str, value: float, high: float | None) -> None:
    (found,) = figures(words, 0, len(words))
    assert (found.op, found.value, found.high) == (op, value, high)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on 12 May", "2031-05-12", "2031-05-12"),
        ("on Monday", "2031-05-12", "2031-05-12"),
        ("yesterday", "2031-05-13", "2031-05-13"),
        ("on 30 June", "2030-06-30", "2030-06-30"),
        ("between 3 and 5 May", "2031-05-03", "2031-05-05"),
        ("in early April", "2031-04-01", "2031-04-10"),
        ("May 2029", "2029-05-01", "2029-05-31"),
        ("last week", "2031-05-05", "2031-05-11"),
    ],
)
def test_days_are_resolved_against_publication(words: str, start: str, end: str) -> None:
    (found,) = day_mentions(words, 0, len(words), date(2031, 5, 14))
    assert found.days is not None
    assert (found.days.start, found.days.end) == (start, end)


def test_a_weekday_without_publication_stays_unknown() -> None:
    (found,) = day_mentions("on Monday", 0, 9, None)
    assert found.days is None


def test_an_impossible_date_is_no_date() -> None:
    assert [one.days for one in day_mentions("on 31 February 2031", 0, 19, None)] == [None]


def test_the_day_of_a_visit_is_not_the_day_of_the_attack(read: Read) -> None:
    (found,) = claims(
        read, "On 13 May a team visited Halvik, where cluster munitions had been used on 9 May.", ClaimKind.USE
    )
    assert found.fields["when"] == {"start": "2031-05-09", "end": "2031-05-09"}
    found_remains = claims(read, "On 13 May a team found fragments of cluster munitions in Halvik.", ClaimKind.USE)
    assert [one.fields["when"] for one in found_remains] == [None]
