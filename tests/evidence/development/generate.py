"""From templates and seeds to pages with their gold; the first half is for development, the second is held out.

``build(half)`` gives everything of a half in memory; ``write(half, folder)`` lays it out as files, the same bytes every time.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import baits_first
import baits_second
import pages_first
import pages_first_groups
import pages_second
import pages_second_groups
import placed_first
import placed_second
import words_first
import words_second
from casting import Cast, places_csv
from copying import reprint, rewrite
from markup import Group, Page, parse

NAMES = {1: "first", 2: "second"}
MODULES = {1: pages_first.MODULES, 2: pages_second.MODULES}
GROUPS = {1: pages_first_groups.TEMPLATES, 2: pages_second_groups.TEMPLATES}
BAITS = {1: baits_first.WRITERS, 2: baits_second.WRITERS}
PLACED = {1: placed_first.WRITERS, 2: placed_second.WRITERS}
WORDS = {1: words_first.WORDS, 2: words_second.WORDS}
SEEDS_OF_GROUPS = 3
SEEDS_OF_SHORT_PAGES = 2
SHARES = (0.12, 0.2, 0.28, 0.36, 0.45)
LEAST_WORDS = 85
"""Pages shorter than this stay out of the pool of copies."""


@dataclass(frozen=True)
class Half:
    """What a half holds: single pages, groups, the pool of copies, bait, pages that place a use, and the table of places."""

    singles: tuple[Page, ...]
    groups: tuple[Group, ...]
    pool: Group
    baits: tuple[tuple[str, str], ...]
    placed: tuple[tuple[str, str, dict[str, Any]], ...]
    places: str


@cache
def build(half: int) -> Half:
    """Everything of a half, drawn from fixed seeds."""
    name = NAMES[half]
    singles = [make(Cast(half, make.__name__)) for module in MODULES[half] for make in module.TEMPLATES]
    groups = []
    for template in GROUPS[half]:
        for seed in range(SEEDS_OF_GROUPS):
            made = template(Cast(half, f"{template.__name__}:{seed}"))
            groups.append(Group(f"{made.name}_{seed}", made.pages, made.propositions))
    return Half(
        tuple(singles),
        tuple(groups),
        _pool(singles, WORDS[half], name),
        tuple(_baits(half)),
        tuple(_placed(half)),
        places_csv(half),
    )


def _pool(singles: list[Page], words: dict[str, tuple[str, ...]], name: str) -> Group:
    """Every longer page with a reprint and two rewritings, read together: what copies what?"""
    pages: list[Page] = []
    for number, page in enumerate(one for one in singles if len(parse(one)[0].split()) >= LEAST_WORDS):
        low, high = SHARES[number % 5], SHARES[(number + 2) % 5]
        pages.append(page)
        pages.append(
            reprint(page, f"{page.name}_reprint", name, ("The Lantern", "Globe & Anvil", "Newsdesk 7")[number % 3])
        )
        pages.append(rewrite(page, f"{page.name}_rewritten_a", low, words, name))
        pages.append(rewrite(page, f"{page.name}_rewritten_b", high, words, name))
    return Group("pool", tuple(pages))


def _baits(half: int) -> list[tuple[str, str]]:
    found = []
    for writer in BAITS[half]:
        for seed in range(SEEDS_OF_SHORT_PAGES):
            c = Cast(half, f"{writer.__name__}:{seed}")
            found.append((f"{writer.__name__}_{seed}", writer(c, c.village(), c.day())))
    return found


def _placed(half: int) -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for writer in PLACED[half]:
        for seed in range(SEEDS_OF_SHORT_PAGES):
            c = Cast(half, f"{writer.__name__}:{seed}")
            v = c.village()
            text, start, end = writer(c, v, c.day())
            expected = {
                "place": {"name": v.name, "country": v.country, "lat": v.lat, "lon": v.lon},
                "when": {"start": str(start), "end": str(end)},
            }
            found.append((f"{writer.__name__}_{seed}", text, expected))
    return found


def gold_of_group(group: Group) -> dict[str, Any]:
    """What is true of pages read together: copies with their origins, utterances in several pages, propositions."""
    where: dict[str, set[str]] = {}
    counted: dict[str, set[str]] = {}
    for page in group.pages:
        gold = parse(page)[1]
        for entry in (*gold["quotes"], *gold["statements"], *gold["turns"]):
            where.setdefault(entry["utterance"], set()).add(page.name)
        for claim in gold["claims"]:
            if claim["proposition"]:
                counted.setdefault(claim["proposition"], set()).add(page.name)
    unknown = set(group.propositions) ^ set(counted)
    if unknown:
        raise ValueError(f"{group.name}: propositions named on one side only: {sorted(unknown)}")
    return {
        "derived_from": [
            {"copy": page.name, "origin": page.origin, "how": page.how, "changed": page.changed}
            for page in group.pages
            if page.origin
        ],
        "same_utterance": [
            {"utterance": one, "a": a, "b": b} for one in sorted(where) for a, b in combinations(sorted(where[one]), 2)
        ],
        "propositions": {
            key: {"documents": len(counted[key]), **numbers} for key, numbers in sorted(group.propositions.items())
        },
    }


def files_of(half: int) -> dict[str, bytes]:
    """Every file of a half by its path inside the folder."""
    return lay_out(build(half))


def lay_out(made: Half) -> dict[str, bytes]:
    """The files of whatever has the parts of a half; a pool without pages is left out."""
    out: dict[str, bytes] = {"places.csv": made.places.encode()}

    def page(folder: str, one: Page) -> None:
        text, gold = parse(one)
        out[f"{folder}/{one.name}.txt"] = text.encode()
        out[f"{folder}/{one.name}.json"] = _json(gold)

    for one in made.singles:
        page("single", one)
    for group in (*made.groups, *([made.pool] if made.pool.pages else [])):
        for one in group.pages:
            page(f"group/{group.name}", one)
        out[f"group/{group.name}/group.json"] = _json(gold_of_group(group))
    for name, text in made.baits:
        out[f"bait/{name}.txt"] = text.encode()
    for name, text, expected in made.placed:
        out[f"placed/{name}.txt"] = text.encode()
        out[f"placed/{name}.json"] = _json(expected)
    return out


def write(half: int, folder: Path) -> None:
    """Lay a half out as files in a folder."""
    put(files_of(half), folder)


def put(files: dict[str, bytes], folder: Path) -> None:
    """Write files under a folder, each at its path."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def digests(half: int) -> str:
    """One line a file of a half: its sha256 and its path."""
    return listed(files_of(half))


def listed(files: dict[str, bytes]) -> str:
    """One line a file: its sha256 and its path."""
    rows = [f"{hashlib.sha256(content).hexdigest()}  {path}" for path, content in sorted(files.items())]
    return "\n".join(rows) + "\n"


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def main() -> None:
    """``python generate.py`` checks ``digests.txt`` against the second half; ``--write`` makes it anew."""
    kept = Path(__file__).with_name("digests.txt")
    if "--write" in sys.argv:
        kept.write_text(digests(2), encoding="utf-8")
    elif kept.read_text(encoding="utf-8") != digests(2):
        sys.exit("digests.txt does not agree with the second half; was it changed after it was sealed?")


if __name__ == "__main__":
    main()
