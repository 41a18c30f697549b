"""Independence: one origin counts once, however often it is reprinted, translated or machine-rewritten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fallow.evidence.reading import Related

Read = Callable[..., Related]


def of(related: Related, begins: str) -> dict[str, Any]:
    (found,) = [one for one in related.reading.propositions if one["key"].startswith(begins)]
    return dict(found)


def kinds(related: Related) -> list[str]:
    return [link.kind for link in related.reading.links]


def test_a_reprint_and_a_rewritten_copy_add_documents_and_no_origin(read: Read, pages: dict[str, str]) -> None:
    related = read(pages["original"], pages["reprint"], pages["rewritten"])
    copies = [link for link in related.reading.links if link.kind == "derived_from"]
    original = related.documents[0].reading.sha256
    assert [link.b for link in copies] == [original, original]
    use = of(related, "use|place=Halvik")
    assert (use["documents"], use["origins"], use["asserting_families"]) == (3, 1, 1)
    assert [one.rewritten.suspected for one in related.reading.documents] == [False, False, True]


def test_one_page_reprinted_ten_times_counts_once(read: Read, pages: dict[str, str]) -> None:
    reprints = [pages["original"].replace("Published 14", f"Published {15 + i}") for i in range(10)]
    use = of(read(pages["original"], *reprints), "use|place=Halvik")
    assert (use["documents"], use["origins"], use["asserting_families"]) == (11, 1, 1)


def test_the_same_bytes_twice_are_one_document_and_do_not_clash(read: Read, pages: dict[str, str]) -> None:
    related = read(pages["original"], pages["original"])
    ids = [one.id for document in related.reading.documents for one in (*document.statements, *document.claims)]
    assert len(ids) == len(set(ids))
    assert of(related, "use|place=Halvik")["documents"] == 1


def test_the_order_of_files_changes_no_count(read: Read, pages: dict[str, str]) -> None:
    texts = [pages[name] for name in ("original", "reprint", "rewritten", "denial", "visit")]
    forward, backward = read(*texts), read(*reversed(texts))

    def counts(related: Related) -> list[tuple[Any, ...]]:
        return [
            (p["key"], p["documents"], p["origins"], p["asserting_families"], p["observing_families"])
            for p in related.reading.propositions
        ]

    assert counts(forward) == counts(backward)


def test_a_denial_stands_beside_and_cancels_nothing(read: Read, pages: dict[str, str]) -> None:
    related = read(pages["original"], pages["denial"], pages["visit"])
    use = of(related, "use|place=Halvik")
    assert (use["origins"], use["asserting_families"], use["observing_families"]) == (2, 1, 1)
    assert (use["against"]["documents"], use["against"]["asserting_families"]) == (1, 1)
    assert "contradicts" in kinds(related)
    assert len(related.reading.strike_candidates) == 1


def test_two_officials_of_one_state_are_two_origins_and_one_family(read: Read) -> None:
    one = "Road closed\n\nPublished 14 May 2031\n\nMara Holt, the Norrin defence minister, said Sarrow had used cluster munitions at Halvik on 12 May."
    two = "Mill shut\n\nPublished 15 May 2031\n\n“On 12 May the Sarrow army fired cluster bombs at Halvik from the hills,” the Norrin ambassador, Otto Brand, said."
    use = of(read(one, two), "use|place=Halvik")
    assert (use["documents"], use["origins"], use["asserting_families"]) == (2, 2, 1)


def test_pages_that_only_quote_the_same_speaker_are_no_copies(read: Read) -> None:
    quote = (
        "“The first field is closed and nobody may go there until somebody has looked,” Mara Holt, the governor, said."
    )
    one = f"Fields closed at Halvik\n\n{quote}\n\nThe mill stood still on Tuesday and the ferry ran empty, for the third day in a row, its owner said.\n\nSchool was held in the church.\n"
    two = f"Harvest in doubt\n\nGrain prices rose again in the harbour as buyers feared for the valley's wheat, which is the best of the coast.\n\n{quote}\n\nThe bakers have flour until June.\n"
    related = read(one, two)
    assert "derived_from" not in kinds(related)
    assert "same_utterance" in kinds(related)


def test_look_alike_words_of_two_speakers_are_two_utterances(read: Read) -> None:
    one = "“We did not know what lay in the field behind the mill,” Mara Holt said."
    two = "“We did not know what lay in the field behind the mill,” Otto Brand said."
    assert "same_utterance" not in kinds(read(one, two))


def test_bounds_that_one_rate_can_fulfil_do_not_contradict(read: Read) -> None:
    top = "The Norrin army has cluster munitions. "
    low = top + "The Norrin defence ministry said Norrin cluster munitions have a dud rate of less than 3 per cent."
    lower = top + "Mara Holt said Norrin cluster munitions have a dud rate of about 2 per cent."
    high = top + "Otto Brand said Norrin cluster munitions have a dud rate of 40 per cent."
    assert "contradicts" not in kinds(read(low, lower))
    assert "contradicts" in kinds(read(low, high))


def test_has_not_sent_and_will_send_is_the_course_of_events(read: Read) -> None:
    june = "Not yet\n\nPublished 14 June 2031\n\nThe Norrin government waits. Norrin has not sent cluster munitions to the Sarrow army."
    july = "Now\n\nPublished 7 July 2031\n\nThe Norrin government decided. Norrin will send cluster munitions to the Sarrow army."
    found = kinds(read(june, july))
    assert "superseded_by" in found
    assert "contradicts" not in found
