"""Who is taken for the speaker where the sentence offers somebody else: asides, titles, copies and places told apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fallow.evidence.reading import Related

Read = Callable[..., Related]
HEAD = "Road to the mill closed\n\nPublished 14 May 2031\n\n"


def told(related: Related) -> list[tuple[str | None, str]]:
    """Name and words of every statement."""
    document = related.documents[0]
    return [
        (one.speaker.name, " ".join(span.of(document.text) for span in one.content))
        for one in document.reading.statements
    ]


def one_by(related: Related, name: str) -> str:
    (words,) = [words for speaker, words in told(related) if speaker == name]
    return words


def test_the_subject_around_an_aside_is_not_the_speaker(read: Read) -> None:
    related = read(
        f"{HEAD}The shells fell on gardens, the deminer Mara Holt said.\n\nNorrin, she noted, has not signed the treaty.\n"
    )
    assert "Norrin" not in [name for name, _ in told(related)]
    assert [words for name, words in told(related) if name == "Mara Holt"][-1].startswith("Norrin")


@pytest.mark.parametrize("cue", ["says retired Brigadier Ivo Strand", "reckons Ivo Strand, a physicist"])
def test_a_name_after_the_cue_speaks_and_not_the_noun_before_it(cue: str, read: Read) -> None:
    related = read(f"{HEAD}The rate of the old rockets was nearer five per cent, {cue}.\n")
    assert one_by(related, "Ivo Strand").startswith("The rate of the old rockets")


def test_the_day_between_cue_and_name_does_not_hide_the_name(read: Read) -> None:
    related = read(
        f"{HEAD}The lists came with a delay of fourteen years, declared on Saturday Mara Holt, who keeps them.\n"
    )
    assert "The lists came" in one_by(related, "Mara Holt")


def test_a_source_with_an_adjective_behind_it_is_the_source(read: Read) -> None:
    related = read(f"{HEAD}Sarrow has agreed to hand over the shells, a source close to the deal revealed.\n")
    roles = [one.speaker.role for one in related.documents[0].reading.statements]
    assert any(role is not None and role.startswith("source") for role in roles)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Vice-Minister Ivo Strand", "Ivo Strand"),
        ("A spokesman of the Norrin army, Col. Ivo Strand,", "Ivo Strand"),
        ("The governor of the region, Ivo Strand,", "Ivo Strand"),
        ("The chief commander of the Aerospace Division, Brigadier General Ivo Strand,", "Ivo Strand"),
        ("The rights minister, Daw Khin Lay Mon,", "Khin Lay Mon"),
    ],
)
def test_titles_are_no_part_of_a_name(subject: str, name: str, read: Read) -> None:
    (found,) = read(f"{HEAD}{subject} said that the road was closed.\n").documents[0].reading.statements
    assert found.speaker.name == name
    assert found.speaker.authority not in {"org:col", "org:principal"}


def test_a_rank_with_a_point_is_nobodys_employer(read: Read) -> None:
    (found,) = read(f"{HEAD}Col. Ivo Strand said that the road was closed.\n").documents[0].reading.statements
    assert (found.speaker.affiliation, found.speaker.authority) == (None, "person:ivo-strand")


def test_an_adjunct_before_the_verb_is_no_speaker(read: Read) -> None:
    related = read(f"{HEAD}The Norrin Border Guards have in the past said that they keep such rockets.\n")
    assert [name for name, _ in told(related)] != ["past"]
    assert str(told(related)[0][0]).endswith("Border Guards")


def test_who_asks_is_not_who_answers(read: Read) -> None:
    related = read(
        f"{HEAD}The shells were safe, Mara Holt, a spokeswoman, said.\n\nAsked by Senator Ivo Strand whether that was so, she said she would write to him.\n"
    )
    assert "Ivo Strand" not in [name for name, _ in told(related)]


@pytest.mark.parametrize(
    "words",
    [
        "The treaty prohibits the use and the transfer of such weapons.",
        "Sarrow has not signed the treaty that bans them.",
        "The paper did not mention the strike.",
    ],
)
def test_what_nobody_said_is_no_statement(words: str, read: Read) -> None:
    assert told(read(f"{HEAD}{words}\n")) == []


def test_a_given_name_is_no_capital(read: Read) -> None:
    (found,) = read(f"{HEAD}Sofia Lindqvarn said that the road was closed.\n").documents[0].reading.statements
    assert found.speaker.authority == "person:sofia-lindqvarn"


def test_the_authoritys_director_belongs_to_the_authority_named_before(read: Read) -> None:
    text = (
        f"{HEAD}The rockets fell on Halvik, the head of Norrin's demining authority said.\n\n"
        "Mara Holt, the authority's director general, said that her teams had collected sixty of them.\n"
    )
    found = read(text).documents[0].reading.statements
    (holt,) = [one.speaker for one in found if one.speaker.name == "Mara Holt"]
    assert holt.affiliation == "Norrin's demining authority"
    assert holt.authority == found[0].speaker.authority


BRIEFING = (
    "Shells for {a} by spring\n\nPublished 7 December 2031\n\n"
    "“After that the cupboard is bare, and frankly I shall not miss it,” {who} told reporters at the ministry.\n\n{rest}\n"
)
QUOTED = "“We have counted every one of them twice and we will count them again in the summer,” {} said. "


def test_two_outlets_at_one_briefing_are_no_copies_of_each_other(read: Read) -> None:
    one = BRIEFING.format(
        a="Norrin",
        who="the deputy minister Ivo Strand",
        rest=QUOTED.format("Strand")
        + "The parliament returns on Monday to a quarrel about the budget, in which the shells play no part, and the minister of finance is expected to resign.",
    )
    other = BRIEFING.format(
        a="the north",
        who="a senior official",
        rest=QUOTED.format("he")
        + "In the harbour the cranes stood still for a third day, since the dockers ask for higher wages and for a doctor on every quay of the old port.",
    )
    links = read(one, other).reading.links
    assert "derived_from" not in {link.kind for link in links}
    assert "same_utterance" in {link.kind for link in links}


def test_one_form_of_words_about_two_places_is_two_utterances(read: Read) -> None:
    text = (
        f"{HEAD}Mara Holt, a spokeswoman for the Norrin army, said that Sarrow had fired cluster munitions at Halvik in the night of 12 May.\n\n"
        "Holt said that Sarrow had fired cluster munitions at Brask in the night of 12 May.\n"
    )
    again = f"{HEAD}Mara Holt, a spokeswoman for the Norrin army, said Sarrow had fired cluster munitions at Halvik in the night of 12 May.\n"
    assert "same_utterance" not in {link.kind for link in read(text).reading.links}
    assert "same_utterance" in {link.kind for link in read(text, again).reading.links}
