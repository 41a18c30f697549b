"""The section on copies: which document has its words from which, drawn as a small tree, and which words several print alike."""

from __future__ import annotations

from collections.abc import Sequence

from fallow.evidence.reading.pagewords import View, components, said, speaker_of
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import Link

_WORDS = {
    "derived_from": "a copy",
    "same_origin": "may share an origin; in doubt, so it counts as one at the lower end",
    "quotes_via": "took words over",
}


def copies_section(view: View) -> str:
    """Return the section: copies as trees, then utterances that stand in more than one document."""
    copied = [one for one in view.related.reading.links if one.kind in _WORDS]
    drawn = _trees(copied, view)
    alike = _alike(view)
    return (
        "<section id=copies><h2>Who copies whom</h2>"
        + (
            drawn
            or "<p>No document was found to be a copy of another, and none was found to have taken over another's words.</p>"
        )
        + (
            f"<h3>The same words in more than one document</h3><p>One utterance, however often it is printed.</p><ul>{alike}</ul>"
            if alike
            else ""
        )
        + "</section>"
    )


def _trees(links: Sequence[Link], view: View) -> str:
    """Each document that others come from, with those below it; a document that comes from itself through others is cut."""
    below: dict[int, list[tuple[int, Link]]] = {}
    documents = {id(one): one for one in view.related.documents}
    for link in links:
        copy, origin = _home(link.a, view), _home(link.b, view)
        if copy is not None and origin is not None and copy is not origin:
            below.setdefault(id(origin), []).append((id(copy), link))
    children = {copy for found in below.values() for copy, _ in found}
    roots = [key for key in documents if key in below and key not in children] or [
        key for key in documents if key in below
    ][:1]
    drawn = "".join(
        f"<li>{view.named(documents[root])}{_below(root, below, documents, view, frozenset({root}))}</li>"
        for root in roots
    )
    return f"<ul class=tree>{drawn}</ul>" if drawn else ""


def _below(
    key: int,
    below: dict[int, list[tuple[int, Link]]],
    documents: dict[int, ReadDocument],
    view: View,
    above: frozenset[int],
) -> str:
    items = []
    for copy, link in below.get(key, []):
        why = link.evidence.partition(": ")[2] or link.evidence
        deeper = "" if copy in above else _below(copy, below, documents, view, above | {copy})
        items.append(
            f"<li>{view.named(documents[copy])} – <b>{_WORDS[link.kind]}</b> <span class=small>{said(why, 300)}</span>{deeper}</li>"
        )
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _home(key: str, view: View) -> ReadDocument | None:
    """The document of a statement's id or of a digest."""
    if key in view.statements:
        return view.statements[key][0]
    return view.by_digest.get(key)


def _alike(view: View) -> str:
    """One item for each utterance that stands in more than one document, with the weakest likeness that joins it."""
    links = [
        one
        for one in view.related.reading.links
        if one.kind == "same_utterance" and one.a in view.statements and one.b in view.statements
    ]
    order = {key: i for i, key in enumerate(view.statements)}
    groups = [sorted(keys, key=order.__getitem__) for keys in components((one.a, one.b) for one in links)]
    first = {key: keys[0] for keys in groups for key in keys}
    weakest: dict[str, float] = {}
    for link in links:
        weakest[first[link.a]] = min(link.score, weakest.get(first[link.a], 1.0))
    groups.sort(key=lambda keys: order[keys[0]])
    return "".join(_utterance(keys, weakest[keys[0]], view) for keys in groups)


def _utterance(keys: Sequence[str], score: float, view: View) -> str:
    printed = list({view.letter(view.statements[key][0]): view.statements[key][0] for key in keys}.items())
    if len(printed) < 2:
        return ""
    document, first = view.statements[keys[0]]
    words = " … ".join(span.of(document.text) for span in first.content)
    letters = ", ".join(f'<a href="#doc-{letter}">{letter}</a>' for letter, _ in printed)
    return (
        f"<li>{speaker_of(first)}: <q>{said(words, 200)}</q> – in {letters} "
        f"<span class=small>words alike by {score:.2f} or more, of 1</span></li>"
    )
