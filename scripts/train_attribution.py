"""Train the weights of attribution: ``python scripts/train_attribution.py --out weights.json``. Minutes, one core.

Input: the train part of PolNeAR, read from beside the repository (``polnear.py``). Every paragraph is parsed, its words are turned
into the signs of ``fallow.evidence.reading.signs`` (part of speech, place in the tree, function words, word classes of
``tables/cue_classes.yaml``, marks), and a linear-chain conditional random field is fitted with CRFsuite (Okazaki 2007): L-BFGS with
``c1`` for sparsity and ``c2``. What is written holds whole hundredths for signs and labels, and no word of the corpus. The dev part
is scored by ``score_polnear.py``; the test part is never read. Needs ``python-crfsuite`` beside the extra ``text``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

import pycrfsuite  # noqa: E402

from fallow.evidence.reading.quote import scan_quotes  # noqa: E402
from fallow.evidence.reading.signs import Word, signs  # noqa: E402
from fallow.evidence.reading.span import Span  # noqa: E402
from fallow.evidence.reading.syntax import parse, parser_name, plain_marks  # noqa: E402
from polnear import Article, articles  # noqa: E402

_LETTER = {"Source": "S", "Cue": "C", "Content": "T"}
_HUNDREDTHS = 100


def rows(article: Article) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Signs and labels of each paragraph."""
    lines = [Span(*line) for line in article.lines()]
    quotes = [quote.span for quote in scan_quotes(plain_marks(article.text), lines)]
    parsed = parse(article.text, lines)
    if parsed is None:
        sys.exit("expected a parser; found none; install the extra text")
    for line, words in zip(lines, parsed, strict=True):
        if words:
            yield signs(words, [quote for quote in quotes if quote.meets(line)]), labels(words, article.pieces)


def labels(words: Sequence[Word], pieces: Sequence[tuple[str, int, int]]) -> list[str]:
    """``B`` and ``I`` with S, C or T for the words of each stretch; the first stretch that claims a word keeps it."""
    found = ["O"] * len(words)
    for role, start, end in pieces:
        if end <= words[0].start or words[-1].end <= start:
            continue
        inside = [i for i, word in enumerate(words) if word.start < end and start < word.end]
        for n, i in enumerate(inside):
            if found[i] == "O":
                found[i] = ("I" if n else "B") + _LETTER[role]
    return found


def table(model: Path) -> dict[str, Any]:
    """The model as the JSON object that ``weights.py`` reads."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    info = tagger.info()
    names = sorted(info.labels, key=lambda label: int(info.labels[label]))
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for (sign, label), weight in info.state_features.items():
        hundredths = round(weight * _HUNDREDTHS)
        if hundredths:
            weights[sign][label] = hundredths
    moves = [[round(_HUNDREDTHS * info.transitions.get((a, b), 0.0)) for b in names] for a in names]
    return {
        "fallow-weights": 1,
        "labels": names,
        "transitions": moves,
        "signs": {k: dict(sorted(weights[k].items())) for k in sorted(weights)},
    }


def main() -> None:
    """Read, fit, write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--c1", type=float, default=4.0)
    options.add_argument("--c2", type=float, default=0.2)
    options.add_argument("--least", type=int, default=8, help="signs seen less often are left out")
    options.add_argument("--rounds", type=int, default=110)
    chosen = options.parse_args()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    words = 0
    for article in articles("train"):
        for shown, told in rows(article):
            trainer.append(shown, told)
            words += len(told)
    trainer.set_params(
        {
            "c1": chosen.c1,
            "c2": chosen.c2,
            "max_iterations": chosen.rounds,
            "feature.minfreq": chosen.least,
            "feature.possible_transitions": True,
            "linesearch": "Backtracking",
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "model"
        trainer.train(str(model))
        made = table(model)
    chosen.out.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{words} words, parser {parser_name()}, {len(made['signs'])} signs kept, written to {chosen.out}")


if __name__ == "__main__":
    main()
