"""The Merkle tree over the entries of a chain (RFC 9162 section 2.1).

The leaves are the names of entries, which are leaf hashes of the RFC already (`entry.entry_hash`). Whoever
kept a root, on paper or elsewhere, can be shown that nothing before it was changed or taken out: a vault has
all leaves of its chains, so the root is made again from them.
"""

import hashlib
from collections.abc import Iterable

EMPTY_ROOT = hashlib.sha256(b"").digest()


class Frontier:
    """The right edge of a growing tree: the roots of its whole subtrees, the largest first.

    All that is needed to append and to give the root, so that a checkpoint costs nothing but new entries.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Begin with an empty tree, or go on with one of that size."""
        self.size = size
        self.peaks = list(peaks)

    @property
    def is_whole(self) -> bool:
        """Whether there are as many subtrees as a tree of this size has."""
        return len(self.peaks) == self.size.bit_count()

    def append(self, leaf: bytes) -> None:
        """Put an entry at the end."""
        node, size = leaf, self.size
        while size & 1:
            node, size = _inner(self.peaks.pop(), node), size >> 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Give the root of the tree."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            node = _inner(peak, node)
        return node


def root(leaves: Iterable[bytes]) -> bytes:
    """Give the root of the tree over these leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def _inner(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
