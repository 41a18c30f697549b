"""Offsets and robustness: whatever the bytes, no crash, and every span cuts words out of the text."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fallow.evidence.reading import read_documents
from fallow.evidence.reading.parse import parse_body, to_body

from .conftest import DENIAL, ORIGINAL, PLACES, REPRINT, VISIT

_PIECES = st.sampled_from(
    [
        "“", "”", '"', "‘", "’", "'", "«", "»", "\n", "\n\n", "\r\n", "\u2028", ". ", ", ", ": ", " said ", " added that ",
        " according to ", "Mara Holt", " he ", " she ", " they ", "the ministry", "cluster munitions", " used ", " were fired at Halvik ",
        "on 12 May ", "2.35 per cent ", "dud rate ", "killed 12 people ", "Published 14 May 2031", "\x00", "\u202e", "עברית", "العربية",
        "\U0001f4a5", "\ufeff", "İ", "ß", "(", ")", "[", "]", "Share", "not ", "if ", "Norrin's army ", "Mr. ", "U.S. ", "-", "–", "— ",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=400), st.lists(_PIECES, max_size=60).map("".join))


def spans(value: Any) -> list[tuple[int, int]]:
    """Every {"start", "end"} of integers in a JSON value."""
    if isinstance(value, dict):
        own = [(value["start"], value["end"])] if isinstance(value.get("start"), int) else []
        return own + [one for inner in value.values() for one in spans(inner)]
    return [one for inner in value for one in spans(inner)] if isinstance(value, list) else []


def check(data: bytes) -> None:
    related = read_documents([("x", data)], PLACES)
    result = related.reading.to_json()
    text = data.decode("utf-8", errors="replace")
    json.dumps(result).encode("utf-8")
    document = result["documents"][0]
    assert document["chars"] == len(text)
    for start, end in spans(document):
        assert 0 <= start < end <= len(text)
    for statement in document["statements"]:
        for quote in statement["quotes"]:
            assert any(
                inner["start"] <= quote["start"] and quote["end"] <= inner["end"] for inner in statement["content"]
            )
            assert text[quote["start"]] in "“\"‘'«„`"
    segments = document["segments"]
    assert all(one["end"] <= other["start"] for one, other in itertools.pairwise(segments))
    ids = [one["id"] for one in (*document["statements"], *document["claims"])]
    assert len(ids) == len(set(ids))
    again = parse_body(json.loads(json.dumps(to_body(related.documents[0]))), text)
    assert again.reading.to_json() == related.documents[0].reading.to_json()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_any_text_is_read_without_a_crash_and_with_true_offsets(text: str) -> None:
    check(text.encode("utf-8", errors="surrogatepass"))


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    check(data)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([ORIGINAL, REPRINT, DENIAL, VISIT]), st.integers(0, 2000), st.integers(0, 2000), _PIECES)
def test_a_page_with_a_hole_or_a_patch_is_read(page: str, at: int, length: int, patch: str) -> None:
    at %= len(page)
    check((page[:at] + patch + page[at + length % 80 :]).encode("utf-8", errors="surrogatepass"))


BOMBS = {
    "letters": "a",
    "said": "said ",
    "marks": "“",
    "apostrophes": "'a ",
    "singles": "‘a b c d e f g ",
    "nested": "Mara Holt said that he said that ",
    "uses": "cluster munitions were used at Halvik on 12 May, ",
    "record": "record ",
    "brackets": "(",
    "days": "12 May, ",
    "lines": "x\n",
    "capitals": "Ab Cd ",
    "percents": "5 per cent of duds ",
}


@pytest.mark.parametrize("name", BOMBS)
def test_the_cost_of_an_enormous_line_grows_no_faster_than_its_length(name: str) -> None:
    """Four times the length may cost about four times as much; a square would cost sixteen times."""
    costs = []
    for size in (2_500, 10_000):
        begun = time.process_time()
        check((BOMBS[name] * (size // len(BOMBS[name]))).encode())
        costs.append(time.process_time() - begun)
    assert costs[1] < 9 * costs[0] + 0.5, costs


@pytest.mark.long
@pytest.mark.parametrize("name", BOMBS)
def test_a_page_of_a_million_characters_is_read(name: str) -> None:
    check((BOMBS[name] * (1_000_000 // len(BOMBS[name]))).encode())


def test_a_byte_order_mark_and_carriage_returns_keep_their_places() -> None:
    data = ("\ufeff" + ORIGINAL).replace("\n", "\r\n").encode()
    related = read_documents([("x", data)], PLACES)
    text = data.decode()
    words = [quote.of(text) for one in related.reading.documents[0].statements for quote in one.quotes]
    assert any(word.startswith("“They opened over the gardens") for word in words)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_PIECES, max_size=120).map("".join))
def test_ten_thousand_broken_pages(text: str) -> None:
    check(text.encode("utf-8", errors="surrogatepass"))
