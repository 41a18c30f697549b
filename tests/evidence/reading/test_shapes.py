"""Shapes of attribution: word orders in which the wrong one of two names is easily taken for the speaker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fallow.evidence.reading import Related, Statement
from fallow.evidence.reading.syntax import parser_name

Read = Callable[..., Related]


def statements(read: Read, text: str) -> list[Statement]:
    return list(read(text).reading.documents[0].statements)


def speaker_of(read: Read, text: str, words: str) -> list[str | None]:
    found = statements(read, text)
    return [
        one.speaker.name or one.speaker.role for one in found if any(words in span.of(text) for span in one.content)
    ]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Mabrouk al-Zintali denied that the bridge was gone.", "bridge was gone", "Mabrouk al-Zintali"),
        ("Mara Holt, who speaks for the valley, also denied that the bridge was gone.", "bridge was gone", "Mara Holt"),
        ("Both banks might flood, said Mara Holt of the Otto Brand House.", "Both banks might flood", "Mara Holt"),
        ("White House Spokeswoman Mara Holt said that the bridge was gone.", "bridge was gone", "Mara Holt"),
        (
            "The Consul General of Russia in Geneva Otto Brand said that the bridge was gone.",
            "bridge was gone",
            "Otto Brand",
        ),
        (
            "The river has risen, Head of the Norrin delegation to the talks in Brask Otto Brand said on Tuesday.",
            "river has risen",
            "Otto Brand",
        ),
        ("In Tessel, says Colonel Otto Brand, at least a fifth of them failed.", "at least a fifth", "Otto Brand"),
        ("An army trial found many duds, says Mara Holt, who wrote her thesis on the files.", "many duds", "Mara Holt"),
        ("According to a deminer briefed on the matter, the bridge was gone.", "bridge was gone", "deminer briefed"),
        ("“We are drafting commas while people are firing,” sighed another delegate.", "drafting commas", "delegate"),
        (
            "Mara Holt said the bridge had been shelled, an accusation Norrin's army denied.",
            "bridge had been",
            "Norrin's army",
        ),
        ("Asked if the bridge was gone, Mara Holt said: “I have not been there.”", "I have not", "Mara Holt"),
        (
            "Deminers who had looked at the crater in Tessel said that the bridge was gone.",
            "bridge was gone",
            "Deminers",
        ),
        ("Adds her driver, who will not give a name: “Twelve, if you count mine.”", "Twelve", "driver"),
    ],
)
def test_the_right_one_of_two_speaks(read: Read, text: str, words: str, name: str) -> None:
    assert speaker_of(read, text, words)[-1] == name


def test_an_outlet_that_passes_words_on_is_no_speaker(read: Read) -> None:
    text = (
        "Mara Holt, the deputy minister, called for charts.\n\n“We are asking for coordinates,” Barada quoted her as saying.\n\n"
        "“Nobody has answered,” Otto Brand said, according to Vesna. “Nobody will answer.”\n"
    )
    found = {(one.speaker.name, one.via) for one in statements(read, text) if one.quotes}
    assert found == {("Mara Holt", ("Barada",)), ("Otto Brand", ("Vesna",))}


@pytest.mark.skipif(parser_name() is None, reason="the rules alone do not find the closing attribution")
def test_what_is_told_inside_what_is_said_ends_where_the_speaker_is_named(read: Read) -> None:
    text = "Sarrow has asked Norrin for the shells three times, says Mara Holt, an adviser."
    found = {one.speaker.name: one for one in statements(read, text)}
    assert found["Sarrow"].via == ("Mara Holt",)
    assert all("Holt" not in span.of(text) for one in found.values() for span in one.content)


@pytest.mark.parametrize(
    "text",
    [
        "The foreign ministry did not reply to a request for comment.",
        "No group has claimed the attack.",
        "The Norrin army declined to comment.",
        "The minister refused to say whether the shells had gone.",
    ],
)
def test_silence_is_no_statement(read: Read, text: str) -> None:
    assert statements(read, text) == []


def test_the_diplomat_is_the_one_official_who_has_spoken(read: Read) -> None:
    text = "Otto Brand, head of the Norrin delegation, said that the talks were over.\n\n“Our partners know this,” the diplomat stressed."
    assert speaker_of(read, text, "partners know") == ["Otto Brand"]


def test_the_diplomat_is_nobody_where_two_officials_have_spoken(read: Read) -> None:
    text = (
        "Otto Brand, head of the Norrin delegation, said that the talks were over. Ivo Strand, the Sarrow minister, said they were not.\n\n"
        "“Our partners know this,” the diplomat stressed."
    )
    assert speaker_of(read, text, "partners know") == ["diplomat"]


def test_readers_comments_below_a_page_are_nobodys_statements(read: Read) -> None:
    text = "The bridge at Halvik\n\nThe bridge is gone. It fell in the night.\n\nNobody was hurt.\n\n3 thoughts on “The bridge at Halvik”\n\n“Well said, my friend, and high time,” wrote Gunner Bob.\n"
    assert statements(read, text) == []
