"""XML: parsed with entities and external references refused (KML and GPX are XML; XLSX is XML in a zip).

Nested entities can fill any memory ("a billion laughs") and external ones read files or call addresses, so both are refused.
See OWASP, XML External Entity Prevention Cheat Sheet. Walking is by loops, never by recursion: depth is the sender's choice.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fallow.formats._optional import need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fallow.core.errors import InputError
    from fallow.formats.source import Source

MOST_DEPTH = 500
"""Nesting above which a document is refused; honest KML rarely passes 20."""


def parse_xml(source: Source, content: bytes, expected_root: str) -> Element:
    """Return the root element, whose local name is ``expected_root``.

    Raises ``InputError``: ``hostile-xml`` (entities, external references, nesting beyond ``MOST_DEPTH``),
    ``broken-xml`` (cut off or not well formed), ``wrong-content`` (another root).
    """
    defused = need("defusedxml.ElementTree", "reads XML without obeying it")
    with hostile_xml(source):
        root: Any = defused.fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    _refuse_depth(source, root)
    if local(root) != expected_root:
        raise source.refuse(
            kind="wrong-content",
            expected=f"<{expected_root}> as the outermost element",
            found=f"<{local(root)}>",
            do="give the file the suffix of what it is",
        )
    return root  # type: ignore[no-any-return]


@contextmanager
def hostile_xml(source: Source) -> Iterator[None]:
    """Turn the refusals of the XML parser inside the block into ``InputError`` (``hostile-xml``, ``broken-xml``)."""
    defused = need("defusedxml.ElementTree", "reads XML without obeying it")
    common = need("defusedxml.common", "reads XML without obeying it")
    try:
        yield
    except common.DefusedXmlException as error:
        raise _hostile(
            source, f"the declaration of {getattr(error, 'name', None) or 'an outside document'!r}"
        ) from error
    except (defused.ParseError, LookupError) as error:
        raise source.refuse(
            kind="broken-xml",
            expected="one whole XML document",
            found=str(error),
            do="fetch the file again: it may have been cut off",
        ) from error


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """Return the direct children of that local name, whatever their namespace."""
    return [child for child in element if local(child) == name]


def child_text(element: Element, name: str) -> str | None:
    """Return the stripped text of the first direct child of that name; ``None`` where there is none or it is empty."""
    found = children(element, name)
    return (found[0].text or "").strip() or None if found else None


def _refuse_depth(source: Source, root: Element) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise _hostile(source, f"elements nested more than {MOST_DEPTH} deep")
        level = [child for element in level for child in element]


def _hostile(source: Source, found: str) -> InputError:
    return source.refuse(
        kind="hostile-xml",
        expected="XML without entities and external references",
        found=found,
        do="do not open it elsewhere; ask the sender for a plain export",
    )
