from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.checklists.definition import ItemId
from sopcheck.checklists.drafting.draft import Draft, Redone, Undone, journal, line_of, replayed
from sopcheck.checklists.drafting.edits import Changed, EditRefusedError, Moved, Removed
from sopcheck.checklists.reader import read
from sopcheck.errors import DamagedError
from tests.checklists.samples import SMALL

STEPS = st.sampled_from(
    (
        Changed(under="items", id="finish", key="prompt", value="End it."),
        Changed(under="items", id="finish", key="prompt", value="Finish."),
        Changed(under="definition", key="version", value="1.1"),
        Moved(under="items", id="finish", after="see-again"),
        Removed(under="facts", id="urgent"),
        Undone(),
        Redone(),
    )
)


@cache
def _begun() -> Draft:
    return Draft.of(read(SMALL, name="small.yaml"))


def _reworded(prompt: str) -> Changed:
    return Changed(under="items", id="finish", key="prompt", value=prompt)


def _prompt(draft: Draft) -> str:
    return draft.now.item(ItemId("finish")).prompt


def test_a_draft_begins_as_what_it_began_from() -> None:
    assert _begun().now == _begun().base.checklist
    assert _begun().text() == SMALL


def test_undo_and_redo_go_through_all_edits() -> None:
    draft = _begun().done(_reworded("One.")).done(_reworded("Two.")).done(_reworded("Three."))
    back = draft.undone().undone().undone()
    assert (_prompt(back), back.now) == ("Finish the work.", _begun().now)
    assert _prompt(back.redone().redone()) == "Two."
    assert back.redone().redone().redone().now == draft.now


def test_an_edit_after_undo_leaves_nothing_to_redo() -> None:
    draft = _begun().done(_reworded("One.")).undone().done(_reworded("Other."))
    with pytest.raises(EditRefusedError, match="nothing to redo"):
        draft.redone()


def test_the_edit_that_goes_next_either_way_can_be_told() -> None:
    first, second = _reworded("One."), _reworded("Two.")
    draft = _begun().done(first).done(second)
    assert (draft.to_undo, draft.to_redo) == (second, None)
    assert (draft.undone().to_undo, draft.undone().to_redo) == (first, second)
    again = draft.undone().undone().redone()
    assert (again.to_undo, again.to_redo) == (first, second)
    assert draft.undone().done(first).to_redo is None


def test_there_is_nothing_to_undo_in_the_beginning() -> None:
    with pytest.raises(EditRefusedError, match="nothing to undo"):
        _begun().undone()


def test_a_refused_edit_leaves_the_draft_as_it_is() -> None:
    draft = _begun().done(_reworded("One."))
    with pytest.raises(EditRefusedError):
        draft.done(Removed(under="items", id="gone"))
    assert (_prompt(draft), len(draft.steps)) == ("One.", 1)


@given(st.lists(STEPS, max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_journal_read_again_is_the_same_draft(
    steps: list[Changed | Moved | Removed | Undone | Redone],
) -> None:
    draft = _begun()
    for step in steps:
        try:
            draft = draft.taken(step)
        except EditRefusedError:
            continue
    assert replayed(journal(draft)) == draft


@given(st.lists(STEPS, max_size=8))
@settings(max_examples=15, deadline=None)
def test_the_text_always_says_what_the_draft_says(
    steps: list[Changed | Moved | Removed | Undone | Redone],
) -> None:
    draft = _begun()
    for step in steps:
        try:
            draft = draft.taken(step)
        except EditRefusedError:
            continue
    assert read(draft.text(), name="a.yaml").checklist == draft.now


@given(st.integers(1, 6))
@settings(max_examples=6, deadline=None)
def test_undoing_everything_gives_back_the_beginning_to_the_letter(times: int) -> None:
    draft = _begun()
    for at in range(times):
        draft = draft.done(_reworded(f"Do it {at} times."))
    for _ in range(times):
        draft = draft.undone()
    assert (draft.now, draft.text()) == (_begun().now, SMALL)


def test_a_journal_grows_by_a_line_for_each_step() -> None:
    draft = _begun().done(_reworded("One."))
    assert journal(draft.undone()) == journal(draft) + line_of(Undone())


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_step_cut_short_by_a_crash_is_left_out(cut: int) -> None:
    draft = _begun().done(_reworded("One.")).done(_reworded("Two."))
    assert _prompt(replayed(journal(draft)[:-cut])) == "One."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}\n",
        b"not json\n",
        journal(_begun()) + b"{}\n",
        journal(_begun()) + line_of(Undone()),
        journal(_begun()) + line_of(Removed(under="items", id="gone")),
        b'{"format":1,"name":"a","text":"no: definition"}\n',
    ],
)
def test_what_is_no_journal_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedError, match=r"journal of this draft is damaged\. Begin again"):
        replayed(data)


def test_a_newer_journal_is_told_as_newer() -> None:
    with pytest.raises(DamagedError, match="newer version of the program"):
        replayed(journal(_begun()).replace(b'"format":1', b'"format":2', 1))


def test_the_text_to_keep_says_what_the_draft_says() -> None:
    draft = _begun().done(_reworded("One.")).done(Changed(under="definition", key="version", value="1.1"))
    assert read(draft.final_text(), name="a.yaml").checklist == draft.now
    assert draft.final_text().startswith("# A small checklist that has one of everything")
