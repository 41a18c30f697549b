"""A reading as one web page that a stranger understands: what is claimed and by how many, what contradicts, where figures come from.

Pure: a ``Related`` in, text out. The page holds no script, no picture and no address of anywhere; every word of a document is
escaped. It shows what was read beside the words it was read from, and says in a sentence what each number is and is not. Each
section is a file of its own; this one puts them together.
"""

from __future__ import annotations

import re

from fallow.evidence.reading.pageclaims import contradictions_section, propositions_section
from fallow.evidence.reading.pagecopies import copies_section
from fallow.evidence.reading.pagegaps import gaps_section
from fallow.evidence.reading.pagerates import rates_section
from fallow.evidence.reading.pagestyle import STYLE
from fallow.evidence.reading.pagetext import LEGEND, document_section
from fallow.evidence.reading.pagewords import View, days, plural, said, shown, title_of, view_of
from fallow.evidence.reading.reader import READER_NAME, READER_VERSION
from fallow.evidence.reading.relate import Related

_SECTIONS = (
    ("claims", "What is claimed, and by how many"),
    ("contradictions", "Where the sources contradict each other"),
    ("rates", "Dud rates, and where each figure comes from"),
    ("copies", "Who copies whom"),
    ("gaps", "What this reading does not know"),
    ("documents", "The documents, word for word"),
)


def page_of(related: Related, parser: str | None) -> str:
    """Return the page as HTML 5 text; ``parser`` names what parsed the sentences, ``None`` where rules read alone."""
    view = view_of(related)
    count = plural(len(related.documents), "document")
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>Reading of {count}</title><style>{STYLE}</style></head><body>",
        '<a class=skip href="#claims">to what is claimed</a>',
        f"<header id=top><h1>What {count} {'says' if len(related.documents) == 1 else 'say'}</h1>{_lead(view)}</header><main>",
        _how_to_read(parser),
        _contents(view),
        propositions_section(view),
        contradictions_section(view),
        rates_section(view),
        copies_section(view),
        gaps_section(view, parser),
        f"<section id=documents><h2>The documents, word for word</h2>{LEGEND}</section>",
        *(document_section(one, view) for one in related.documents),
        "</main></body></html>\n",
    ]
    return "\n".join(parts)


def _lead(view: View) -> str:
    """The few facts that a hurried reader needs."""
    candidates = view.related.reading.strike_candidates
    statements = plural(len(view.statements), "statement")
    contradicting = sum(one.kind == "contradicts" for one in view.related.reading.links)
    copies = sum(one.kind == "derived_from" for one in view.related.reading.links)
    shown_candidates = "".join(
        f"<li>{said(str(one['place']['name']))} ({said(str(one['place']['country']))}), {shown(days(one['when']))}: {said(_why(str(one['why']), view), 400)} "
        f"{' '.join(view.link(key) for key in one['claims'])}</li>"
        for one in candidates
    )
    reason = (
        f"<ul>{shown_candidates}</ul>"
        if candidates
        else "<p>No strike candidate means that no document says, for a settlement and within a week, that cluster munitions were used there, "
        "with somebody known behind it. It does not mean that nothing happened.</p>"
    )
    return (
        f"<p class=lead>{statements}, {plural(len(view.claims), 'claim')}, {plural(contradicting, 'contradiction')}, "
        f"{plural(copies, 'copy', 'copies')}, <b>{plural(len(candidates), 'strike candidate')}</b>.</p>{reason}"
    )


def _why(words: str, view: View) -> str:
    """A candidate's reason with families by name, without the rule's."""
    return re.sub(
        r"\b[a-z]+(?:-[a-z]+)*:[\w-]+", lambda match: view.family(match[0]), words.partition(": ")[2] or words
    )


def _how_to_read(parser: str | None) -> str:
    how = (
        f"sentences parsed by {said(parser)}"
        if parser
        else "by rules alone: no parser is installed, so fewer statements are found"
    )
    return (
        "<section class=words><h2>How to read this page</h2><p><b>Nobody has checked it</b>: it was read by a program, and a person must confirm what matters. "
        "No number here is a probability.</p><dl>"
        "<dt>statement</dt><dd>who said what, in one place of one document</dd>"
        "<dt>claim</dt><dd>what a sentence says about the weapon, brought into one form</dd>"
        "<dt>origin</dt><dd>an independent beginning of a claim; a reprint, a translation or a rewritten copy adds none</dd>"
        "<dt>family</dt><dd>everybody who speaks with one voice, such as all offices of one government</dd>"
        "<dt>3 to 5</dt><dd>links are in doubt: trust the lower end</dd></dl>"
        f"<p class=small>{READER_NAME} {READER_VERSION}, {how}.</p></section>"
    )


def _contents(view: View) -> str:
    sections = "".join(f'<li><a href="#{key}">{name}</a></li>' for key, name in _SECTIONS)
    rows = "".join(
        f'<tr><th scope=row><a href="#doc-{view.letter(one)}">{view.letter(one)}</a> {said(title_of(one), 100)}</th>'
        f'<td data-label="published by"><div>{"not named" if one.reading.outlet is None else said(one.reading.outlet.name, 60)}</div></td>'
        f'<td data-label="published on"><div>{"not printed" if one.reading.published is None else shown(one.reading.published.date)}</div></td>'
        f'<td data-label="statements"><div>{len(one.reading.statements)}</div></td><td data-label="claims"><div>{len(one.reading.claims)}</div></td></tr>'
        for one in view.related.documents
    )
    return (
        f"<nav aria-label=Contents><ol>{sections}</ol></nav><table class=wide><caption class=unseen>The documents</caption><thead><tr><th scope=col>document</th>"
        f"<th scope=col>published by</th><th scope=col>published on</th><th scope=col>statements</th><th scope=col>claims</th></tr></thead><tbody>{rows}</tbody></table>"
    )
