"""Signs: what a parsed paragraph shows of each word without the word itself. Rule ``signs/1``.

Part of speech, place in the tree, function words, classes of ``cuewords.py``, marks, and where quotes begin and end. No other
word is ever a sign, so a table of weights over signs holds no text of what it was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fallow.evidence.reading.cuewords import classes
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    WEEKDAYS,
)

_PRONOUNS = frozenset(
    "i me my mine myself you your yours he him his himself she her hers herself it its itself we us our ours they them their theirs "
    "themselves who whom whose which what that this these those there one everyone everybody someone somebody anyone nobody".split()
)
_MORE = frozenset(
    "out up off down away back over yet not n't 's 've 'd 'll 're 'm to how why whether many much few several most more less least "
    "such only no none same own too very so quite rather other others else ca wo".split()
)
FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS | _PRONOUNS | _MORE
"""Words that are signs by themselves."""

_CALENDAR = (
    frozenset(WEEKDAYS)
    | frozenset(MONTHS)
    | frozenset("today yesterday tomorrow week month year night morning afternoon evening".split())
)
_NEAR = 5
_LENGTHS = (2, 4, 8, 16, 32)


@dataclass(frozen=True, slots=True)
class Word:
    """One parsed word: characters ``[start, end)``, fine tag, relation to its head (an index), ``begins`` a sentence."""

    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    begins: bool


@dataclass(slots=True)
class _Tree:
    """A parsed paragraph with what the signs need of it, index by index."""

    words: Sequence[Word]
    low: list[str]
    kind: list[str]
    kinds: list[tuple[str, ...]]
    plain: list[str]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    begin: list[int]
    end: list[int]
    state: list[str]
    frame: list[str]
    subject: list[str]


def signs(words: Sequence[Word], quotes: Sequence[Span]) -> list[list[str]]:
    """Return the signs of each word; ``quotes`` are the quoted spans that meet the paragraph."""
    tree = _tree(words, quotes)
    rows = [_own(tree, i) + _above(tree, i) + _edges(tree, i) for i in range(len(words))]
    return [row + _around(tree, rows, i) for i, row in enumerate(rows)]


def _tree(words: Sequence[Word], quotes: Sequence[Span]) -> _Tree:
    low = [_lower(word.text) for word in words]
    kinds = [_kinds(word, text) for word, text in zip(words, low, strict=True)]
    count = len(words)
    children: list[list[int]] = [[] for _ in words]
    for i, word in enumerate(words):
        if word.head != i:
            children[word.head].append(i)
    left, right = _spread(words)
    begin, end = list(range(count)), list(range(count))
    for i in range(count):
        begin[i] = i if i == 0 or words[i].begins else begin[i - 1]
    for i in reversed(range(count)):
        end[i] = i if i == count - 1 or words[i + 1].begins else end[i + 1]
    tree = _Tree(
        words, low, [k[0] if k else "" for k in kinds], kinds, [], left, right, children, begin, end, [], [], []
    )
    tree.plain = [_plain(tree, i) for i in range(count)]
    tree.state, tree.frame = _quoting(tree, quotes)
    tree.subject = [_subject(tree, i) for i in range(count)]
    return tree


def _lower(text: str) -> str:
    return text.lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def _kinds(word: Word, low: str) -> tuple[str, ...]:
    """Return the classes of a word that its part of speech allows."""
    found = classes().get(low, ())
    letter = {"V": "v", "N": "np", "J": "ap", "R": "rx"}.get(word.tag[:1], "px")
    kept = tuple(one for one in found if one[0] in letter or one[0] == "x")
    return kept if kept or letter[0] not in "na" else tuple(f"?{one}" for one in found if one[0] == "v")


def _spread(words: Sequence[Word]) -> tuple[list[int], list[int]]:
    """Return the first and last index of the subtree of each word."""
    left, right = list(range(len(words))), list(range(len(words)))
    for i in range(len(words)):
        at, steps = i, 0
        while words[at].head != at and steps < 60:
            at, steps = words[at].head, steps + 1
            left[at], right[at] = min(left[at], i), max(right[at], i)
    return left, right


def _plain(tree: _Tree, i: int) -> str:
    """Return a word's own name: itself if a function word or a mark, its class, else its tag."""
    low, word = tree.low[i], tree.words[i]
    if low in FUNCTION_WORDS:
        return low
    if not low[0].isalnum() and len(low) < 4:
        return low
    if tree.kind[i]:
        return f"{tree.kind[i]}/{word.tag}"
    if low in _CALENDAR:
        return "DAY"
    return word.tag


def _quoting(tree: _Tree, quotes: Sequence[Span]) -> tuple[list[str], list[str]]:
    """Return each word's place in a quote (out, mark, in, end) and a name for the words around that quote."""
    state, frame = ["o"] * len(tree.words), [""] * len(tree.words)
    for quote in quotes:
        inside = [i for i, word in enumerate(tree.words) if word.start < quote.end and quote.start < word.end]
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        name = _frame(tree, first, last)
        for i in inside:
            state[i], frame[i] = "i", name
        state[first], state[last] = "(", ")"
    return state, frame


def _frame(tree: _Tree, first: int, last: int) -> str:
    size = sum(last - first > limit for limit in _LENGTHS)
    before = _nearest_cue(tree, range(first - 1, max(-1, first - 1 - _NEAR), -1))
    after = _nearest_cue(tree, range(last + 1, min(len(tree.words), last + 1 + _NEAR)))
    return f"{size}|{before}|{after}"


def _nearest_cue(tree: _Tree, indices: Sequence[int]) -> str:
    for i in indices:
        if tree.kind[i][:2] in {"v:", "x:"}:
            return tree.kind[i]
    return "" if indices else "edge"


def _subject(tree: _Tree, i: int) -> str:
    """Return what kind of subject a verb has: its own, or that of the verb it is joined to."""
    at = i
    for _ in range(4):
        for child in tree.children[at]:
            if tree.words[child].dep in {"nsubj", "nsubjpass", "agent", "poss"}:
                return _being(tree, child) + ("" if at == i else "^")
        if tree.words[at].dep not in {"conj", "xcomp", "advcl", "ccomp"}:
            break
        at = tree.words[at].head
    return "-"


def _being(tree: _Tree, i: int) -> str:
    word = tree.words[i]
    if tree.low[i] in FUNCTION_WORDS:
        return tree.low[i]
    if tree.kind[i][:2] in {"p:", "n:"}:
        return tree.kind[i]
    return word.tag


def _own(tree: _Tree, i: int) -> list[str]:
    word, plain = tree.words[i], tree.plain[i]
    shape = (
        "A"
        if word.text.isupper() and len(word.text) > 1
        else "a"
        if word.text[0].isupper()
        else "9"
        if word.text[0].isdigit()
        else "x"
    )
    row = [
        "b",
        f"w={plain}",
        f"t={word.tag}",
        f"d={word.dep}",
        f"td={word.tag},{word.dep}",
        f"s={shape},{word.tag},{int(word.begins)}",
    ]
    row += [f"k={kind},{word.tag}" for kind in tree.kinds[i]]
    state = tree.state[i]
    row += [f"q={state}", f"qt={state},{word.tag}", f"qf={state},{tree.frame[i]}"] if state != "o" else []
    if tree.kind[i]:
        kind = tree.kind[i]
        deps = sorted({tree.words[c].dep for c in tree.children[i]} & _TELLING)
        row += [
            f"kd={kind},{word.dep}",
            f"kc={kind},{'+'.join(deps)}",
            f"ks={kind},{tree.subject[i]}",
            f"kq={kind},{state}",
        ]
        row += [f"kk={kind},{deps_one}" for deps_one in deps]
    elif word.tag[0] == "V":
        deps = sorted({tree.words[c].dep for c in tree.children[i]} & _TELLING)
        row += [f"vc={'+'.join(deps)}", f"vs={tree.subject[i]}", f"vd={word.dep},{'+'.join(deps)},{tree.subject[i]}"]
    return row


_TELLING = frozenset(
    "nsubj nsubjpass ccomp xcomp dobj prep agent auxpass neg attr acomp dative oprd mark advcl prt".split()
)


def _above(tree: _Tree, i: int) -> list[str]:
    """What hangs over the word: its head, and the nearest and the topmost word that may be a cue."""
    word = tree.words[i]
    row = []
    if word.head != i:
        side = "<" if word.head < i else ">"
        head = tree.plain[word.head]
        row += [
            f"h={word.dep},{head}",
            f"hs={word.dep},{tree.kind[word.head] or tree.words[word.head].tag},{side},{min(abs(word.head - i), 4)}",
        ]
    nearest = topmost = None
    at, label, steps = i, word.dep, 0
    path: list[str] = []
    while tree.words[at].head != at and steps < 40:
        label = tree.words[at].dep
        path.append(label)
        at, steps = tree.words[at].head, steps + 1
        if tree.kind[at][:2] in {"v:", "x:", "a:", "n:", "?v"}:
            topmost = (at, label)
            nearest = nearest or (at, label, len(path))
    state = tree.state[i]
    if nearest is not None and topmost is not None:
        at, label, depth = nearest
        side = "<" if at < i else ">"
        name = f"{tree.kind[at]},{label},{side}"
        row += [
            f"n={name}",
            f"nt={name},{word.tag}",
            f"nd={name},{min(depth, 3)}",
            f"nq={tree.kind[at]},{label},{state}{tree.state[at]}",
        ]
        row += [f"ns={tree.kind[at]},{label},{tree.subject[at]}"]
        top, label = topmost
        side = "<" if top < i else ">"
        row += [
            f"u={tree.kind[top]},{label},{side}",
            f"uq={tree.kind[top]},{label},{state}{tree.state[top]}",
            f"us={tree.kind[top]},{label},{tree.subject[top]}",
        ]
        row += [f"un={tree.kind[top]},{label},{tree.kind[at] if top != at else '='}"]
    else:
        row.append(f"n=none,{state}")
    return row


def _edges(tree: _Tree, i: int) -> list[str]:
    """Which subtrees begin and end at the word."""
    row = []
    first = _highest(tree, i, tree.left)
    if first is not None:
        head = tree.words[first].head
        row += [
            f"L={tree.words[first].dep},{tree.kind[head] or tree.words[head].tag[:2]}",
            f"Ld={tree.words[first].dep}",
        ]
        row += (
            [f"Lf={tree.words[first].dep},{tree.kind[head]},{tree.plain[i]}"] if tree.low[i] in FUNCTION_WORDS else []
        )
    last = _highest(tree, i, tree.right)
    if last is not None:
        head = tree.words[last].head
        row += [f"R={tree.words[last].dep},{tree.kind[head] or tree.words[head].tag[:2]}", f"Rd={tree.words[last].dep}"]
    row.append(f"p={int(tree.begin[i] == i)}{int(tree.end[i] == i)}{int(i == 0)}{int(i == len(tree.words) - 1)}")
    return row


def _highest(tree: _Tree, i: int, edge: Sequence[int]) -> int | None:
    """Return the highest ancestor, the word itself included, whose subtree has its edge at the word."""
    best, at = None, i
    for _ in range(40):
        if edge[at] != i:
            break
        if tree.words[at].head == at:
            break
        best = at
        at = tree.words[at].head
    return best


def _around(tree: _Tree, rows: Sequence[list[str]], i: int) -> list[str]:
    """The neighbours' names and edges."""
    count = len(tree.words)

    def name(at: int) -> str:
        return tree.plain[at] if 0 <= at < count else "#"

    a, b, c, d, e = name(i - 2), name(i - 1), name(i), name(i + 1), name(i + 2)
    row = [
        f"-2={a}",
        f"-1={b}",
        f"+1={d}",
        f"+2={e}",
        f"-1,0={b},{c}",
        f"0,1={c},{d}",
        f"-1,1={b},{d}",
        f"-2,-1={a},{b}",
        f"1,2={d},{e}",
    ]
    tags = [tree.words[at].tag if 0 <= at < count else "#" for at in (i - 1, i, i + 1)]
    row.append(f"ttt={','.join(tags)}")
    if i > 0:
        row += [f"-{sign}" for sign in rows[i - 1] if sign[:2] in {"R=", "n=", "q=", "k="}]
    if i + 1 < count:
        row += [f"+{sign}" for sign in rows[i + 1] if sign[:2] in {"L=", "n=", "q=", "k="}]
    return row
