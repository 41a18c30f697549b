"""Write a mapping as YAML that a person will read and change: a comment above every line that was guessed.

``parse_mapping_text`` reads back what this writes, and gets an equal mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping as Remarks
from typing import Any

from fallow.evidence.mapping import Mapping

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_YAML_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_ESCAPE = re.compile("[^\x09\x0a\x0d\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_WIDTH = 118


def write_mapping(mapping: Mapping, remarks: Remarks[str, tuple[str, ...]] | None = None) -> str:
    """Return the mapping as YAML text. ``remarks`` are comments above a top-level key (``""``: above everything)."""
    said = remarks or {}
    lines: list[str] = [f"# {line}" for text in said.get("", ()) for line in _wrapped(text)]
    value = mapping.to_json()
    for key, inner in value.items():
        lines.extend(f"# {line}" for text in said.get(key, ()) for line in _wrapped(text))
        lines.extend(_lines(key, inner, ""))
    for key in said:
        if key and key not in value:
            lines.extend(f"# {line}" for text in said[key] for line in _wrapped(text))
    return "\n".join(lines) + "\n"


def _lines(key: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield f"{indent}{_scalar(key)}:"
        for inner_key, inner in value.items():
            yield from _lines(inner_key, inner, indent + "  ")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{indent}{_scalar(key)}:"
        for item in value:
            yield f"{indent}  - {{{', '.join(f'{_scalar(name)}: {_flow(inner)}' for name, inner in item.items())}}}"
    else:
        yield f"{indent}{_scalar(key)}: {_flow(value)}"


def _flow(value: Any) -> str:
    return f"[{', '.join(_scalar(item) for item in value)}]" if isinstance(value, list) else _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _YAML_WORDS:
        return text
    return _ESCAPE.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _wrapped(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > _WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line
