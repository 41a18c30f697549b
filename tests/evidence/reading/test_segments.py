"""Segments and dates: chrome is not the story, and the day of scraping is not the day of publication."""

from __future__ import annotations

from fallow.evidence.reading.layout import layout_of
from fallow.evidence.reading.published import published_on
from fallow.evidence.reading.segment import segment

BODY = (
    "The road to the mill was closed on Tuesday after cluster munitions were found in the ditch beside it, officials said.\n\n"
    "Nobody knows how many more lie in the meadows below the village, and the harvest is only six weeks away from now.\n\n"
    "The farmers asked for help with the cluster munitions, and the ministry promised an answer before the end of the week.\n"
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.span.of(text)) for one in segment(text, layout_of(text).paragraphs)]


def test_share_buttons_counters_and_menus_are_not_the_story() -> None:
    text = f"Home / News / River\n\nRoad to the mill closed\n\nShare | Print | Email\n\n0\n\n3.1K views\n\n{BODY}\nMost popular\n\nFollow us on Twitter\n"
    found = kinds(text)
    assert ("headline", "Road to the mill closed") in found
    assert [kind for kind, _ in found].count("body") == 3
    assert {words for kind, words in found if kind == "boilerplate"} == {
        "Home / News / River",
        "Share | Print | Email",
        "0",
        "3.1K views",
        "Most popular",
        "Follow us on Twitter",
    }


def test_another_story_below_the_story_is_told_apart() -> None:
    other = (
        "The Harbour Theatre opens its season on Friday with a comedy by Lena Marsh, who wrote it in one winter, she told friends.\n\n"
        "Theatre director Paul Winter said that the roof had been mended and that the seats would be ready by the first evening.\n\n"
        "Actor Rosa Lind plays the miller, and Peter Vance plays the miller's daughter, which made the rehearsals rather loud.\n\n"
        "Tickets cost as much as last year, although the town council had asked for less, as councillor Hugo Brandt noted twice.\n\n"
        "The season ends in March with a concert by the band of the fire brigade and a supper in the old customs house by the quay.\n\n"
        "Conductor Emma Torr has not yet said what the band will play, and the supper has not yet been cooked, as far as we know.\n\n"
        "A second evening is planned if enough people come to the first, and Lena Marsh has said that she will write another one, for a fee.\n\n"
        "The quay will be lit by lamps that the harbour master has lent, and a boat will bring the guests from the far bank of the river.\n"
    )
    found = kinds(f"Road to the mill closed\n\n{BODY}\n{other}")
    assert [kind for kind, _ in found] == ["headline", *["body"] * 3, *["other_story"] * 8]


def test_long_talk_without_the_word_is_not_another_story_by_itself() -> None:
    talk = (
        "He went on to speak of the weather, the river, the price of seed and the state of the roads for most of an hour.\n\n"
        * 6
    )
    assert all(kind != "other_story" for kind, _ in kinds(f"Road to the mill closed\n\n{BODY}\n{talk}"))


def day(text: str) -> str | None:
    found = published_on(text, segment(text, layout_of(text).paragraphs))
    return found.date if found is not None else None


def test_the_masthead_date_of_a_scraped_page_is_not_its_publication() -> None:
    assert day(f"21.6 C\n\nRiverton\n\nSunday, September 24, 2031\n\nRoad to the mill closed\n\n{BODY}") is None


def test_a_date_after_a_word_for_publication_is_the_publication() -> None:
    assert day(f"Road to the mill closed\n\nPublished 14 May 2031\n\n{BODY}") == "2031-05-14"
    assert day(f"Road to the mill closed\n\nBy Ada Quill | 14 May 2031\n\n{BODY}") == "2031-05-14"


def test_a_dateline_with_a_year_is_the_publication() -> None:
    assert day(f"Road to the mill closed\n\nRIVERTON, 14 May 2031 (Wire) – {BODY}") == "2031-05-14"


def test_a_printed_date_that_the_story_contradicts_is_not_believed() -> None:
    assert (
        day(
            f"Road to the mill closed\n\nPublished 14 May 2031\n\n{BODY}\nOn 3 June 2031 the road was opened again, the ministry said.\n"
        )
        is None
    )


def test_an_archive_line_is_not_a_publication() -> None:
    assert day(f"Road to the mill closed\n\nRetrieved on 14 May 2031\n\n{BODY}") is None


def test_text_wrapped_at_a_column_is_read_in_paragraphs() -> None:
    wrapped = "The road to the mill was closed on Tuesday after shells\nwere found in the ditch beside it, officials said, and nobody\nknows how many more lie in the meadows.\n\nThe farmers asked for help, and the ministry promised an\nanswer before the end of the week, which nobody believed\nin the village.\n"
    assert len(layout_of(wrapped).paragraphs) == 2
