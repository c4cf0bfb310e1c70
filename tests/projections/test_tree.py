"""The tree: same roots and proofs as RFC 6962 by definition, and as another implementation."""

from hashlib import sha256
from itertools import combinations_with_replacement

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.audit.tree import (
    EMPTY,
    Head,
    Tile,
    Tree,
    Unproven,
    check_consistency,
    check_inclusion,
    grown,
    leaf_hash,
    tiles_of,
)

LEAVES = [bytes.fromhex(text) for text in ["", "00", "10", "2021", "3031", "40414243"]] + [
    bytes.fromhex("5051525354555657"),
    bytes.fromhex("606162636465666768696a6b6c6d6e6f"),
]
ROOTS = """
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
""".split()
"""The roots of the first leaves, as Certificate Transparency's own tests publish them."""


def planted(leaves: list[bytes], *, steps: int = 100) -> Tree:
    tiles: dict[Tile, bytes] = {}
    for at in range(0, len(leaves), steps):
        hashes = [leaf_hash(leaf) for leaf in leaves[at : at + steps]]
        tiles.update(list(grown(at, hashes, tiles.__getitem__)))
    assert set(tiles_of(len(leaves))) <= set(tiles)
    return Tree(len(leaves), tiles.__getitem__)


def root_by_definition(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(
        b"\1" + root_by_definition(leaves[:half]) + root_by_definition(leaves[half:])
    ).digest()


def numbered(count: int) -> list[bytes]:
    return [str(number).encode() for number in range(count)]


def test_the_roots_are_those_published_for_rfc_6962() -> None:
    assert Tree(0, lambda tile: b"").root() == EMPTY
    assert [planted(LEAVES[:count]).root().hex() for count in range(1, 9)] == ROOTS


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 1200), st.integers(1, 600))
def test_a_tree_grown_in_any_steps_has_the_root_of_the_definition(count: int, steps: int) -> None:
    assert planted(numbered(count), steps=steps).root() == root_by_definition(numbered(count))


def test_a_tree_of_three_levels_of_tiles_has_the_root_of_the_definition() -> None:
    count = 256 * 256 + 300
    tree = planted(numbered(count), steps=10_000)
    root = root_by_definition(numbered(count))
    assert tree.root() == root
    check_inclusion(tree.leaf(65_800), 65_800, path=tree.inclusion(65_800), head=Head(count, root))
    before = Head(70, root_by_definition(numbered(70)))
    check_consistency(before, Head(count, root), path=tree.consistency(70))


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 30, 65])
def test_another_implementation_gives_the_same_root_and_paths(count: int) -> None:
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for leaf in numbered(count):
        other.append_entry(leaf)
    tree = planted(numbered(count))
    assert tree.root() == other.get_root()
    for index in range(count):
        proof = other.prove_inclusion(index + 1).serialize()["path"]
        assert [one.hex() for one in [tree.leaf(index), *tree.inclusion(index)]] == proof


def passes(old: Head, new: Head, path: list[bytes]) -> bool:
    try:
        check_consistency(old, new, path=path)
    except Unproven:
        return False
    return True


def test_every_pair_of_sizes_is_proven_and_no_other_root_passes() -> None:
    trees = [planted(numbered(count)) for count in range(40)]
    heads = [Head(tree.size, tree.root()) for tree in trees]
    other = sha256(b"other").digest()
    for new, old in combinations_with_replacement(range(39, -1, -1), 2):
        path = trees[new].consistency(old)
        assert passes(heads[old], heads[new], path)
        assert not passes(heads[old], Head(new, other), path) or old == 0
        assert not passes(Head(old, other), heads[new], path) or old == 0


@given(st.integers(1, 40), st.data())
def test_a_proof_for_another_place_or_with_another_node_is_refused(
    count: int, data: st.DataObject
) -> None:
    tree = planted(numbered(count))
    head, index = Head(count, tree.root()), data.draw(st.integers(0, count - 1))
    path, leaf = tree.inclusion(index), tree.leaf(index)
    check_inclusion(leaf, index, path=path, head=head)
    other = data.draw(st.integers(0, count + 1).filter(lambda one: one != index))
    wrong = [[*path, leaf], path[:-1], [sha256(one).digest() for one in path]]
    for bad in wrong:
        if bad != path:
            with pytest.raises(Unproven):
                check_inclusion(leaf, index, path=bad, head=head)
    with pytest.raises(Unproven):
        check_inclusion(leaf, other, path=path, head=head)


def test_an_older_tree_is_never_shown_to_follow_a_newer_one() -> None:
    small, large = planted(numbered(5)), planted(numbered(9))
    with pytest.raises(Unproven):
        check_consistency(Head(9, large.root()), Head(5, small.root()), path=large.consistency(5))
    with pytest.raises(Unproven):
        check_consistency(Head(5, small.root()), Head(9, large.root()), path=[])


def test_tiles_have_the_paths_of_the_specification() -> None:
    assert Tile(0, 1_234_067, 256).path == "tile/0/x001/x234/067"
    assert Tile(1, 0, 17).path == "tile/1/000.p/17"
    widths = {(tile.level, tile.width) for tile in tiles_of(70_000)}
    assert widths == {(0, 256), (0, 112), (1, 256), (1, 17), (2, 1)}
    assert sum(tile[::2] == (0, 256) for tile in tiles_of(70_000)) == 273
