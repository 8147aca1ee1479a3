"""The Merkle tree over the entries of a chain (RFC 9162 section 2.1), its proofs and their verification.

The leaves are the names of entries, which are leaf hashes of the RFC already (`entry.entry_hash`). An
inclusion proof shows in a few hundred bytes that a printed answer stands in a chain; a consistency proof
shows to whoever kept an older root that nothing before it was changed or taken out.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

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


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Show that the leaf of an index (from 0) stands in the tree over all leaves (RFC 9162 2.1.3.1).

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise ValueError("there is no such leaf")
    return list(_path(leaves, index))


def includes(leaf: bytes, index: int, proof: Sequence[bytes], *, size: int, tree: bytes) -> bool:
    """Tell whether a proof shows a leaf at its index in the tree of that size and root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, here, last = leaf, index, size - 1
    for other in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            node = _inner(other, node)
            here, last = _up_to_a_left_turn(here, last)
        else:
            node = _inner(node, other)
        here, last = here >> 1, last >> 1
    return last == 0 and node == tree


def consistency_proof(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """Show that the first `size` leaves are the beginning of all of them (RFC 9162 2.1.4.1).

    Raises:
        ValueError: no tree of that size is the beginning of this one.
    """
    if not 0 < size <= len(leaves):
        raise ValueError("there is no such beginning")
    return list(_beginning(leaves, size, is_known=True))


def extends(proof: Sequence[bytes], *, size: int, tree: bytes, new_size: int, new_tree: bytes) -> bool:
    """Tell whether a proof shows that a tree is the beginning of a larger one (RFC 9162 2.1.4.2)."""
    if size == new_size:
        return not proof and tree == new_tree
    if not 0 < size < new_size or not proof:
        return False
    # A beginning that is a whole subtree is its own first step.
    steps = list(proof) if size & (size - 1) else [tree, *proof]
    here, last = size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = steps[0]
    for other in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = _inner(other, old), _inner(other, new)
            here, last = _up_to_a_left_turn(here, last)
        else:
            new = _inner(new, other)
        here, last = here >> 1, last >> 1
    return (old, new, last) == (tree, new_tree, 0)


def _inner(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _up_to_a_left_turn(here: int, last: int) -> tuple[int, int]:
    # Where the last leaf of a level stands alone it moves up unchanged.
    while not here & 1 and here:
        here, last = here >> 1, last >> 1
    return here, last


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def _path(leaves: Sequence[bytes], index: int) -> Iterator[bytes]:
    if len(leaves) == 1:
        return
    split = _split(len(leaves))
    if index < split:
        yield from _path(leaves[:split], index)
        yield root(leaves[split:])
    else:
        yield from _path(leaves[split:], index - split)
        yield root(leaves[:split])


def _beginning(leaves: Sequence[bytes], size: int, *, is_known: bool) -> Iterator[bytes]:
    if size == len(leaves):
        if not is_known:
            yield root(leaves)
        return
    split = _split(len(leaves))
    if size <= split:
        yield from _beginning(leaves[:split], size, is_known=is_known)
        yield root(leaves[split:])
    else:
        yield from _beginning(leaves[split:], size - split, is_known=False)
        yield root(leaves[:split])
