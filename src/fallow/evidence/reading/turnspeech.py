"""Turns become statements: whose label it is, and what inside a turn is somebody else's word. Rules ``turn-*/1``.

A turn is one direct statement of its speaker, all paragraphs of it. "I said" inside it is the speaker again and nothing of its
own; "the ministry told us that ..." is the ministry's word by way of the speaker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fallow.evidence.reading.draft import Draft
from fallow.evidence.reading.families import singular
from fallow.evidence.reading.people import Person, gender_of
from fallow.evidence.reading.resolve import Discourse
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.tokens import tokenise
from fallow.evidence.reading.turns import Turn
from fallow.evidence.reading.words import ROLE_NOUNS, TITLE_WORDS

_HONORIFICS = frozenset("mr mrs ms miss dr sir lord lady baroness prof rev dame the".split())
_ASKS = Person(None, "questioner")
_ANSWERS = Person(None, "interviewee")


class TurnReader:
    """Knows which paragraphs are turns; ``enter`` before and ``leave`` after the sentences of each are read."""

    def __init__(self, text: str, discourse: Discourse, turns: Sequence[Turn]) -> None:
        self._text = text
        self._discourse = discourse
        self._turns = turns
        self._at = {span.end: (turn, span) for turn in turns for span in turn.words}
        self._made: dict[Turn, Draft] = {}
        self._guest: Person | None = None

    def enter(self, paragraph: Span) -> Span | None:
        """Return the words of a turn in this paragraph and make its speaker the one who says "I"; ``None`` outside turns."""
        found = self._at.get(paragraph.end)
        if found is None:
            return None
        self._discourse.narrator = self._speaker(found[0])
        self._discourse.last = None
        return found[1]

    def is_label(self, paragraph: Span) -> bool:
        """True where the paragraph is nothing but the label of a turn."""
        return any(paragraph.start <= turn.label.start and turn.label.end <= paragraph.end for turn in self._turns)

    def leave(self, spoken: Span, paragraph: int, drafts: list[Draft], begun: int) -> None:
        """Put the turn in place of what was drafted from it, and keep what it tells of others."""
        turn = self._at[spoken.end][0]
        speaker = self._discourse.narrator
        name = None if speaker is None else speaker.name
        others = [one for one in drafts[begun:] if _is_another(one.person, speaker)]
        for one in others:
            one.via = (*((name,) if name is not None else ()), *(via for via in one.via if via != name))
        drafts[begun:] = others
        made = self._made.get(turn)
        if made is None:
            label = turn.label if turn.kind in {"name", "role"} else None
            self._made[turn] = Draft(
                "direct", speaker, label, None, [spoken], [], paragraph, f"statement-turn/1 {turn.rule}"
            )
            drafts.insert(begun, self._made[turn])
        else:
            made.content.append(spoken)
            made.paragraph = paragraph
        self._discourse.narrator = None
        self._discourse.last = speaker

    def _speaker(self, turn: Turn) -> Person:
        if turn.kind == "asks":
            return _ASKS
        if turn.kind == "answers":
            self._guest = self._guest or self._introduced() or _ANSWERS
            return self._guest
        if turn.name is None:
            return Person(None, turn.role, turn.affiliation, gender_of(None, turn.role))
        return self._named(turn, turn.name)

    def _named(self, turn: Turn, label: str) -> Person:
        """The person of a label: titles off its front, capitals made small, the full name if the text writes it."""
        words = label.split()
        title: list[str] = []
        while len(words) > 1 and _is_title(words[0]):
            title.append(words.pop(0))
        name = " ".join(_written(word) for word in words)
        full = self._discourse.people.full
        longer = {surname.casefold(): whole for surname, whole in full.items()}.get(words[-1].casefold())
        if longer is not None and (len(words) == 1 or longer.casefold() == name.casefold()):
            name = longer
        office = " ".join(_written(word) for word in title if word.strip(".").lower() not in _HONORIFICS) or None
        honorific = title[0].strip(".").lower() if title else None
        role = turn.role or office
        return self._discourse.people.remember(Person(name, role, turn.affiliation, gender_of(name, role, honorific)))

    def _introduced(self) -> Person | None:
        """Who answers is whom the lines before the first question name, most often where they name several."""
        before = tokenise(self._text, 0, self._turns[0].label.start)
        names = [name.words for name in self._discourse.people.names_in(before)]
        if not names:
            return None
        times = Counter(name.split()[-1] for name in names)
        chosen = max(names, key=lambda name: (times[name.split()[-1]], len(name.split()) > 1))
        return self._discourse.people.remember(Person(chosen, gender=gender_of(chosen, None)))


def _is_title(word: str) -> bool:
    low = word.strip(".").lower()
    return low in _HONORIFICS or low in TITLE_WORDS or singular(low) in TITLE_WORDS | ROLE_NOUNS


def _written(word: str) -> str:
    """'FERRÁN-MOOR' as 'Ferrán-Moor'."""
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 1 else word


def _is_another(person: Person | None, speaker: Person | None) -> bool:
    if person is None or (person.name is None and person.role is None):
        return False
    return speaker is None or (person is not speaker and (person.name is None or person.surname != speaker.surname))
