"""The PolNeAR corpus as spans: read from its archive, whose texts stay where they are."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARCHIVE = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "polnear" / "polnear-train-dev.tar.gz"
ROLES = ("Source", "Cue", "Content")


@dataclass(frozen=True)
class Article:
    """One article: its text, and every stretch of source, cue and content as (role, start, end), in order."""

    name: str
    text: str
    pieces: tuple[tuple[str, int, int], ...]
    attributions: tuple[dict[str, tuple[tuple[int, int], ...]], ...]

    def lines(self) -> list[tuple[int, int]]:
        """The lines that hold anything, as offsets."""
        return [m.span() for m in re.finditer(r"[^\r\n]+", self.text) if m[0].strip()]


def articles(split: str, archive: Path = ARCHIVE) -> Iterator[Article]:
    """Yield the articles of ``train`` or ``dev`` in order of name; an annotation file without a text is left out."""
    with tarfile.open(archive) as tar:
        held = {member.name.removeprefix("./"): member for member in tar.getmembers() if member.isfile()}

        def words_of(name: str) -> str:
            stream = tar.extractfile(held[name])
            return stream.read().decode("utf-8") if stream is not None else ""

        texts = {Path(name).stem: name for name in held if name.startswith(f"data/{split}/text/")}
        for name in sorted(held):
            if not name.startswith(f"data/{split}/attributions/"):
                continue
            stem = Path(name).stem
            text = texts.get(stem) or texts.get(stem.rsplit("_", 1)[0])
            if text is not None:
                yield _article(stem, words_of(text), words_of(name))


def _article(name: str, text: str, annotation: str) -> Article:
    spans: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
    attributions = []
    for line in annotation.split("\n"):
        fields = line.rstrip("\r").split("\t")
        if len(fields) < 2:
            continue
        if fields[0].startswith("T"):
            role, _, offsets = fields[1].partition(" ")
            pieces = [tuple(int(at) for at in one.split()) for one in offsets.split(";")]
            spans[fields[0]] = (role, tuple((a, b) for a, b in pieces))
        elif fields[0].startswith("E"):
            parts: dict[str, tuple[tuple[int, int], ...]] = {}
            for one in fields[1].split():
                role, _, key = one.partition(":")
                role = role.rstrip("0123456789")
                if role in ROLES and key in spans:
                    parts[role] = (*parts.get(role, ()), *spans[key][1])
            attributions.append(parts)
    found = sorted(
        {(role, a, b) for parts in attributions for role, all_ in parts.items() for a, b in all_}, key=lambda p: p[1:]
    )
    return Article(name, text, tuple(found), tuple(attributions))
