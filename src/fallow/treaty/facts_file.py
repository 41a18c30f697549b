"""Files of facts: YAML, JSON or CSV, read into the one flat shape of ``fallow.treaty.facts``.

YAML scalars are read as the text they have: a "no" stays a word, an impossible date reaches the parser that names it, and a
key given twice is refused, since a reader could see either value.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

from fallow.core.canonical import parse_json
from fallow.core.errors import InputError, NotThereError
from fallow.treaty.facts import Facts, parse_facts


class _TextLoader(yaml.BaseLoader):
    """Every scalar as text, no key twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise InputError(
                    kind="duplicate-key",
                    expected="each key once in a YAML object",
                    found=f"{key!r} twice, {str(node.start_mark).strip()}",
                    do="remove or rename one of them",
                )
        return super().construct_mapping(node, deep=True)


def read_facts(path: Path) -> Facts:
    """Return the facts of a file ending in .yaml, .yml, .json or .csv.

    A CSV has the keys of a fact as its columns. Raises ``NotThereError`` (``no-file``) or ``InputError`` (``bad-facts-file``,
    ``not-json``, ``duplicate-key``, and what the facts themselves raise).
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotThereError(
            kind="no-file",
            expected="a readable file of facts in UTF-8",
            found=f"{path}: {type(error).__name__}",
            do="check the path and the encoding",
        ) from error
    return parse_facts(_value(path, text))


def _value(path: Path, text: str) -> Any:
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        try:
            return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a loader that makes text only
        except yaml.YAMLError as error:
            raise _bad(path, f"{' '.join(str(error).split())[:160]}", "mend the line that it names") from error
    if suffix == ".json":
        return parse_json(text, numbers_as_text=True)
    if suffix == ".csv":
        rows = list(csv.DictReader(text.splitlines()))
        if any(None in row for row in rows):
            raise _bad(path, "a row with more cells than the header", "quote cells that hold a comma")
        return rows
    raise _bad(path, f"the ending {suffix!r}", "save it as .yaml, .json or .csv")


def _bad(path: Path, found: str, do: str) -> InputError:
    return InputError(kind="bad-facts-file", expected=f"facts as YAML, JSON or CSV in {path.name}", found=found, do=do)
