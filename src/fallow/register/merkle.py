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
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


class Tree:
    """A tree that grows leaf by leaf in memory of its height: the roots of its full subtrees."""

    __slots__ = ("_full", "size")

    def __init__(self) -> None:
        self._full: list[bytes] = []
        self.size = 0

    def add(self, leaf: bytes) -> None:
        """Append one leaf."""
        node = _sha256(b"\x00" + leaf).digest()
        size = self.size
        while size & 1:  # one bit of the size for each full subtree that this leaf completes
            node = _sha256(b"\x01" + self._full.pop() + node).digest()
            size >>= 1
        self._full.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of what was added so far."""
        if not self._full:
            return EMPTY
        node = self._full[-1]
        for left in reversed(self._full[:-1]):
            node = _sha256(b"\x01" + left + node).digest()
        return node


def path_of(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the inclusion path of leaf ``index``; raises ``IndexError`` outside the tree."""
    return paths_of(leaves, (index,))[index]


def paths_of(leaves: Sequence[bytes], wanted: Iterable[int]) -> dict[int, tuple[bytes, ...]]:
    """Return the inclusion paths of several leaves, in O(n) hashes and O(log n) a path; raises ``IndexError``."""
    levels = [[leaf_hash(leaf) for leaf in leaves]]
    while len(levels[-1]) > 1:
        level = levels[-1]
        # A last node without a sibling is carried up as it is, which is what the split at a power of two comes to.
        levels.append(
            [
                _sha256(b"\x01" + level[at] + level[at + 1]).digest() if at + 1 < len(level) else level[at]
                for at in range(0, len(level), 2)
            ]
        )
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
