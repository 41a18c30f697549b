"""Cues: verbs (and few nouns) that say that somebody says. Rule ``cue/1``.

Each verb has the frames in which it carries words: ``q`` a quote, ``c`` a clause with or without "that", ``t`` a clause only
with "that", ``i`` an infinitive with "to", ``o`` an object ("denied the report", "described it as").
"""

from __future__ import annotations

from dataclasses import dataclass

_VERBS = """
say:qc tell:qcti add:qct state:qct note:qt claim:qcti insist:qct warn:qcto confirm:qto announce:qto argue:qct assert:qto
allege:qct report:qt declare:qto stress:qto emphasise:qto emphasize:qto underline:qto underscore:qto reiterate:qto
repeat:qto maintain:qct contend:qct acknowledge:qto admit:qto concede:qt explain:qto comment:q remark:qt reply:qt
respond:q continue:q conclude:qt observe:qt suggest:qt estimate:qct believe:ct think:ct reckon:qct mention:t remind:t specify:qt clarify:qt whisper:q mutter:q murmur:q predict:qct reveal:qt disclose:qto
indicate:qt deny:qto reject:qo dismiss:qo condemn:qo denounce:qo slam:qo blast:qo criticise:qo criticize:qo defend:qo
accuse:qo describe:qo call:qo brand:qo dub:qo label:qo urge:qoi ask:qoi demand:qti promise:qict pledge:qict vow:qict
threaten:qict assure:qto write:qt tweet:qt post:q testify:qt recall:qto complain:qt lament:qt joke:qt quip:q rage:q fume:q
hail:qo praise:qo welcome:o deplore:qo decry:qo counter:qt retort:q muse:q caution:qto advise:qt inform:qt proclaim:qt
boast:qt fear:qt agree:qti hint:qt voice:o express:o summarise:q cry:q shout:q plead:qi answer:qt vouch:t portray:o
refuse:i oppose:o support:o quote:q remember:qt see:- find:qt show:- document:- lambast:qo lambaste:qo castigate:qo censure:qo ridicule:qo mock:qo liken:qo
""".split()

_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "write": ("writes", "wrote", "writing"),
    "find": ("finds", "found", "finding"),
    "see": ("sees", "saw", "seeing"),
    "show": ("shows", "showed", "showing"),
    "admit": ("admits", "admitted", "admitting"),
    "slam": ("slams", "slammed", "slamming"),
    "dub": ("dubs", "dubbed", "dubbing"),
    "label": ("labels", "labelled", "labelling"),
    "quip": ("quips", "quipped", "quipping"),
    "cry": ("cries", "cried", "crying"),
    "deny": ("denies", "denied", "denying"),
    "reply": ("replies", "replied", "replying"),
    "testify": ("testifies", "testified", "testifying"),
    "decry": ("decries", "decried", "decrying"),
    "refer": ("refers", "referred", "referring"),
}


@dataclass(frozen=True, slots=True)
class CueForm:
    """One form of a cue verb: ``form`` is base, s, past or ing."""

    lemma: str
    form: str
    frames: str


def _forms(lemma: str) -> tuple[str, str, str]:
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    third = lemma + ("es" if lemma.endswith(("ss", "sh", "ch")) else "s")
    if lemma.endswith("e"):
        return third, lemma + "d", lemma[:-1] + "ing"
    return third, lemma + "ed", lemma + "ing"


def _table() -> dict[str, CueForm]:
    table: dict[str, CueForm] = {}
    for row in _VERBS:
        lemma, _, frames = row.partition(":")
        if frames == "-":
            continue
        third, past, ing = _forms(lemma)
        for form, kind in ((lemma, "base"), (third, "s"), (past, "past"), (ing, "ing")):
            table.setdefault(form, CueForm(lemma, kind, frames))
    return table


CUES: dict[str, CueForm] = _table()
"""Every form of every cue verb, in lower case."""

PHRASAL: dict[tuple[str, str], str] = {
    ("pointed", "out"): "qt", ("points", "out"): "qt", ("pointing", "out"): "qt", ("point", "out"): "qt",
    ("called", "on"): "io", ("calls", "on"): "io", ("calling", "on"): "io", ("call", "on"): "io", ("called", "upon"): "io",
    ("called", "for"): "o", ("calls", "for"): "o", ("calling", "for"): "o", ("call", "for"): "o",
    ("made", "clear"): "qt", ("went", "on"): "q", ("lashed", "out"): "q", ("hit", "out"): "q", ("spoke", "out"): "q",
    ("summed", "up"): "q", ("hit", "back"): "q", ("warned", "against"): "o", ("warned", "of"): "o", ("warns", "of"): "o",
    ("drew", "attention"): "t", ("draws", "attention"): "t", ("ruled", "out"): "ot", ("rules", "out"): "ot", ("rule", "out"): "ot",
    ("referred", "to"): "qo", ("refers", "to"): "qo", ("spoke", "of"): "qo", ("speaks", "of"): "qo", ("likened", "it"): "qo",
}  # fmt: skip
"""Verbs with a particle, by their first two words."""

NO_CUES = frozenset(
    {("called", "up"), ("called", "off"), ("called", "in"), ("called", "out"), ("calling", "up"), ("added", "to"), ("asked", "about"),
     ("quoted", "as"), ("quoted", "at"), ("agreed", "on"), ("opposed", "to"), ("answered", "to"), ("posted", "to"), ("posted", "at")}
)  # fmt: skip
"""Pairs of words in which the verb says nothing of speech."""

NOUN_CUES = frozenset(
    "statement claim assertion allegation warning promise pledge comment remark remarks assurance denial suggestion".split()
)
"""Nouns that carry a clause with 'that' after a possessor: "the minister's claim that ..."."""

NO_SOURCES = frozenset("plan plans law schedule custom tradition rules procedure taste need rank size".split())
"""What a thing may go according to without anybody having said it."""

FREE_SUBJECT = frozenset({"say", "tell", "add", "according to"})
"""Cues that make anything before them a speaker, even where no role, body or name is recognised."""

SPEAKING_THINGS = frozenset(
    "report statement study letter article newspaper website document survey assessment paper briefing".split()
)
"""Things that are said to say; the body behind them speaks."""
