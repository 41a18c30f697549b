"""Origins: sentences are not beginnings, what people decided goes before rules, and the unknown adds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fallow.core.errors import InputError
from fallow.evidence.reading import Related, relate

Read = Callable[..., Related]

ONE = "Halvik hit\n\nPublished 14 May 2031\n\nMara Holt, the Norrin defence minister, said Sarrow had fired cluster munitions at Halvik on 12 May.\n"
TWO = "Mill shut\n\nPublished 15 May 2031\n\n“On 12 May the Sarrow army fired cluster bombs at Halvik,” the Norrin ambassador, Otto Brand, said.\n"


def use(related: Related) -> dict[str, Any]:
    (found,) = [one for one in related.reading.propositions if one["key"].startswith("use|place=Halvik")]
    return dict(found)


def statement(related: Related, document: int) -> str:
    claims = [one for one in related.documents[document].reading.claims if one.kind.value == "use"]
    return str(claims[0].statement)


def test_a_confirmed_link_makes_two_origins_one(read: Read) -> None:
    related = read(ONE, TWO)
    assert use(related)["origins"] == 2
    pair = (statement(related, 0), statement(related, 1))
    decided = relate(related.documents, decided={pair: "confirmed"})
    assert use(decided)["origins"] == 1
    assert [(one.kind, {one.a, one.b}) for one in decided.reading.links] == [("same_origin", set(pair))]


def test_a_refused_link_makes_one_origin_two_and_is_no_longer_shown(read: Read) -> None:
    again = TWO.replace("Otto Brand", "Mara Holt").replace("ambassador", "defence minister")
    third = again.replace("Mill shut", "Ferry stopped").replace("15 May", "16 May").replace("from the", "out of the")
    related = read(
        again,
        third.replace(
            "the Norrin defence minister, Mara Holt, said", "Mara Holt, Norrin's defence minister, told a crowd"
        ),
    )
    links = [one for one in related.reading.links if one.kind == "same_utterance"]
    assert len(links) == 1
    assert use(related)["origins"] == 1
    copies = {(one.a, one.b): "refused" for one in related.reading.links}
    decided = relate(related.documents, decided={(b, a): verdict for (a, b), verdict in copies.items()})
    assert use(decided)["origins"] == 2
    assert decided.reading.links == ()


def test_a_refused_copy_counts_as_a_page_of_its_own(read: Read, pages: dict[str, str]) -> None:
    related = read(pages["original"], pages["rewritten"])
    a, b = related.documents[0].reading.sha256, related.documents[1].reading.sha256
    decided = relate(related.documents, decided={(a, b): "refused"})
    signs = [sign for one in decided.reading.documents for sign in one.rewritten.evidence]
    assert not any(sign.startswith("rewritten-beside-original") for sign in signs)
    assert "derived_from" not in {one.kind for one in decided.reading.links}


def test_a_decision_about_something_that_is_not_here_changes_nothing(read: Read) -> None:
    related = read(ONE, TWO)
    decided = relate(related.documents, decided={("gone:s1-2", statement(related, 1)): "confirmed"})
    assert decided.reading.to_json() == related.reading.to_json()


def test_a_verdict_that_is_none_is_refused_by_name(read: Read) -> None:
    with pytest.raises(InputError) as caught:
        relate(read(ONE).documents, decided={("a", "b"): "perhaps"})
    assert caught.value.kind == "unknown-verdict"


def test_two_sentences_of_one_speaker_on_one_page_are_one_origin(read: Read) -> None:
    page = (
        ONE
        + "\nHolt said that cluster bombs had been fired at Halvik by the Sarrow army on 12 May, without any warning.\n"
    )
    found = use(read(page))
    assert (len(found["claims"]), found["documents"], found["origins"]) == (2, 1, 1)


def test_two_talks_that_the_page_dates_apart_are_two_origins(read: Read) -> None:
    page = (
        "Halvik hit\n\nPublished 24 May 2031\n\nMara Holt, the Norrin defence minister, said on 14 May that Sarrow had fired cluster munitions at Halvik on 12 May.\n\n"
        "On 21 May Holt told parliament that the Sarrow army had fired cluster bombs at Halvik on 12 May.\n"
    )
    assert use(read(page))["origins"] == 2


def test_two_voices_of_one_ministry_on_one_page_leave_the_count_in_doubt(read: Read) -> None:
    page = (
        ONE + "\nOtto Brand, the Norrin ambassador, said the Sarrow army had fired cluster bombs at Halvik on 12 May.\n"
    )
    found = use(read(page))
    assert (found["origins"], found["asserting_families"]) == ({"low": 1, "high": 2}, 1)


def test_a_page_that_repeats_whom_it_quotes_is_no_second_family(read: Read) -> None:
    page = (
        "Halvik hit\n\nPublished 14 May 2031\n\nSarrow's army fired cluster munitions at Halvik on 12 May. Mara Holt, the Norrin defence minister, "
        "said Sarrow had fired cluster bombs at Halvik on 12 May.\n\n© The Fen Courier\n"
    )
    related = read(page)
    assert use(related)["asserting_families"] == 1
    assert related.reading.strike_candidates == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Experts found that cluster munitions had been fired at Halvik on 12 May.",
        "Investigators documented that cluster munitions struck Halvik on 12 May.",
        "Monitors said that they had seen cluster munitions hit Halvik on 12 May.",
    ],
)
def test_observers_whom_nobody_names_make_no_strike_however_many_pages_tell_it(read: Read, sentence: str) -> None:
    first = f"Halvik\n\nPublished 14 May 2031\n\n{sentence}\n\n© The Lantern\n"
    second = f"Again\n\nPublished 15 May 2031\n\nRain fell on the valley. {sentence.replace('had been ', 'were ')}\n\n© The Fen Courier\n"
    related = read(first, second)
    assert related.reading.strike_candidates == ()
    assert use(related)["observing_families"] == 0


def test_an_unnamed_team_adds_nothing_beside_a_named_one(read: Read, pages: dict[str, str]) -> None:
    own = "Halvik\n\nPublished 21 May 2031\n\nOur team visited Halvik and found that cluster munitions had struck it on 12 May.\n"
    assert use(read(own))["observing_families"] == 1
    assert use(read(pages["visit"], own))["observing_families"] == 1
