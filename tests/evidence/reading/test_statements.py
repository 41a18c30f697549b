"""Who said it: a wrong speaker is worse than none, and a pronoun is never a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fallow.evidence.reading import Related, Statement

Read = Callable[..., Related]

LEAD = "Mara Holt, a spokeswoman for the Norrin defence ministry, said on Tuesday that the road was closed.\n\n"


def one(read: Read, text: str, words: str) -> Statement:
    related = read(text)
    found = [s for s in related.reading.documents[0].statements if any(words in span.of(text) for span in s.content)]
    assert found, [s.to_json() for s in related.reading.documents[0].statements]
    return min(found, key=lambda s: sum(span.end - span.start for span in s.content))


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("“The bridge is gone,” said Mara Holt, the governor.", "bridge is gone", "Mara Holt", "direct"),
        ("“The bridge is gone,” Mara Holt said on Tuesday.", "bridge is gone", "Mara Holt", "direct"),
        ("Mara Holt told reporters: “The bridge is gone.”", "bridge is gone", "Mara Holt", "direct"),
        ("The governor, Mara Holt, added: “The bridge is gone.”", "bridge is gone", "Mara Holt", "direct"),
        (
            "Mara Holt, governor of the valley since March, said that the bridge was gone.",
            "bridge was gone",
            "Mara Holt",
            "indirect",
        ),
        ("The bridge was gone by morning, according to Mara Holt.", "bridge was gone", "Mara Holt", "indirect"),
        ("Mara Holt described the bridge as “a heap of stones” on Tuesday.", "heap of stones", "Mara Holt", "mixed"),
        (
            "The river had risen, Mara Holt said, adding that the bridge was gone.",
            "bridge was gone",
            "Mara Holt",
            "indirect",
        ),
        ("Mara Holt denied that the bridge was gone.", "bridge was gone", "Mara Holt", "indirect"),
        (
            "On Friday Norrin Foreign Minister Mara Holt warned that the bridge would fall.",
            "bridge would fall",
            "Mara Holt",
            "indirect",
        ),
        (
            "“The bridge is gone,” said the head of the mission to Sarrow, Mara Holt.",
            "bridge is gone",
            "Mara Holt",
            "direct",
        ),
    ],
)
def test_names_are_found_on_either_side_of_the_cue(read: Read, text: str, words: str, name: str, kind: str) -> None:
    statement = one(read, text, words)
    assert (statement.speaker.name, statement.type) == (name, kind)


def test_a_pronoun_is_never_a_name(read: Read) -> None:
    related = read("He said that the bridge was gone. “It fell in the night,” she said. They denied it.")
    assert {s.speaker.name for s in related.reading.documents[0].statements} == {None}


def test_she_is_the_woman_spoken_of_and_not_the_man_between(read: Read) -> None:
    text = LEAD + "Her deputy, Mr Otto Brand, said the mill was safe.\n\n“We shall look again,” she said."
    assert one(read, text, "look again").speaker.name == "Mara Holt"


def test_a_surname_and_a_role_lead_back_to_the_full_name(read: Read) -> None:
    text = LEAD + "“The mill is safe,” Holt said.\n\n“We have looked twice,” the spokeswoman said."
    assert one(read, text, "mill is safe").speaker.name == "Mara Holt"
    assert one(read, text, "looked twice").speaker.name == "Mara Holt"


def test_a_body_speaks_under_its_own_name(read: Read) -> None:
    statement = one(read, "Human Rights Watch said that the mill had been hit.", "mill had been hit")
    assert (statement.speaker.name, statement.speaker.authority) == ("Human Rights Watch", "ngo:human-rights-watch")


def test_a_quote_over_paragraphs_is_one_statement(read: Read) -> None:
    text = LEAD + "Holt said: “The first field is closed.\n\n“The second field is closed too.\n\n“The third is open.”"
    statement = one(read, text, "third is open")
    assert statement.speaker.name == "Mara Holt"
    assert len(statement.quotes) == 3


def test_a_quote_with_its_cue_in_the_middle_is_one_statement(read: Read) -> None:
    statement = one(read, "“The bridge is gone,” Mara Holt said. “Nobody can cross.”", "Nobody can cross")
    assert len(statement.quotes) == 2


def test_scare_quotes_are_nobodys_words(read: Read) -> None:
    related = read("The so-called “safe road” has been closed since March. Rockets with a “dud rate” lie there.")
    assert related.reading.documents[0].statements == ()


def test_the_ambassador_to_a_state_does_not_speak_for_it(read: Read) -> None:
    text = "The Norrin army waited. Sarrow's army waited too. Norrin's ambassador to Sarrow, Ivo Strand, said the talks were over."
    statement = one(read, text, "talks were over")
    assert (
        statement.speaker.authority
        == one(read, text + " The Norrin government said the bridge was gone.", "bridge was gone").speaker.authority
    )


def test_a_nationality_is_not_an_authority(read: Read) -> None:
    text = "The Norrin army waited. Norrin farmer Ivo Strand said the fields were closed."
    assert one(read, text, "fields were closed").speaker.authority == "person:ivo-strand"


def test_somebody_told_through_somebody_keeps_the_chain(read: Read) -> None:
    text = LEAD + "Holt said that Sarrow had promised to keep records of every shell."
    statement = one(read, text, "keep records of every shell")
    assert (statement.speaker.name, statement.via) == ("Sarrow", ("Mara Holt",))


def test_when_it_was_said_needs_a_date_of_publication(read: Read) -> None:
    assert one(read, LEAD, "road was closed").said_on is None
    dated = one(read, "Road closed\n\nPublished 15 May 2031\n\n" + LEAD, "road was closed").said_on
    assert dated is not None
    assert (dated.start, dated.end) == ("2031-05-13", "2031-05-13")
