"""Copies: reprints and rewritten copies of another document. Rules ``copy-reprint/1``, ``copy-sentences/1``.

A reprint shares runs of words: containment of five-word shingles (Broder 1997, "On the resemblance and containment of
documents"). A copy whose words a machine replaced shares almost no run, but nearly every sentence of it still has its
counterpart: the share of its words in sentences with a token-set likeness of 0.65 or more. Documents that only quote the
same speaker stay far below both thresholds. Not for texts of a few sentences, where chance likeness is common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fallow.evidence.reading.nearcopies import EXACT_UP_TO, near_pairs, reprint_pairs
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import Link
from fallow.evidence.reading.sentences import sentences_of
from fallow.evidence.reading.similarity import best_match, plain, words_of
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.tokens import masked

SHINGLE_WORDS = 5
REPRINT_CONTAINMENT = 0.5
"""Share of the smaller document's shingles that the other holds, from which it is a reprint."""

SENTENCE_LIKENESS = 0.65
COPY_COVERAGE = 0.6
"""Share of the smaller document's words in sentences with a counterpart, from which it is a copy."""

UNSURE_COVERAGE = 0.45
"""From here on the two may share an origin, which counts only towards the lower bound."""

_SHORTEST_SENTENCE = 6
_FEWEST_WORDS = 40
_FEWEST_SENTENCES = 3
"""Likeness of sentences alone makes no copy of a page shorter than this: two reports of one form are alike by chance."""
_WORDS_IN_COMMON = 0.25
_SHORT_WORD = 3
_REWRITTEN_BELOW = 0.4


@dataclass(frozen=True, slots=True)
class Story:
    """A document's story for comparing: sentences of some length with their spans, shingles, and the set of words.

    ``own`` holds the sentences in the writer's own words: what quotes hold is left out of them.
    """

    spans: tuple[Span, ...]
    sentences: tuple[str, ...]
    weights: tuple[int, ...]
    own: tuple[str, ...]
    shingles: frozenset[tuple[str, ...]]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Copy:
    """``copy`` and ``origin`` are indices of documents; ``counterpart`` maps sentences of the copy to the origin's.

    ``certain`` is false where the likeness leaves doubt; ``rewritten`` is true where sentences match but runs of words do not.
    """

    copy: int
    origin: int
    coverage: float
    containment: float
    certain: bool
    rewritten: bool
    counterpart: Mapping[Span, Span]
    why: str


def story_of(document: ReadDocument) -> Story:
    """Return what of a document is compared: headline and body, without chrome, captions and other stories."""
    spans: list[Span] = []
    words: list[str] = []
    for segment in document.reading.segments:
        if segment.kind in {"body", "headline"}:
            words += words_of(segment.span.of(document.text))
            spans += sentences_of(document.text, segment.span.start, segment.span.end)
    kept = [(span, plain(span.of(document.text))) for span in spans]
    kept = [(span, sentence) for span, sentence in kept if len(sentence.split()) >= _SHORTEST_SENTENCE]
    shingles = frozenset(tuple(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))
    weights = tuple(len(sentence.split()) for _, sentence in kept)
    unquoted = masked(document.text, [quote for one in document.reading.statements for quote in one.quotes])
    told = [plain(span.of(unquoted)) for span, _ in kept]
    own = tuple(sentence for sentence in told if len(sentence.split()) >= _SHORTEST_SENTENCE)
    return Story(tuple(s for s, _ in kept), tuple(s for _, s in kept), weights, own, shingles, frozenset(words))


def find_copies(documents: Sequence[ReadDocument]) -> list[Copy]:
    """Return the pairs of which one is a copy of the other, at most one origin for each copy, in order of documents."""
    stories = [story_of(document) for document in documents]
    pairs = [pair for i, j in _near(stories) if (pair := _compare(documents, stories, i, j)) is not None]
    copied = {pair.copy for pair in pairs if pair.certain}
    found: dict[int, Copy] = {}
    for pair in pairs:
        if _better(pair, found.get(pair.copy), copied):
            found[pair.copy] = pair
    return [found[copy] for copy in sorted(found)]


def _better(new: Copy, old: Copy | None, copied: set[int]) -> bool:
    """The first telling is a better origin than a copy of it; among equals the likest, then the first given."""
    return old is None or _rank(new, copied) > _rank(old, copied)


def _rank(pair: Copy, copied: set[int]) -> tuple[bool, bool, float, int]:
    return (pair.certain, pair.origin not in copied, pair.coverage + pair.containment, -pair.origin)


def _near(stories: Sequence[Story]) -> Iterator[tuple[int, int]]:
    """Pairs that share enough of their longer words to be worth comparing sentence by sentence, in order."""
    longer = [frozenset(word for word in story.words if len(word) > _SHORT_WORD) for story in stories]
    pairs: Iterable[tuple[int, int]] = near_pairs(longer)
    if len(stories) > EXACT_UP_TO:
        pairs = sorted({*pairs, *reprint_pairs([story.shingles for story in stories])})
    for i, j in pairs:
        smaller = min(len(longer[i]), len(longer[j]))
        if smaller and len(longer[i] & longer[j]) >= _WORDS_IN_COMMON * smaller:
            yield i, j


def _compare(documents: Sequence[ReadDocument], stories: Sequence[Story], i: int, j: int) -> Copy | None:
    small, large = (i, j) if sum(stories[i].weights) <= sum(stories[j].weights) else (j, i)
    if sum(stories[small].weights) < _FEWEST_WORDS:
        return None
    containment = _containment(stories[i], stories[j])
    needed = 0.0 if containment >= REPRINT_CONTAINMENT else UNSURE_COVERAGE
    coverage = _coverage(stories[small], stories[large], needed)
    if containment < REPRINT_CONTAINMENT and coverage < UNSURE_COVERAGE:
        return None
    copy, origin, why = _direction(documents, i, j, small)
    certain = containment >= REPRINT_CONTAINMENT or (
        coverage >= COPY_COVERAGE
        and len(stories[small].sentences) >= _FEWEST_SENTENCES
        and _own_words_too(stories[small], stories[large])
    )
    rewritten = certain and containment < _REWRITTEN_BELOW
    return Copy(
        copy, origin, coverage, containment, certain, rewritten, _counterparts(stories[copy], stories[origin]), why
    )


def _containment(one: Story, other: Story) -> float:
    smaller = min(len(one.shingles), len(other.shingles))
    return len(one.shingles & other.shingles) / smaller if smaller else 0.0


def _coverage(small: Story, large: Story, needed: float) -> float:
    """Share of the words of ``small`` in sentences with a counterpart; 0 as soon as it cannot reach ``needed``."""
    total = sum(small.weights)
    if not total or not large.sentences:
        return 0.0
    found, left = 0, total
    for sentence, weight in zip(small.sentences, small.weights, strict=True):
        if found + left < needed * total:
            return 0.0
        found += weight if best_match(sentence, large.sentences, SENTENCE_LIKENESS) else 0
        left -= weight
    return found / total


def _own_words_too(small: Story, large: Story) -> bool:
    """Two outlets at one briefing share its quotes; a copy shares what the writer says in words of his own as well."""
    total = sum(len(sentence.split()) for sentence in small.own)
    if total < _FEWEST_WORDS // 2 or not large.own:
        return True
    shared = sum(len(one.split()) for one in small.own if best_match(one, large.own, SENTENCE_LIKENESS))
    return shared >= COPY_COVERAGE * total


def _counterparts(copy: Story, origin: Story) -> dict[Span, Span]:
    pairs: dict[Span, Span] = {}
    for span, sentence in zip(copy.spans, copy.sentences, strict=True):
        match = best_match(sentence, origin.sentences, SENTENCE_LIKENESS)
        if match is not None:
            pairs[span] = origin.spans[match[0]]
    return pairs


def _direction(documents: Sequence[ReadDocument], i: int, j: int, small: int) -> tuple[int, int, str]:
    """Which is the copy: the rewritten one, the one that credits the other, the later one, else the shorter one."""
    one, other = documents[i].reading, documents[j].reading
    if one.rewritten.suspected != other.rewritten.suspected:
        return (i, j, "its wording is a machine's") if one.rewritten.suspected else (j, i, "its wording is a machine's")
    for a, b in ((i, j), (j, i)):
        outlet = documents[b].reading.outlet
        mine = documents[a].reading.outlet
        if (
            outlet is not None
            and (mine is None or mine.name != outlet.name)
            and outlet.name.lower() in documents[a].text.lower()
        ):
            return a, b, f"it names {outlet.name}"
    if one.published is not None and other.published is not None and one.published.date != other.published.date:
        return (
            (i, j, "it was published later")
            if one.published.date > other.published.date
            else (j, i, "it was published later")
        )
    if (one.published is None) != (other.published is None):
        return (i, j, "it prints no date") if one.published is None else (j, i, "it prints no date")
    large = j if small == i else i
    return small, large, "it is the shorter one; the direction is a guess"


def copy_links(documents: Sequence[ReadDocument], copies: Sequence[Copy]) -> list[Link]:
    """Return ``derived_from`` links (copy, origin), and ``same_origin`` where the likeness leaves doubt."""
    links = []
    for one in copies:
        a, b = documents[one.copy].reading.sha256, documents[one.origin].reading.sha256
        kind = "derived_from" if one.certain else "same_origin"
        rule = "copy-reprint/1" if one.containment >= REPRINT_CONTAINMENT else "copy-sentences/1"
        evidence = f"{rule}: {one.coverage:.0%} of the words stand in sentences with a counterpart, {one.containment:.0%} of the five-word runs are shared; {one.why}"
        links.append(Link(kind, a, b, round(max(one.coverage, one.containment), 4), evidence))
    return links
