"""Copies made of a marked page: reprints and machine rewritings that carry their gold with them.

A reprint keeps the words, changes the furniture around them and may drop the end. A rewriting replaces words one by one from a
list of words (its own for each half), never inside a name, a number, a negation or a modal verb, so the gold stays true.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

from casting import mdy
from markup import TAG, Page, with_identities

WORD = re.compile(r"(?<![#\w'’-])[A-Za-z]+(?![\w'’-])")


def word_list(text: str) -> dict[str, tuple[str, ...]]:
    """``said=stated,noted`` and so on, by white space, as a table from a word to what may replace it."""
    table = {}
    for entry in text.split():
        word, _, others = entry.partition("=")
        table[word] = tuple(one.replace("_", " ") for one in others.split(","))
    return table


def rewrite(page: Page, name: str, share: float, words: dict[str, tuple[str, ...]], seed: str) -> Page:
    """The page with about this share of its words replaced, or with all that the list knows where that is less."""
    chance = random.Random(f"rewrite:{seed}:{name}")
    lines = [line for line in with_identities(page).split("\n") if not line.startswith(("#b", "#o", "#c"))]
    source = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
    at, places, total = 0, [], 0
    tags = [(found.start(), found.end()) for found in TAG.finditer(source)]
    for start, end in [*tags, (len(source), len(source))]:
        for found in WORD.finditer(source, at, start):
            total += 1
            if _may_change(source, found, words):
                places.append(found)
        at = end
    wanted = min(len(places), round(share * total))
    chosen = sorted(chance.sample(places, wanted), key=lambda found: found.start())
    out, last = [], 0
    for found in chosen:
        new = chance.choice(words[found[0].lower()])
        out += [source[last : found.start()], new[0].upper() + new[1:] if found[0][0].isupper() else new]
        last = found.end()
    dated, published = _next_day(page)
    marked = "".join([*dated, *out, source[last:]])
    return page.copy(
        name, marked, how="rewritten", changed=round(wanted / total, 4), published=published, also=page.published
    )


def _next_day(page: Page) -> tuple[list[str], str | None]:
    """A copy appears a day after its origin and prints that day; a page without a day stays without."""
    if page.published is None:
        return [], None
    day = date.fromisoformat(page.published) + timedelta(days=1)
    return [f"#b {mdy(day)}\n\n"], str(day)


def _may_change(source: str, found: re.Match[str], words: dict[str, tuple[str, ...]]) -> bool:
    """Words the list knows, save names (capitals inside a line) and the weapon itself (``cluster shells``, ``dud rate``)."""
    if found[0].lower() not in words:
        return False
    if source[: found.start()].endswith(("cluster ", "dud ", "failure ")):
        return False
    return found[0].islower() or (found[0][1:].islower() and source[: found.start()][-1:] in '\n“"‘>')


def reprint(page: Page, name: str, seed: str, outlet: str) -> Page:
    """The page under another roof: other furniture, at times straight quotes, at times without its last paragraph."""
    chance = random.Random(f"reprint:{seed}:{name}")
    lines = [line for line in with_identities(page).split("\n") if not line.startswith(("#b", "#o", "#c"))]
    paragraphs = [one for one in re.split(r"\n\s*\n", "\n".join(lines).strip()) if one.strip()]
    if len(paragraphs) > 6 and chance.random() < 0.5:
        paragraphs = paragraphs[:-1]
    dated, published = _next_day(page)
    top = [
        f"#b {outlet}",
        *(one.strip() for one in dated),
        "#b Home / News / World",
        f"#b {chance.randint(2, 900)} views",
    ]
    end = ["#b Share on social media | Print | Send", f"#b © {outlet}. This text was taken over from a partner."]
    marked = "\n".join([*top, "", "\n\n".join(paragraphs), "", *end]) + "\n"
    if chance.random() < 0.5:
        marked = marked.translate({0x201C: '"', 0x201D: '"'})
    return page.copy(name, marked, how="reprint", published=published, also=page.published)
