"""Merkle tree over leaves in order, as in RFC 6962 section 2.1 (Certificate Transparency), with SHA-256.

A leaf is hashed with a zero byte before it, a pair of hashes with a one byte, so that no leaf can pass for a node. A tree of
n leaves splits at the largest power of two below n. An inclusion path is the list of sibling hashes from a leaf upward.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

_sha256 = hashlib.sha256

EMPTY = _sha256(b"").digest()
"""Root of the tree without leaves."""


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of one leaf, 32 bytes."""
    return _sha256(b"\x00" + leaf).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over ``leaves`` in their order, 32 bytes; ``EMPTY`` where there is none."""
    level = [_sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        level = _parents(level)
    return level[0] if level else EMPTY


def _parents(level: Sequence[bytes]) -> list[bytes]:
    # A last node without a sibling is carried up as it is, which is what the split at a power of two comes to.
    above = [_sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
    if len(level) & 1:
        above.append(level[-1])
    return above


def path_of(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the inclusion path of leaf ``index``; raises ``IndexError`` outside the tree."""
    return paths_of(leaves, (index,))[index]


def paths_of(leaves: Sequence[bytes], wanted: Iterable[int]) -> dict[int, tuple[bytes, ...]]:
    """Return the inclusion paths of several leaves, in O(n) hashes and O(log n) a path; raises ``IndexError``."""
    levels = [[leaf_hash(leaf) for leaf in leaves]]
    while len(levels[-1]) > 1:
        levels.append(_parents(levels[-1]))
    found: dict[int, tuple[bytes, ...]] = {}
    for index in wanted:
        if not 0 <= index < len(leaves):
            raise IndexError(f"leaf {index} of a tree of {len(leaves)}")
        siblings = ((index >> height) ^ 1 for height in range(len(levels) - 1))
        found[index] = tuple(
            level[sibling] for level, sibling in zip(levels, siblings, strict=False) if sibling < len(level)
        )
    return found


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that an inclusion path leads to (RFC 9162 section 2.1.3.2), or ``None`` where it has a wrong length."""
    if not 0 <= index < size:
        return None
    node, last, given = leaf_hash(leaf), size - 1, iter(path)
    while last:
        if index & 1 or index < last:
            sibling = next(given, None)
            if sibling is None:
                return None
            node = _sha256(b"\x01" + (sibling + node if index & 1 else node + sibling)).digest()
        index >>= 1
        last >>= 1
    return None if next(given, None) is not None else node
