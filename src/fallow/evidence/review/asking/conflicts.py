"""Questions about amendments of one entry that stand side by side: which shall stand. The same as ``fallow review list``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fallow.core.errors import NotThereError
from fallow.core.ids import short
from fallow.evidence.review.effect import Effect
from fallow.evidence.review.question import Choice, Question, Words
from fallow.evidence.review.scene import Scene
from fallow.register import Draft, Entry, Register
from fallow.register.fold import Conflict
from fallow.register.keys import short_author

KIND = "conflict"


def ask(scene: Scene) -> Iterator[Question]:
    """Yield one question for each open conflict; the verdict is the id of the side that shall stand, or ``as_written``."""
    for conflict in scene.register.conflicts(scene.as_known):
        target = scene.register.get(conflict.of)
        sides = [scene.register.get(side) for side in conflict.sides]
        choices = [
            Choice(side.id, str(number), f"{_does(side)} ({side.body['reason']}, by {short_author(side.author)})")
            for number, side in enumerate(sides, start=1)
        ]
        choices.append(Choice("as_written", "0", "the entry stands as it was first written"))
        yield Question(
            kind=KIND,
            about={"entry": target.id},
            asks=f"{len(sides)} amendments of {target.kind} {short(target.id)} stand side by side. Which shall stand?",
            words=(
                Words(name=f"{target.kind} {short(target.id)}", text=_json(target.body), where=f"entry {target.id}"),
            ),
            choices=tuple(choices),
            since=min(side.known_at for side in sides),
            effect=Effect(figures=1),
            state="contested",
        )


def settle(register: Register, of: str, choose: str, reason: str) -> list[Draft]:
    """Return the entries that let one side of a conflict stand; ``choose`` is a side, or the entry itself: as first written.

    Raises ``NotThereError`` (``no-conflict``) where no such conflict is open. The other sides stay in the log.
    """
    target, chosen = register.get(of), register.get(choose)
    conflict = next((one for one in register.conflicts() if one.of == target.id), None)
    if conflict is None or chosen.id not in (*conflict.sides, target.id):
        raise NotThereError(
            kind="no-conflict",
            expected=f"a conflict on {short(target.id)} with the side {short(chosen.id)}",
            found="none that is open" if conflict is None else f"the sides {', '.join(map(short, conflict.sides))}",
            do="see fallow review list",
        )
    return _drafts(register, conflict, target, chosen, reason)


def _drafts(register: Register, conflict: Conflict, target: Entry, chosen: Entry, reason: str) -> list[Draft]:
    over = list(conflict.sides)
    if chosen.kind == "withdrawal":
        corrections = [side for side in over if register.get(side).kind == "correction"]
        draft = Draft("withdrawal", {"of": target.id, "reason": reason, "over": corrections})
    else:
        body = target.body if chosen.id == target.id else chosen.body["body"]
        draft = Draft("correction", {"of": target.id, "body": body, "reason": reason, "over": over})
    gone = [side for side in over if register.get(side).kind == "withdrawal" and chosen.kind != "withdrawal"]
    return [draft, *(Draft("withdrawal", {"of": side, "reason": reason}) for side in gone)]


def _does(side: Entry) -> str:
    return "it is withdrawn" if side.kind == "withdrawal" else f"it reads {_json(side.body.get('body'))}"


def _json(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)[:300]
