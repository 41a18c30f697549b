"""Numbers with their bounds: "less than 2.35 per cent", "between 30 and 40", "at least a dozen". Rule ``figure/1``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fallow.evidence.reading.span import Span

_UNITS = {
    "zero": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_VAGUE: dict[str, tuple[float, float | None]] = {
    "a dozen": (12, 12), "two dozen": (24, 24), "dozens": (24, None), "scores": (40, None), "hundreds": (200, None),
    "thousands": (2000, None), "tens of thousands": (20000, None), "a handful": (2, 9), "several": (3, 9), "half a dozen": (6, 6),
}  # fmt: skip
_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
_ONE = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|(?:(?:{_WORD})(?:[-\s](?:{_WORD}))?(?:\s+hundred)?|a\s+hundred))"
    r"(?:\s+(?:thousand|million))?"
)
_LESS = r"less\s+than|fewer\s+than|under|below|lower\s+than|smaller\s+than"
_AT_MOST = r"at\s+most|up\s+to|as\s+many\s+as|as\s+much\s+as|as\s+high\s+as|no\s+(?:more|extra|additional|further|greater)\s+than|not\s+more\s+than|no\s+higher\s+than|not\s+higher\s+than|a\s+maximum\s+of|not\s+exceeding|does\s+not\s+exceed|not\s+exceed"
_MORE = r"more\s+than|over|above|in\s+excess\s+of|exceed(?:s|ing|ed)?|greater\s+than|upwards\s+of|higher\s+than"
_AT_LEAST = r"at\s+least|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|a\s+minimum\s+of|as\s+few\s+as"
_ABOUT = r"about|around|some|roughly|nearly|almost|close\s+to|approximately|an\s+estimated|estimated|circa|just\s+over|just\s+under|near"
_PERCENT = r"(?:\s*(?:%|per\s?cent\b|percent\b|percentage\s+points?\b|pc\b))"
_FIGURE = re.compile(
    rf"(?:(?P<low1>between|from)\s+)?(?:(?P<bound>{_AT_MOST}|{_AT_LEAST}|{_LESS}|{_MORE}|{_ABOUT})\s+(?:just\s+)?)?"
    rf"(?P<first>\b(?:{'|'.join(sorted(_VAGUE, key=len, reverse=True))})\b|(?<![\w.,]){_ONE}(?![\w]))(?P<pct1>{_PERCENT})?"
    rf"(?:\s*(?:-|–|—|to|and|or)\s*(?P<second>{_ONE})(?![\w])(?P<pct2>{_PERCENT})?)?"
    rf"(?:\s+of\s+(?:the\s+|all\s+)?(?:cases|rounds|instances)(?=\s+at\s))?(?P<after>\s+or\s+(?:more|less|fewer|higher|lower|so|thereabouts)\b|\s+at\s+(?:the\s+)?(?:most|least)\b|(?:\s+for\s+[^,.;]{1, 40}(?=,))?,?\s+(?:roughly|approximately)\b)?",
    re.IGNORECASE,
)
_OPS: tuple[tuple[str, str], ...] = ((_AT_MOST, "<="), (_AT_LEAST, ">="), (_LESS, "<"), (_MORE, ">"), (_ABOUT, "~"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the text bounds it: ``op`` is one of = < <= > >= ~ range; ``high`` only with ``range``."""

    span: Span
    op: str
    value: float
    high: float | None
    percent: bool

    def bounds(self) -> tuple[float, float | None]:
        """Return (low, high) of a count; ``None`` where the upper end is open. ``~`` gives the figure itself."""
        if self.op == "range":
            return self.value, self.high
        if self.op in {"<", "<="}:
            return 0, self.value - (1 if self.op == "<" else 0)
        if self.op in {">", ">="}:
            return self.value + (1 if self.op == ">" else 0), None
        return self.value, self.value


_SHARES = {
    "half": 1 / 2, "a third": 1 / 3, "one third": 1 / 3, "one-third": 1 / 3, "two thirds": 2 / 3, "two-thirds": 2 / 3, "a quarter": 1 / 4,
    "one quarter": 1 / 4, "one-quarter": 1 / 4, "three quarters": 3 / 4, "three-quarters": 3 / 4, "a fifth": 1 / 5, "one fifth": 1 / 5,
    "one-fifth": 1 / 5, "two fifths": 2 / 5, "a sixth": 1 / 6, "a seventh": 1 / 7, "an eighth": 1 / 8, "a tenth": 1 / 10, "one tenth": 1 / 10,
    "every second": 1 / 2, "every third": 1 / 3, "every fourth": 1 / 4, "every fifth": 1 / 5, "every tenth": 1 / 10, "one-tenth": 1 / 10, "a twentieth": 1 / 20, "a hundredth": 1 / 100,
}  # fmt: skip
_EXACT = re.compile(r"\b(?:exactly|precisely)\s+$", re.IGNORECASE)
"""People round to shares: "a quarter" and "one in eight" are about that, unless they say that it is exact."""
_SHARE = re.compile(
    rf"(?:(?P<bound>{_AT_MOST}|{_AT_LEAST}|{_LESS}|{_MORE}|{_ABOUT})\s+)?"
    rf"(?:(?P<part>\d{{1,3}}|{_WORD})\s+(?:(?:[\w\-]+\s+){{0,2}}(?:sub-?munitions?|bomblets?|grenades?|shells?|rockets?|bombs?|munitions?|rounds?|items?|cases|[A-Z]{{1,5}}-?\d{{2,4}}\w*)\s+)?(?:in\s+|out\s+of\s+|of\s+(?=every))(?:every\s+)?(?P<whole>(?!(?:19|20)\d\d\b)\d{{1,5}}|{_WORD}|a\s+hundred)\b(?!-)|\b(?P<share>{'|'.join(sorted(_SHARES, key=len, reverse=True))})\b(?!\s+(?:a|an|of\s+an?)\b))",
    re.IGNORECASE,
)


def shares(text: str, start: int, end: int) -> list[Figure]:
    """Return the shares written without a per-cent sign ("one in ten", "about a third") in ``[start, end)``, as percentages."""
    found = []
    for match in _SHARE.finditer(text, start, end):
        if match["share"]:
            value: float | None = _SHARES[" ".join(match["share"].lower().split())]
        else:
            part, whole = parse_number(match["part"]), parse_number(match["whole"])
            value = part / whole if part is not None and whole and part < whole else None
        if value is not None:
            op = _op(match)
            if op == "=" and not _EXACT.search(text, max(start, match.start() - 12), match.start()):
                op = "~"
            span = Span(
                match.start("bound")
                if match["bound"]
                else match.start("share")
                if match["share"]
                else match.start("part"),
                match.end(),
            )
            found.append(Figure(span, op, value * 100, None, percent=True))
    return found


def figures(text: str, start: int, end: int) -> list[Figure]:
    """Return the numbers in ``[start, end)`` in order."""
    found: list[Figure] = []
    at = start
    while (match := _FIGURE.search(text, at, end)) is not None:
        figure = _figure(match)
        if figure is not None:
            found.append(figure)
        at = max(match.start() + 1, figure.span.end if figure is not None else match.end())
    return found


def _figure(match: re.Match[str]) -> Figure | None:
    first = " ".join(match["first"].lower().split())
    low, high = _VAGUE.get(first) or (parse_number(first), None)
    if low is None:
        return None
    second = parse_number(match["second"]) if match["second"] else None
    percent = bool(match["pct1"] or match["pct2"])
    end = match.end()
    if second is not None and not _is_range(match, low, second):
        second, end, percent = None, match.end("pct1") if match["pct1"] else match.end("first"), bool(match["pct1"])
    span = Span(match.start("bound") if match["bound"] else match.start("first"), end)
    if second is not None:
        return Figure(Span(match.start(), end), "range", low, second, percent)
    if first in _VAGUE and match["bound"] is None:
        return Figure(
            span, ">=" if high is None else "=" if low == high else "range", low, high if low != high else None, percent
        )
    return Figure(span, _op(match), low, None, percent)


def _is_range(match: re.Match[str], low: float, second: float) -> bool:
    """'20 and 30' is a range only after 'between' or with one unit for both; a smaller second number never is one."""
    if second <= low:
        return False
    joint = (
        match.string[match.end("pct1") if match["pct1"] else match.end("first") : match.start("second")].strip().lower()
    )
    if joint == "and":
        return match["low1"] is not None and match["low1"].lower() == "between"
    return not (joint == "or" and not match["pct2"])


def _op(match: re.Match[str]) -> str:
    after = " ".join((match.groupdict().get("after") or "").lower().split())
    if after:
        if after.endswith(("so", "thereabouts", "roughly", "approximately")):
            return "~"
        return ">=" if after.endswith(("more", "higher", "least")) else "<="
    bound = match["bound"]
    if bound is None:
        return "="
    return next(op for pattern, op in _OPS if re.fullmatch(pattern, bound, re.IGNORECASE))


def parse_number(words: str) -> float | None:
    """Return the number that ``words`` write, in figures or in English words; ``None`` where they write none."""
    low = " ".join(words.lower().replace("-", " ").split())
    scale = 1.0
    for name, factor in (("million", 1e6), ("thousand", 1e3), ("hundred", 1e2)):
        if low.endswith(" " + name):
            low, scale = low.removesuffix(" " + name), scale * factor
    try:
        return float(low.replace(",", "")) * scale
    except ValueError:
        pass
    if low == "a":
        return scale
    parts = [_UNITS.get(word) for word in low.split()]
    if not parts or any(part is None for part in parts):
        return None
    return sum(part for part in parts if part is not None) * scale
