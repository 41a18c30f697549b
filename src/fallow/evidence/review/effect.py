"""Effect: what an answer to a question can change, and the one rule by which questions are ordered. Rule ``effect/1``.

The effect of a question is the *largest* change that any of its answers would make to what the register says now, all else left as it
is. It is a maximum and not an expectation: how often a reader errs in each way is known from test sets, not for this register,
and a made-up chance would only look like knowledge. Five measures, never added up, because they have no common unit:

1. ``strikes``: strikes that would come or go, or would begin or cease to stand;
2. ``p_real``: the largest change of a strike's ``p_real`` (a judgement by table, see methods/weighing);
3. ``dud_log_shift``: by how much the log of a munition's failure rate would move;
4. ``independent``: origins and families that the counts of a proposition would gain or lose, summed over propositions;
5. ``figures``: single figures in a view (a row of casualties, a status beside the depositary's).

Order: by the first measure, those equal in it by the second, and so on; then by what has been known longest; then by id. So one
strike goes before any number of counts, which is a choice, and stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

RULE = "effect/1"
"""Names this rule."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The largest change that an answer could make, by measure, and the same in words. Zero means: changes none of these."""

    strikes: int = 0
    p_real: float = 0.0
    dud_log_shift: float = 0.0
    independent: int = 0
    figures: int = 0

    @property
    def order(self) -> tuple[float, ...]:
        """What questions are sorted by: the largest first, measure after measure."""
        return (
            -self.strikes,
            -round(self.p_real, 4),
            -round(abs(self.dud_log_shift), 4),
            -self.independent,
            -self.figures,
        )

    @property
    def says(self) -> str:
        """The effect in words, only what is not zero."""
        parts = [_plural(self.strikes, "strike")] if self.strikes else []
        parts += [f"p_real by {self.p_real:.2f}"] if self.p_real else []
        parts += [f"log dud rate by {self.dud_log_shift:+.2f}"] if self.dud_log_shift else []
        parts += [_plural(self.independent, "count of origins or families", "counts of origins or families")] * bool(
            self.independent
        )
        parts += [_plural(self.figures, "figure")] if self.figures else []
        return ", ".join(parts) or "no figure of a view"

    def to_json(self) -> dict[str, Any]:
        """Return the measures and the rule."""
        return {
            "strikes": self.strikes,
            "p_real": round(self.p_real, 4),
            "dud_log_shift": round(self.dud_log_shift, 4),
            "independent": self.independent,
            "figures": self.figures,
            "says": self.says,
            "rule": RULE,
        }


NONE = Effect()
"""Changes no figure."""


def larger(one: Effect, other: Effect) -> Effect:
    """Return the larger of two effects, measure by measure: what is known of one question from two sides."""
    shift = max(one.dud_log_shift, other.dud_log_shift, key=abs)
    return Effect(
        max(one.strikes, other.strikes),
        max(one.p_real, other.p_real),
        shift,
        max(one.independent, other.independent),
        max(one.figures, other.figures),
    )


def _plural(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
