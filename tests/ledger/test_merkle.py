"""The tree of RFC 9162: the published vectors of Certificate Transparency, and every proof of every size."""

import hashlib

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
SIZES = [(size, index) for size in range(1, 20) for index in range(size)]


def leaves(count: int) -> list[bytes]:
    return [hashlib.sha256(b"\0%d" % number).digest() for number in range(count)]


@pytest.mark.parametrize(("size", "expected"), list(enumerate(ROOTS, start=1)))
def test_the_roots_are_the_published_ones(size: int, expected: str) -> None:
    assert merkle.root(LEAVES[:size]).hex() == expected


def test_the_tree_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


def test_the_published_inclusion_proof_is_given() -> None:
    assert [node.hex() for node in merkle.inclusion_proof(LEAVES, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_the_published_consistency_proof_is_given() -> None:
    assert [node.hex() for node in merkle.consistency_proof(LEAVES, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize(("size", "index"), SIZES)
def test_every_leaf_is_shown_at_its_place_and_nowhere_else(size: int, index: int) -> None:
    all_leaves = leaves(size)
    tree, proof = merkle.root(all_leaves), merkle.inclusion_proof(all_leaves, index)
    shown = [
        place
        for place in range(size)
        if merkle.includes(all_leaves[index], place, proof, size=size, tree=tree)
    ]
    assert shown == [index]


@pytest.mark.parametrize(("size", "index"), SIZES)
def test_every_beginning_is_shown_to_be_one(size: int, index: int) -> None:
    all_leaves = leaves(size)
    proof = merkle.consistency_proof(all_leaves, index + 1)
    old, new = merkle.root(all_leaves[: index + 1]), merkle.root(all_leaves)
    assert merkle.extends(proof, size=index + 1, tree=old, new_size=size, new_tree=new)


@given(st.integers(2, 80), st.data())
def test_a_rewritten_history_is_no_extension(size: int, data: st.DataObject) -> None:
    begin = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, begin - 1))
    honest = leaves(size)
    rewritten = [*honest[:changed], b"x" * 32, *honest[changed + 1 :]]
    proof = merkle.consistency_proof(rewritten, begin)
    old, new = merkle.root(honest[:begin]), merkle.root(rewritten)
    assert not merkle.extends(proof, size=begin, tree=old, new_size=size, new_tree=new)


@given(st.integers(1, 60), st.data())
def test_a_proof_with_a_flipped_bit_shows_nothing(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    all_leaves = leaves(size)
    proof, tree = merkle.inclusion_proof(all_leaves, index), merkle.root(all_leaves)
    altered = bytes([all_leaves[index][0] ^ 1]) + all_leaves[index][1:]
    assert not merkle.includes(altered, index, proof, size=size, tree=tree)
    assert not merkle.includes(all_leaves[index], index, [*proof, tree], size=size, tree=tree)
    assert size == 1 or not merkle.includes(all_leaves[index], index, proof[:-1], size=size, tree=tree)


@pytest.mark.parametrize(("size", "new_size"), [(0, 3), (4, 3), (3, 0)])
def test_no_proof_shows_a_beginning_that_is_none(size: int, new_size: int) -> None:
    assert not merkle.extends([b"x" * 32], size=size, tree=b"", new_size=new_size, new_tree=b"")


def test_a_tree_extends_itself_without_a_proof() -> None:
    tree = merkle.root(LEAVES)
    assert merkle.extends([], size=8, tree=tree, new_size=8, new_tree=tree)
    assert not merkle.extends([tree], size=8, tree=tree, new_size=8, new_tree=tree)
    assert not merkle.extends([], size=7, tree=tree, new_size=8, new_tree=tree)


@pytest.mark.parametrize("index", [-1, 8])
def test_a_leaf_that_is_not_there_has_no_proof(index: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        merkle.inclusion_proof(LEAVES, index)
    assert not merkle.includes(LEAVES[0], index, [], size=8, tree=b"")


@pytest.mark.parametrize("size", [0, 9])
def test_a_beginning_that_is_not_there_has_no_proof(size: int) -> None:
    with pytest.raises(ValueError, match="no such beginning"):
        merkle.consistency_proof(LEAVES, size)


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
