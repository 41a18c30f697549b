"""Origins: how many independent beginnings the claims have. Rule ``origins/2``.

Every statement is a beginning, and so is every outlet's own word. Links make them one: copies, same utterances, statements
taken over from another outlet. So does the occasion: what one speaker says in one document is one origin, unless the document
dates it to different days; what two voices of one family say there may be (one briefing), and what the page repeats in its own
voice may be the word of whom it quotes. Done twice, with all links and with the sure ones only, this gives a lower and an upper
count; the lower is the one to trust. A claim by hearsay has no origin at all and adds nothing.

What an analyst decided about a pair of links' ends goes before what the machine found: ``confirmed`` joins the two for sure,
``refused`` takes that one edge away. Where other edges still join the two, they stay one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fallow.core.errors import InputError
from fallow.evidence.reading.authority import house_family
from fallow.evidence.reading.beginnings import join_occasions, told_by_others
from fallow.evidence.reading.copies import Copy
from fallow.evidence.reading.families import default_families
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import Link, ReadClaim, Statement
from fallow.evidence.reading.similarity import best_match, plain
from fallow.evidence.reading.utterances import SURE, same_speaker

_COUNTERPART = 0.5


class _Union:
    """Disjoint sets of keys; the root of a set is its smallest key, so that names do not depend on order."""

    def __init__(self, refused: frozenset[frozenset[str]] = frozenset()) -> None:
        self._parent: dict[str, str] = {}
        self._refused = refused

    def find(self, key: str) -> str:
        root = key
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while (parent := self._parent.get(key, key)) != root:
            self._parent[key] = root
            key = parent
        return root

    def join(self, one: str, other: str) -> None:
        """Join two sets, unless an analyst refused that edge."""
        if self._refused and frozenset({one, other}) in self._refused:
            return
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first


@dataclass(frozen=True, slots=True)
class Origins:
    """Origin keys of claims, by the sure links (``high``: more origins) and by all links (``low``: fewer)."""

    low: dict[str, str]
    high: dict[str, str]

    def count(self, claims: Iterable[str]) -> int | dict[str, int]:
        """Return how many origins these claims have: an integer, or ``{"low", "high"}`` where links are in doubt."""
        ids = list(claims)
        low, high = len({self.low[one] for one in ids}), len({self.high[one] for one in ids})
        return low if low == high else {"low": low, "high": high}


Decided = Mapping[tuple[str, str], str]
"""What people decided about links: by the two ids that a link names, in either order, ``confirmed`` or ``refused``."""


def checked(decided: Decided) -> Decided:
    """Return the decisions; raise ``InputError`` (``unknown-verdict``) where one is neither confirmed nor refused."""
    for pair, verdict in decided.items():
        if verdict not in {"confirmed", "refused"}:
            raise InputError(
                kind="unknown-verdict",
                expected="confirmed or refused",
                found=f"{verdict!r} about {pair[0]} and {pair[1]}",
                do="leave out links on which people do not agree",
            )
    return decided


def origins_of(
    documents: Sequence[ReadDocument], copies: Sequence[Copy], links: Sequence[Link], decided: Decided | None = None
) -> Origins:
    """Return the origin of every claim of the documents, with what was ``decided`` about links."""
    nodes = _nodes(documents)
    ruled = {
        frozenset({nodes.get(a, f"s:{a}"), nodes.get(b, f"s:{b}")}): verdict
        for (a, b), verdict in (decided or {}).items()
    }
    refused = frozenset(edge for edge, verdict in ruled.items() if verdict == "refused")
    sure, all_of_them = _Union(refused), _Union(refused)
    for edge in sorted(sorted(edge) for edge, verdict in ruled.items() if verdict == "confirmed" and len(edge) > 1):
        sure.join(*edge)
        all_of_them.join(*edge)
    for link in links:
        if link.kind in {"same_utterance", "quotes_via"}:
            all_of_them.join(f"s:{link.a}", _node(link.b))
            if link.score >= SURE or (link.kind == "quotes_via" and _node(link.b).startswith("s:")):
                sure.join(f"s:{link.a}", _node(link.b))
    for copy in copies:
        for union in (sure, all_of_them) if copy.certain else (all_of_them,):
            _join_copy(documents, copy, union)
    for document in documents:
        for union in (sure, all_of_them):
            _join_headline(document, union)
            _join_house(document, union)
        join_occasions(document, sure.join, all_of_them.join)
    low: dict[str, str] = {}
    high: dict[str, str] = {}
    certain = {copy.copy: copy for copy in copies if copy.certain}
    for index, document in enumerate(documents):
        for claim in document.reading.claims:
            node = _claim_node(document, claim)
            if claim.statement is None and document.reading.kind_at(claim.span.start) == "headline":
                node = _told_below(document, claim) or node
            if claim.statement is None and node.startswith("n:") and index in certain:
                node = _copied_node(documents, certain[index], claim) or node
            low[claim.id], high[claim.id] = all_of_them.find(told_by_others(document, claim) or node), sure.find(node)
    return Origins(low, high)


def _nodes(documents: Sequence[ReadDocument]) -> dict[str, str]:
    """The node of everything that a link or a decision may name: a statement, a claim, a document's digest."""
    found: dict[str, str] = {}
    for document in documents:
        found[document.reading.sha256] = f"n:{document.reading.sha256}"
        found |= {one.id: f"s:{one.id}" for one in document.reading.statements}
        found |= {one.id: _claim_node(document, one) for one in document.reading.claims}
    return found


def _node(key: str) -> str:
    """A document's digest stands for its outlet's own word; anything else is a statement."""
    return f"n:{key}" if len(key) == 64 and ":" not in key else f"s:{key}"


def _told_below(document: ReadDocument, claim: ReadClaim) -> str | None:
    """A headline has its word from the story below it."""
    for other in document.reading.claims:
        if (
            other.kind is claim.kind
            and other.statement is not None
            and document.reading.kind_at(other.span.start) == "body"
        ):
            return f"s:{other.statement}"
    return None


def _copied_node(documents: Sequence[ReadDocument], copy: Copy, claim: ReadClaim) -> str | None:
    """A copy that lost the speaker (a machine may replace "said") repeats the statement in whose sentence its own has its counterpart."""
    theirs = documents[copy.origin].reading
    place = claim.fields.get("place")
    for sentence, other in copy.counterpart.items():
        if sentence.meets(claim.span):
            for claimed in theirs.claims:
                if claimed.kind is claim.kind and claimed.statement is not None and claimed.span.meets(other):
                    return f"s:{claimed.statement}"
    same = (
        one
        for one in theirs.claims
        if one.kind is claim.kind and one.statement is not None and one.fields.get("place") == place
    )
    return next((f"s:{one.statement}" for one in same if place is not None), None)


def _claim_node(document: ReadDocument, claim: ReadClaim) -> str:
    return f"s:{claim.statement}" if claim.statement is not None else f"n:{document.reading.sha256}"


def _join_copy(documents: Sequence[ReadDocument], copy: Copy, union: _Union) -> None:
    """A copy can add no origin: its word is the other's word, and each of its statements is one of the other's."""
    mine, theirs = documents[copy.copy], documents[copy.origin]
    union.join(f"n:{mine.reading.sha256}", f"n:{theirs.reading.sha256}")
    for statement in mine.reading.statements:
        other = _counterpart(mine, theirs, statement)
        union.join(f"s:{statement.id}", f"s:{other.id}" if other is not None else f"n:{theirs.reading.sha256}")


def _counterpart(mine: ReadDocument, theirs: ReadDocument, statement: Statement) -> Statement | None:
    words = statement_words(mine.text, statement)
    same = [one for one in theirs.reading.statements if same_speaker(one.speaker, statement.speaker)]
    for candidates in (same, list(theirs.reading.statements)):
        match = (
            best_match(words, [statement_words(theirs.text, one) for one in candidates], _COUNTERPART)
            if candidates
            else None
        )
        if match is not None:
            return candidates[match[0]]
    return None


def _join_headline(document: ReadDocument, union: _Union) -> None:
    """What a headline says that somebody said is what the story below says that he said."""
    heads = [one for one in document.reading.statements if document.reading.kind_at(one.span.start) == "headline"]
    below = [one for one in document.reading.statements if document.reading.kind_at(one.span.start) != "headline"]
    for statement in heads:
        same = [
            one
            for one in below
            if one.speaker.authority is not None and one.speaker.authority == statement.speaker.authority
        ]
        match = (
            best_match(
                statement_words(document.text, statement), [statement_words(document.text, one) for one in same], 0.0
            )
            if same
            else None
        )
        union.join(
            f"s:{statement.id}", f"s:{same[match[0]].id}" if match is not None else f"n:{document.reading.sha256}"
        )


def _join_house(document: ReadDocument, union: _Union) -> None:
    """In a body's own report, what its people say is its own word."""
    outlet = document.reading.outlet
    if outlet is None:
        return
    house = house_family(outlet.name, default_families())
    for statement in document.reading.statements:
        if statement.speaker.authority == house:
            union.join(f"s:{statement.id}", f"n:{document.reading.sha256}")


def statement_words(text: str, statement: Statement) -> str:
    """Return the words of a statement's content, plain."""
    return plain(" ".join(span.of(text) for span in statement.content))
