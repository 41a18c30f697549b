"""From documents read one by one to one ``Reading``: links, propositions, strike candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fallow.evidence.reading.candidates import rewritten_documents, strike_candidates
from fallow.evidence.reading.contradictions import contradiction_links
from fallow.evidence.reading.copies import Copy, copy_links, find_copies
from fallow.evidence.reading.families import slug
from fallow.evidence.reading.learnt import with_learnt_authorities
from fallow.evidence.reading.origins import Decided, Origins, checked, origins_of, statement_words
from fallow.evidence.reading.propositions import propositions_of
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import DocumentReading, Link, Reading, Rewritten, Statement
from fallow.evidence.reading.similarity import best_match
from fallow.evidence.reading.utterances import same_speaker, utterance_links

_COUNTERPART = 0.5
_WHOLE_PAGE = 0.65


@dataclass(frozen=True, slots=True)
class Related:
    """A reading with what its views need beside the contract: the origin of every claim, and which documents are copies."""

    reading: Reading
    documents: tuple[ReadDocument, ...]
    origins: Origins
    rewritten: frozenset[str]


def relate(documents: Sequence[ReadDocument], decided: Decided | None = None) -> Related:
    """Return the documents read together. The order of documents changes no count and no key.

    ``decided`` is what people ruled about links, by the pair of ids that the link names (in either order): ``confirmed`` joins the
    two for sure, also where no rule found a link, and then shows as ``same_origin``; ``refused`` takes link and edge away, and a
    refused ``derived_from`` the whole copy. Pairs of which an end is not among the documents change nothing.
    Raises ``InputError`` (``unknown-verdict``).
    """
    ruled = {frozenset(pair): verdict for pair, verdict in checked(decided or {}).items()}
    documents = with_learnt_authorities(documents)
    copies = [one for one in find_copies(documents) if ruled.get(_ends(documents, one)) != "refused"]
    copies = [replace(one, certain=True) if ruled.get(_ends(documents, one)) == "confirmed" else one for one in copies]
    links = [
        *copy_links(documents, copies),
        *utterance_links(documents, [(one.copy, one.origin) for one in copies if one.certain]),
        *_via_links(documents),
        *contradiction_links(documents),
    ]
    links = [one for one in links if ruled.get(frozenset({one.a, one.b})) != "refused"]
    links += _decided_links(documents, links, decided or {})
    origins = origins_of(documents, copies, links, decided)
    propositions = propositions_of(documents, origins)
    candidates = strike_candidates(documents, copies, propositions)
    readings = tuple(
        _with_copies(document.reading, index, copies, documents) for index, document in enumerate(documents)
    )
    reading = Reading(readings, tuple(links), tuple(propositions), tuple(candidates))
    return Related(reading, tuple(documents), origins, rewritten_documents(documents, copies))


def _ends(documents: Sequence[ReadDocument], copy: Copy) -> frozenset[str]:
    return frozenset({documents[copy.copy].reading.sha256, documents[copy.origin].reading.sha256})


def _decided_links(documents: Sequence[ReadDocument], found: Sequence[Link], decided: Decided) -> list[Link]:
    """The confirmed pairs that no rule linked, as links of their own."""
    linked = {frozenset({one.a, one.b}) for one in found}
    known = {document.reading.sha256 for document in documents}
    known |= {one.id for document in documents for one in document.reading.statements}
    known |= {one.id for document in documents for one in document.reading.claims}
    return [
        Link("same_origin", a, b, 1.0, "decided/1: confirmed by a person")
        for (a, b), verdict in sorted(decided.items())
        if verdict == "confirmed" and {a, b} <= known and frozenset({a, b}) not in linked
    ]


def _with_copies(
    reading: DocumentReading, index: int, copies: Sequence[Copy], documents: Sequence[ReadDocument]
) -> DocumentReading:
    """Mark a copy whose words were replaced, where the original is at hand."""
    for copy in copies:
        if copy.copy == index and copy.rewritten:
            origin = documents[copy.origin].reading.sha256
            sign = f"rewritten-beside-original/1: {copy.coverage:.0%} of the words stand in sentences of {origin[:12]}, {copy.containment:.0%} of its five-word runs do"
            return replace(reading, rewritten=Rewritten(suspected=True, evidence=(*reading.rewritten.evidence, sign)))
    return reading


def _via_links(documents: Sequence[ReadDocument]) -> list[Link]:
    """A statement that came by way of an outlet whose own page is among the documents: to the statement there, if it is found."""
    outlets: dict[str, list[ReadDocument]] = defaultdict(list)
    for one in documents:
        if one.reading.outlet is not None:
            outlets[slug(one.reading.outlet.name)].append(one)
    links = []
    for document in documents:
        for statement in document.reading.statements:
            speaker = (statement.speaker.name,) if statement.speaker.name is not None else ()
            mine = document.reading.outlet
            own = slug(mine.name) if mine is not None else None
            for name in dict.fromkeys((*statement.via, *statement.to, *speaker)):
                if slug(name) == own:
                    continue
                others = [one for one in outlets.get(slug(name), ()) if one.reading.sha256 != document.reading.sha256]
                link = _via_link(document, statement, others, name)
                if link is not None:
                    links.append(link)
    return links


def _via_link(document: ReadDocument, statement: Statement, others: Sequence[ReadDocument], name: str) -> Link | None:
    words = statement_words(document.text, statement)
    texts = [
        (one, statement_words(other.text, one))
        for other in others
        for one in other.reading.statements
        if name in {statement.speaker.name, *statement.via} or same_speaker(one.speaker, statement.speaker)
    ]
    candidates = [one for one, _ in texts]
    match = best_match(words, [text for _, text in texts], _COUNTERPART) if texts else None
    if match is None:
        if len(others) != 1:
            return None
        return Link(
            "quotes_via", statement.id, others[0].reading.sha256, _WHOLE_PAGE, f"quotes-via/1: taken over from {name}"
        )
    evidence = f"quotes-via/1: taken over from {name}, words with a token-set likeness of {match[1]:.2f}"
    return Link("quotes_via", statement.id, candidates[match[0]].id, round(match[1], 4), evidence)
