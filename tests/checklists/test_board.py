from sopcheck.checklists.board import BoardPaper, BoardRow, board_paper, gone_words, new_words, rows_about
from sopcheck.checklists.compare import compare
from sopcheck.checklists.definition import ItemId
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.reader import read
from tests.checklists.generated import with_item
from tests.checklists.samples import changed, small

OTHER = with_item(
    with_item(small(), "act-soon", prompt="Act quickly, today.", limit=None), "finish", source="A report"
)


def _paper() -> BoardPaper:
    return board_paper(compare(small(), OTHER), reason="A review asked for it.")


def _row(about: str) -> BoardRow:
    return next(row for part in _paper().parts for row in part.rows if row.about == about)


def test_what_people_must_do_stands_first() -> None:
    assert [(part.heading, len(part.rows)) for part in _paper().parts] == [
        ("What people must do", 1),
        ("What people read and find", 1),
        ("Sources and spelling", 1),
    ]


def test_both_versions_are_named_with_their_digests_and_the_reason() -> None:
    paper = _paper()
    assert paper.was == f"small 1.0, digest {digest_of(small())[:8]}"
    assert paper.is_.endswith(digest_of(OTHER)[:8])
    assert paper.reason == "A review asked for it."


def test_a_row_is_in_peoples_words_and_names_its_source() -> None:
    row = _paper().parts[0].rows[0]
    assert (row.about, row.prompt, row.change, row.source) == (
        "act-soon",
        "Act quickly, today.",
        "Limit changed",
        "GK",
    )
    assert (row.was, row.is_) == ("2 working days from the moment when we were told, local", "none")


def test_words_that_came_and_went_are_told() -> None:
    row = _paper().parts[1].rows[0]
    assert (list(gone_words(row)), list(new_words(row))) == (["soon"], ["quickly, today"])


def test_what_is_unchanged_is_counted_and_a_replacement_is_a_change() -> None:
    items = sum(1 for _ in small().items())
    assert _paper().unchanged == items - 2
    heir = read(changed("- id: finish\n", "- id: end-work\n        replaces: [finish]\n"), name="a").checklist
    assert board_paper(compare(small(), heir), reason="").unchanged == items - 1


def test_a_source_that_changed_is_told_as_it_was_and_is() -> None:
    row = _row("finish")
    assert (row.was, row.is_) == ("source: GK", "source: A report")


def test_what_comes_or_goes_as_a_whole_has_nothing_at_the_other_side() -> None:
    one = "      - {id: tell-them, prompt: Tell them., answered_by: supervisor, asks: [status], source: A}\n"
    more = read(changed("      - id: see-again\n", f"{one}      - id: see-again\n"), name="a").checklist
    gone = board_paper(compare(more, small()), reason="").parts[0].rows[0]
    assert (gone.change, gone.was, gone.is_) == ("Withdrawn", "Tell them.", "")


def test_a_point_beside_the_words_that_changed_is_not_told_as_one_of_them() -> None:
    words = with_item(small(), "act-soon", prompt="Act, and then tell us, soon.")
    (row,) = (row for part in board_paper(compare(small(), words), reason="").parts for row in part.rows)
    assert list(new_words(row)) == ["and then tell us"]
    point = with_item(small(), "act-soon", prompt="Act soon")
    (row,) = (row for part in board_paper(compare(small(), point), reason="").parts for row in part.rows)
    assert (list(gone_words(row)), list(new_words(row))) == (["."], [])


def test_of_one_item_all_its_changes_are_told_in_the_order_of_the_comparison() -> None:
    comparison = compare(small(), OTHER)
    rows = rows_about(comparison, ItemId("act-soon"))
    assert {row.change for row in rows} == {"Reworded", "Limit changed"}
    assert rows_about(comparison, ItemId("nowhere")) == ()
