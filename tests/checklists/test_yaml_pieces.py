import pytest
from hypothesis import given, settings

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.packs import PackSource, shipped
from sopcheck.checklists.reader import read
from sopcheck.checklists.yaml_pieces import Pieces, hyphened, pieces_of
from sopcheck.checklists.yaml_written import written
from tests.checklists.generated import definitions
from tests.checklists.samples import SMALL, changed


def _pieces(text: str) -> Pieces:
    return pieces_of(read(text, name="a.yaml"))


def _joined(found: Pieces) -> str:
    return found.before + "".join(piece.lead + piece.text for piece in found.keys) + found.after


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_the_pieces_of_a_pack_joined_are_the_file(source: PackSource) -> None:
    assert _joined(_pieces(source.yaml.decode())) == source.yaml.decode()


@given(definitions())
@settings(max_examples=30, deadline=None)
def test_the_pieces_of_any_file_joined_are_the_file(checklist: Checklist) -> None:
    assert _joined(_pieces(written(checklist))) == written(checklist)


def test_a_comment_belongs_to_what_stands_below_it() -> None:
    found = _pieces(SMALL.replace("title: Small", "# Its name.\ntitle: Small"))
    (title,) = (piece for piece in found.keys if piece.key == "title")
    assert (title.lead, title.text) == ("# Its name.\n", "title: Small checklist\n")


def test_what_stands_idle_at_the_ends_belongs_to_no_key() -> None:
    found = _pieces(f"{SMALL}\n# The end.\n")
    assert found.after == "\n# The end.\n"
    assert found.keys[0].lead.startswith("# A small checklist")


def test_what_looks_like_a_comment_in_a_text_stays_in_it() -> None:
    text = changed("title: Small checklist\n", "title: |-\n  Small\n  # checklist\n")
    (title,) = (piece for piece in _pieces(text).keys if piece.key == "title")
    assert title.text.endswith("# checklist\n")


def test_entries_have_pieces_of_their_own() -> None:
    (stages,) = (piece for piece in _pieces(SMALL).keys if piece.key == "stages")
    begin = stages.inside[0]
    (items,) = (piece for piece in begin.inside if piece.key == "items")
    assert [len(items.inside), items.inside[0].inside[0].text] == [4, "        id: record-report\n"]
    assert items.inside[0].text.startswith("      - id: record-report\n")


def test_what_shares_a_line_is_one_piece() -> None:
    dense = changed(
        "  device:\n    label: device\n    plural: devices\n    part_of: person\n",
        "  device: {label: d, plural: ds}\n",
    )
    (subjects,) = (piece for piece in _pieces(dense).keys if piece.key == "subjects")
    assert [bool(piece.inside) for piece in subjects.inside] == [True, False]


def test_the_hyphen_stands_before_the_first_thing_said() -> None:
    assert hyphened("  # c\n  id: a\n  b: c\n", 0) == "  # c\n- id: a\n  b: c\n"
