"""The tree of RFC 9162: the published vectors of Certificate Transparency, and its definition."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.ledger import merkle
from sopcheck.ledger.entry import entry_hash
from sopcheck.ledger.merkle import Frontier

# The inputs and roots that the RFC's authors published with their reference code.
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [bytes.fromhex(entry_hash(bytes.fromhex(text))) for text in INPUTS]


def leaves(count: int) -> list[bytes]:
    return [hashlib.sha256(b"\0%d" % number).digest() for number in range(count)]


@pytest.mark.parametrize(("size", "expected"), list(enumerate(ROOTS, start=1)))
def test_the_roots_are_the_published_ones(size: int, expected: str) -> None:
    assert merkle.root(LEAVES[:size]).hex() == expected


def test_the_tree_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


def defined(of: Sequence[bytes]) -> bytes:
    """The root as the RFC defines it: the left subtree is the largest whole one."""
    if len(of) < 2:
        return of[0]
    split = 1 << ((len(of) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + defined(of[:split]) + defined(of[split:])).digest()


@given(st.integers(1, 200))
def test_the_root_of_every_size_is_the_one_that_the_rfc_defines(size: int) -> None:
    assert merkle.root(leaves(size)) == defined(leaves(size))


@given(st.integers(1, 60), st.data())
def test_a_leaf_that_is_changed_left_out_or_moved_changes_the_root(size: int, data: st.DataObject) -> None:
    honest, place = leaves(size), data.draw(st.integers(0, size - 1))
    others = ([*honest[:place], bytes(32), *honest[place + 1 :]], honest[:place] + honest[place + 1 :])
    assert merkle.root(honest) not in {merkle.root(other) for other in others}
    assert size == 1 or merkle.root([*honest[1:], honest[0]]) != merkle.root(honest)


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_frontier_goes_on_where_it_was_left(first: int, more: int) -> None:
    all_leaves = leaves(first + more)
    kept = Frontier()
    for leaf in all_leaves[:first]:
        kept.append(leaf)
    on = Frontier(kept.size, kept.peaks)
    assert on.is_whole
    for leaf in all_leaves[first:]:
        on.append(leaf)
    assert on.root() == merkle.root(all_leaves)


def test_a_frontier_that_lacks_a_part_is_not_whole() -> None:
    assert not Frontier(3, [b"x" * 32]).is_whole
