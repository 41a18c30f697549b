"""Who is no speaker, whose words a day dates, and what the weights may not do to a claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fallow.evidence.reading import Related
from fallow.evidence.reading.figures import figures, shares

HEAD = "Road to the mill closed\n\nPublished 14 May 2031\n\n"


def speakers(related: Related) -> list[str | None]:
    return [one.speaker.name for one in related.reading.documents[0].statements]


@pytest.mark.parametrize("word", ["Neither", "Autumn", "Children", "Polls", "Nobody", "Officials", "Both"])
def test_a_capital_that_only_begins_a_sentence_is_nobodys_name(word: str, read: Callable[..., Related]) -> None:
    found = speakers(read(f"{HEAD}{word} said that the shells had fallen on the gardens. The road was closed.\n"))
    assert word not in found


def test_a_name_with_two_particles_is_whole(read: Callable[..., Related]) -> None:
    assert "Pavel van der Meeren" in speakers(
        read(f"{HEAD}Pavel van der Meeren, a deminer, said that the road was closed.\n")
    )


def test_a_day_once_named_dates_the_speakers_other_words_and_says_so_of_a_strangers(
    read: Callable[..., Related],
) -> None:
    text = (
        f"{HEAD}The road to the mill is closed until the harvest.\n\n“The road is closed,” Mara Holt, a spokeswoman, said on Monday. “Nobody should go there.”\n\n"
        "Holt said that the harvest was lost.\n\n“We were not asked,” said Ivo Strand, a farmer.\n"
    )
    found = {
        (
            one.speaker.name,
            one.said_on.start if one.said_on else None,
            one.said_on is not None and one.said_on.basis.startswith(("carried on", "of the story")),
        )
        for one in read(text).reading.documents[0].statements
    }
    assert ("Mara Holt", "2031-05-12", False) in found
    assert ("Mara Holt", None, False) not in found
    assert {carried for name, day, carried in found if name == "Ivo Strand" and day is not None} <= {True}


@pytest.mark.parametrize(
    ("words", "op", "value"),
    [
        ("about one in ten", "~", 10.0),
        ("a third", "~", 100 / 3),
        ("less than a quarter", "<", 25.0),
        ("three out of twenty", "~", 15.0),
        ("at least 1 in 5", ">=", 20.0),
    ],
)
def test_shares_in_words_are_read_with_their_bound(words: str, op: str, value: float) -> None:
    text = f"They say that {words} of them did not explode."
    (share,) = shares(text, 0, len(text))
    assert (share.op, round(share.value, 6)) == (op, round(value, 6))


@pytest.mark.parametrize("words", ["one in the garden", "half an hour", "two in three-metre holes"])
def test_what_only_looks_like_a_share_is_none(words: str) -> None:
    assert shares(words, 0, len(words)) == []


@pytest.mark.parametrize(
    ("words", "op"),
    [
        ("2.35 per cent or less", "<="),
        ("1 per cent of cases at most", "<="),
        ("16 per cent, roughly", "~"),
        ("no more than 3 %", "<="),
    ],
)
def test_a_bound_after_the_figure_is_a_bound(words: str, op: str) -> None:
    (figure,) = figures(words, 0, len(words))
    assert figure.op == op


def test_no_more_than_is_no_denial_of_a_rate(read: Callable[..., Related]) -> None:
    related = read(
        f"{HEAD}The M864 shells have a dud rate of no more than 2.35 per cent, Mara Holt, a spokeswoman, said.\n"
    )
    (claim,) = [one for one in related.reading.documents[0].claims if one.kind.value == "dud_rate"]
    assert (claim.polarity.value, claim.fields["op"], claim.fields["value"]) == ("affirm", "<=", 0.0235)


def test_a_law_about_rates_is_no_rate(read: Callable[..., Related]) -> None:
    related = read(
        f"{HEAD}Cluster bombs lay there. A law bars the export of cluster munitions with a failure rate of more than 1 per cent.\n"
    )
    assert [one for one in related.reading.documents[0].claims if one.kind.value == "dud_rate"] == []


def test_unnamed_observers_at_one_place_are_one_family_however_many_pages(read: Callable[..., Related]) -> None:
    page = "{}\n\n14 May 2031\n\nCluster rockets hit Halvik on 12 May, {} report. They counted nine bomblets in the gardens there.\n"
    first = page.format("Night of fire", "monitors of the ceasefire mission")
    second = page.format("What fell on the gardens", "our correspondents in the village")
    use = [one for one in read(first, second).reading.propositions if str(one["key"]).startswith("use|place=Halvik")]
    assert [one["observing_families"] for one in use] == [1]
