"""Blocks become strips and structure."""

from sopcheck.records.blocks import strips_of
from sopcheck.records.document import (
    Block,
    Column,
    Heading,
    KeyValues,
    Notice,
    PageBreak,
    SignatureBlock,
    Table,
    Words,
)
from sopcheck.records.strips import Node, PatternPiece, RulePiece, Strip, TextPiece

WIDTH = 480


def set_blocks(*blocks: Block) -> tuple[list[Strip], Node]:
    root = Node("Document")
    return strips_of(blocks, width=WIDTH, root=root), root


def texts(strips: list[Strip]) -> list[str]:
    return [piece.line.text for strip in strips for piece in strip.pieces if isinstance(piece, TextPiece)]


def shape(node: Node) -> object:
    return (node.tag, [shape(kid) for kid in node.kids]) if node.kids else node.tag


def test_a_heading_stays_with_what_follows() -> None:
    strips, root = set_blocks(Heading("Basis", level=2))
    assert all(strip.keep for strip in strips)
    assert shape(root) == ("Document", ["H2"])


def test_every_line_end_makes_a_paragraph_of_its_own() -> None:
    strips, root = set_blocks(Words("one\ntwo", lead="Done"))
    assert texts(strips) == ["Done  one", "two"]
    assert shape(root) == ("Document", ["P", "P"])


def test_a_pair_is_a_row_with_a_heading_of_its_own() -> None:
    _, root = set_blocks(KeyValues(((("Due", (Words("today"),)),),)))
    (table,) = root.kids
    assert shape(table) == ("Table", [("TR", ["TH", "TD"])])
    assert table.kids[0].kids[0].scope == "Row"


def test_a_lone_pair_among_rows_of_two_spans_their_columns() -> None:
    cell = (Words("x"),)
    _, root = set_blocks(KeyValues(((("a", cell), ("b", cell)), (("c", cell),))))
    rows = root.kids[0].kids
    assert [sum(kid.columns for kid in row.kids) for row in rows] == [4, 4]


def test_the_last_row_of_pairs_has_no_rule_for_the_next_heading_brings_one() -> None:
    strips, _ = set_blocks(KeyValues(((("a", (Words("x"),)),), (("b", (Words("y"),)),))))
    rules = [any(isinstance(piece, RulePiece) for piece in strip.pieces) for strip in strips]
    assert rules == [True, False, False]


def test_a_table_has_column_headings_that_each_row_can_repeat() -> None:
    table = Table((Column("Item", 1), Column("Why", 1)), (((Words("a"),), (Words("b"), Words("c"))),))
    strips, root = set_blocks(table)
    assert shape(root.kids[0]) == ("Table", [("TR", ["TH", "TH"]), ("TR", ["TD", ("TD", ["P", "P"])])])
    assert texts(list(strips[1].header)) == ["Item", "Why"]


def test_an_empty_cell_is_still_a_cell() -> None:
    strips, root = set_blocks(Table((Column("Item", 1), Column("Why", 1)), (((Words("a"),), ()),)))
    assert shape(root.kids[0].kids[1]) == ("TR", ["TD", "TD"])
    assert texts(strips) == ["Item", "Why", "a"]


def test_a_short_row_is_kept_whole_and_a_long_one_can_be_cut() -> None:
    short, _ = set_blocks(Words("\n".join("x" * 12)))
    long, _ = set_blocks(Words("\n".join("x" * 20)))
    assert [strip.keep for strip in short[:12]] == [True] * 11 + [False]
    assert [strip.keep for strip in long[:20]] == [True, *[False] * 17, True, False]


def test_a_notice_stands_between_two_rules() -> None:
    strips, _ = set_blocks(Notice(Words("Fictitious case")))
    kinds = [type(piece) for strip in strips for piece in strip.pieces]
    assert kinds == [RulePiece, TextPiece, RulePiece]


def test_a_signature_block_has_room_to_sign_and_a_code_with_an_alternative() -> None:
    block = SignatureBlock(((("Signed by", (Words("DS Okell"),)),),), "sopcheck:record:1:00", "QR code of it")
    strips, root = set_blocks(block)
    (pattern,) = [piece for strip in strips for piece in strip.pieces if isinstance(piece, PatternPiece)]
    assert pattern.node.tag == "Figure"
    assert pattern.node.alternative == "QR code of it"
    assert "Signature and date" in texts(strips)
    assert root.kids[-1] is pattern.node


def test_a_page_break_starts_a_page() -> None:
    strips, _ = set_blocks(PageBreak())
    assert [strip.new_page for strip in strips] == [True]
