"""Turns: a label before words makes them somebody's; "Background:" makes them nobody's."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from fallow.evidence.reading import NO_PLACES, Related, read_document
from fallow.evidence.reading.layout import layout_of
from fallow.evidence.reading.parse import parse_body, to_body
from fallow.evidence.reading.result import Dated
from fallow.evidence.reading.syntax import parser_name
from fallow.evidence.reading.turns import find_turns

Read = Callable[..., Related]

BRIEFING = """Daily briefing, 20 April 2031

MODERATOR: Good afternoon. Otto Brand, the spokesman of the Norrin foreign ministry, will take your questions.

QUESTION: And the failure rate? We hear 14 per cent.

BRAND: Our shells have a dud rate below 2.35 per cent. The Sarrow army told us that its shells fail more often.

He did not look up.

MS. HOLT (The Lantern): Will you publish the tests?

BRAND: I said last week that I would not.
"""

QUESTIONS = """The woman who draws the maps

Dr Mara Holt draws maps for a living. Holt has done so for nine years.

Q. What does a red square mean?

A. That something was found there. It does not mean that a white square is safe.

Q. Do you trust the records?

A. A bad record beats a good memory.

The exhibition ends in May.
"""


def spoken(related: Related) -> list[tuple[str | None, str | None, str]]:
    (document,) = related.documents
    return [
        (one.speaker.name, one.speaker.role, one.content[0].of(document.text).split(".")[0].split("?")[0])
        for one in document.reading.statements
        if one.rule.startswith("statement-turn")
    ]


def labels(text: str) -> list[str]:
    return [turn.label.of(text) for turn in find_turns(text, layout_of(text).paragraphs)]


def test_a_surname_in_capitals_is_the_person_whom_the_page_names_in_full(read: Read) -> None:
    found = spoken(read(BRIEFING))
    assert [name for name, _, _ in found] == [None, None, "Otto Brand", "Holt", "Otto Brand"]
    assert [role for _, role, _ in found][:2] == ["moderator", "questioner"]


def test_our_in_a_turn_is_the_side_of_its_speaker(read: Read) -> None:
    rates = [one for one in read(BRIEFING).reading.documents[0].claims if one.kind.value == "dud_rate"]
    own = [one for one in rates if one.fields["value"] == 0.0235]
    assert [one.fields["owner"] for one in own] == ["Norrin"]


def test_what_the_speaker_tells_of_others_is_theirs_by_way_of_him(read: Read) -> None:
    (document,) = read(BRIEFING).documents
    (inner,) = [one for one in document.reading.statements if one.speaker.name == "Sarrow army"]
    assert inner.via == ("Otto Brand",)


def test_whoever_the_introduction_names_gives_the_answers(read: Read) -> None:
    found = spoken(read(QUESTIONS))
    assert [name for name, _, _ in found] == [None, "Mara Holt", None, "Mara Holt"]
    assert all("exhibition" not in words for _, _, words in found)


def test_a_paragraph_without_a_label_goes_on_only_between_labels(read: Read) -> None:
    (document,) = read(BRIEFING).documents
    brand = [one for one in document.reading.statements if one.speaker.name == "Otto Brand" and len(one.content) > 1]
    assert [span.of(document.text) for span in brand[0].content][1] == "He did not look up."


def test_a_speaker_on_a_line_of_his_own_has_the_words_below(read: Read) -> None:
    page = (
        "Cluster Munitions (Transit)\n\nBaroness Holt (CB)\nTo ask the government whether such aircraft have landed here.\n\n"
        "The Minister of State (Lord Brand)\nMy Lords, none has been approved.\n\nBaroness Holt\nI thank the Minister.\n"
    )
    assert [name for name, _, _ in spoken(read(page))] == ["Holt", "Brand", "Holt"]


@pytest.mark.parametrize(
    "page",
    [
        "Shells at Halvik\n\nBackground: The convention was signed in 2008.\n\nUpdate: Two more were found.\n",
        "Incident log\n\nDate: 12 May 2031\nPlace: Halvik\nStrike: Two rockets.\nCasualties: None.\n\nDate: 13 May\nPlace: Tessel\nStrike: One rocket.\n",
        "Shells at Halvik\n\nNorrin: two killed. Sarrow: one killed.\n\nWhat we know: nothing new since May.\n",
        "Mara Holt: a life\n\nShe was born at Halvik.\n\nSource: The Fen Courier.\n",
        "Rates\n\nA. The shells\n\nThey fail.\n\nB. The rockets\n\nThey fail too.\n",
    ],
    ids=["headings", "form", "places", "headline", "list"],
)
def test_headings_forms_and_lists_are_nobodys_words(page: str) -> None:
    assert labels(page) == []


def test_a_page_headed_statement_by_is_that_persons_only_in_the_first_person() -> None:
    head = "Statement by Ambassador Mara Holt at the meeting of the parties\n\n"
    speech = head + "I thank the chair. We have cleared our land. I ask others to do so.\n\nMy country will help.\n"
    report = head + "The ambassador thanked the chair.\n\nShe said that the land was cleared.\n"
    assert labels(speech) == ["Ambassador Mara Holt"]
    assert labels(report) == []


def test_a_day_of_publication_known_from_elsewhere_dates_weekdays() -> None:
    page = b"Road closed\n\nMara Holt, the governor, said on Tuesday that the road was closed.\n"
    alone = read_document(page, "page.txt", NO_PLACES).reading.statements[0]
    dated = read_document(page, "page.txt", NO_PLACES, published=Dated("2031-05-15", "told by an archive"))
    assert alone.said_on is None
    said_on = dated.reading.statements[0].said_on
    assert said_on is not None
    assert said_on.start == "2031-05-13"
    assert dated.reading.published == Dated("2031-05-15", "told by an archive")


def test_a_kept_reading_names_what_parsed_it() -> None:
    document = read_document(BRIEFING.encode(), "page.txt", NO_PLACES)
    assert to_body(document)["parser"] == parser_name()
    assert parse_body(json.loads(json.dumps(to_body(document))), document.text).parser == parser_name()
