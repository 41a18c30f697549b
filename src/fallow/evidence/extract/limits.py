"""Limits: how much of a program's answer is looked at. What lies beyond is refused and said, never cut in silence.

The program that answers may be mistaken, may have been talked round by the page that it read, or may be broken: its answer is
treated like a stranger's file.
"""

from __future__ import annotations

MOST_ANSWER_BYTES = 1_000_000
"""Bytes of the answer about one segment."""

MOST_DEPTH = 8
"""Lists and objects inside each other in an answer."""

MOST_DRAFTS = 64
"""Drafts about one segment that are looked at; an answer with more is refused whole, because nobody writes so much of one paragraph."""

MOST_DOCUMENT_DRAFTS = 2_000
"""Drafts about one document; those after them are refused one by one."""

MOST_WORDS_CHARS = 5_000
"""Characters of one verbatim anchor."""

MOST_VALUE_CHARS = 300
"""Characters of a name or another value."""

MOST_PARTS = 24
"""Spans, names or states in one list of a draft."""

MOST_SEGMENT_CHARS = 20_000
"""A longer segment is not given to the program."""

NEAR = 95.0
"""Likeness (RapidFuzz ratio, 0 to 100) from which words that differ from the document's still name the span they stand for."""

ANSWER_SECONDS = 120.0
"""Time for the answer about one segment."""

START_SECONDS = 600.0
"""Time for the program to load and to say its name."""

PROGRAM_MEMORY_BYTES = 16_000_000_000
"""Address space of the program, where the system can bound it. Weights that are mapped into memory count."""

MOST_FAILURES = 3
"""A program that was late, fell silent or wrote what is no answer is started again; after so many times it is asked no more."""
