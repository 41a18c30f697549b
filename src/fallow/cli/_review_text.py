"""How questions are printed for people: one line each in a queue, whole with the words in context where one is asked."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fallow.cli._evidence_text import set_text
from fallow.evidence.review.question import KINDS
from fallow.register.keys import short_author

if TYPE_CHECKING:
    from fallow.evidence.review.question import Choice, Question, Words
    from fallow.evidence.review.rulings import Said

WIDTH = 100
_LONGEST_WORDS = 1200


def queue_text(shown: Sequence[Question], waiting: int, counts: Mapping[str, int]) -> str:
    """Return the queue: each question with its words and what each answer does, then how many wait of each kind."""
    if not shown:
        return "nothing waits for an answer"
    parts = [_brief(number, one) for number, one in enumerate(shown, start=1)]
    kinds = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    parts.append(
        f"{waiting} questions wait ({kinds}); shown {len(shown)}. Order: the largest change that an answer can make "
        "(rule effect/1).\nfallow review next REGISTER walks through them; fallow review answer REGISTER ID --verdict V --reason WHY"
    )
    return "\n\n".join(parts)


def question_text(question: Question) -> str:
    """Return one question whole: what is asked, the words in their context, what people said, what each answer does."""
    lines = [f"{question.id}  {question.kind}: {KINDS[question.kind]}", "", _wrapped(question.asks)]
    for words in question.words:
        lines += ["", *_in_context(words)]
    if question.note:
        lines += ["", _wrapped(f"beside: {question.note}")]
    lines += ["", f"can change: {question.effect.says}"]
    if question.said:
        lines += ["", f"{question.state}:", *(_said(one) for one in question.said)]
    return "\n".join([*lines, "", *(_choice(one) for one in question.choices)])


def _brief(number: int, question: Question) -> str:
    mark = " (people disagree)" if question.state == "contested" and question.said else ""
    mark = " (answered)" if question.state == "answered" else mark
    head = f"{number:3}. {question.id}  {question.kind}{mark}  can change: {question.effect.says}"
    lines = [head, _wrapped(question.asks, "     ")]
    lines += [_wrapped(f"{_where(one)}: {_cut(one.text, 240)}", "     ") for one in question.words[:2]]
    lines += [_wrapped(_said(one).strip(), "     ") for one in question.said]
    return "\n".join([*lines, *(f"     {_answer(one)}" for one in question.choices)])


def _answer(choice: Choice) -> str:
    return f"{choice.verdict[:12]}: {choice.does}"


def _choice(choice: Choice) -> str:
    details = [*(f"--{name}" for name in choice.needs), *(f"[--{name}]" for name in choice.takes)]
    return f"  [{choice.key}] {choice.verdict[:12]:12} {choice.does}{'  ' + ' '.join(details) if details else ''}"


def _said(one: Said) -> str:
    more = set_text(one.body.get("set")) + (f" {one.body['authority']}" if "authority" in one.body else "")
    return f"  {one.verdict}{more} by {short_author(one.by)} on {one.at.date()}: {one.reason} (entry {one.entry[:10]})"


def _in_context(words: Words) -> list[str]:
    if words.start is None:
        return [f"{words.name}, {words.where}:", _wrapped(_cut(words.text, _LONGEST_WORDS), "    ")]
    before, after = " ".join(words.before.split()), " ".join(words.after.split())
    told = f"… {before} >>> {_cut(words.text, _LONGEST_WORDS)} <<< {after} …"
    return [f"{_where(words)}:", _wrapped(told, "    ")]


def _where(words: Words) -> str:
    return f"{words.name}, {words.where}" if words.start is None else f"{words.name} {words.start}-{words.end}"


def _cut(text: str, most: int) -> str:
    plain = " ".join("".join(char if char.isprintable() or char.isspace() else "�" for char in text).split())
    return plain if len(plain) <= most else f"{plain[:most].rstrip()} …"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
