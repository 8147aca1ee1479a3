"""What the law has erased is nowhere in the vault, and everything that is left still verifies."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn, TypedDict

import pytest

from sopcheck.cases import codec
from sopcheck.cases.access_events import BackupsDestroyed
from sopcheck.cases.events import BodyErased, CaseId, CaseOpened, Given, NoteAdded, When
from sopcheck.cases.refusals import RoleRefusedError
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ledger.entry import ACCESS, EntryHash
from sopcheck.services.snapshots import frozen_of
from sopcheck.vault.backup import Backups
from sopcheck.vault.errors import DISK_FULL, DiskError
from tests.end_to_end.pages import pages_with
from tests.world import ON_TRACK, World, place


class Law(TypedDict):
    """Under what law and why."""

    authority: str
    reason: str


MARK = "Quillon Marchbanks"
LAW: Law = {"authority": "DPA 2018 s.47", "reason": "Ordered by the court"}


@pytest.fixture
def case(world: World) -> CaseId:
    """A case that says the mark wherever somebody can type, in a signed review too."""
    case = world.open().id
    world.desk.casework.describe(case, operation=MARK)
    world.add_child(case, MARK)
    world.answer(case, "record-crime", reference="42/26", text=f"Called {MARK} at home")
    world.desk.casework.explain(case, place("research-systems"), f"{MARK} was away")
    world.desk.casework.note(case, f"{MARK} called", When(world.clock.now()))
    world.desk.drafts.keep(f"case:{case}/note", f"half typed of {MARK}")
    world.review(case, "24-hour")
    return case


def due(world: World, case: CaseId, days: int = 0) -> None:
    """The day for reviewing whether to keep the case was set."""
    day = world.clock.now().date() + timedelta(days=days)
    world.as_("okell").erasure.set_retention(case, day, "Ten years are over")


def locked(world: World) -> Path:
    world.desk.lock()
    return world.program.folder


def test_the_mark_is_there_before(world: World, case: CaseId) -> None:
    assert len(pages_with(locked(world), MARK)) >= 3


def test_no_page_of_the_vault_holds_a_word_of_an_erased_case(world: World, case: CaseId) -> None:
    due(world, case)
    world.desk.erasure.erase_case(case, **LAW)
    assert pages_with(locked(world), MARK) == []


def test_an_erased_case_is_listed_and_found_no_more_even_when_the_index_is_made_anew(
    world: World, case: CaseId
) -> None:
    due(world, case)
    world.desk.erasure.erase_case(case, **LAW)
    assert world.desk.assurance.rebuild() == 0
    assert world.desk.casework.cases() == ()
    assert world.desk.casework.search(MARK) == ()
    with pytest.raises(RefusedError, match="no case with that reference"):
        world.desk.casework.find("NV/CSE/26/0101")


def test_the_ledger_says_who_erased_it_when_and_by_what_law(world: World, case: CaseId) -> None:
    due(world, case)
    before = len(world.desk.casework.view(case).case.entries)
    assert world.desk.erasure.erase_case(case, **LAW).entries == before
    entries = world.desk.casework.refresh(case).case.entries
    erasures = [entry for entry in entries if isinstance(entry.event, BodyErased)]
    assert {entry.by for entry in erasures} == {world.people["okell"]}
    assert {entry.event.authority for entry in erasures if entry.event} == {LAW["authority"]}  # type: ignore[union-attr]  # all are erasures
    assert len(erasures) == before


def test_what_is_left_verifies_at_once_and_after_the_next_unlock(world: World, case: CaseId) -> None:
    due(world, case)
    world.desk.erasure.erase_case(case, **LAW)
    assert world.desk.assurance.verify().problems == ()
    world.as_("teal")
    assert world.desk.opened.vault.problems == ()


def entry_of(world: World, case: CaseId, kind: type) -> EntryHash:
    found = (one for one in world.desk.casework.refresh(case).case.entries if isinstance(one.event, kind))
    return next(found).entry


def test_the_words_of_one_entry_go_and_the_rest_stays(world: World, case: CaseId) -> None:
    note = entry_of(world, case, NoteAdded)
    world.as_("okell").erasure.erase_entries(case, (note,), **LAW)
    view = world.desk.casework.refresh(case)
    assert view.case.notes == ()
    assert note in view.case.erased
    assert view.case.reference == "NV/CSE/26/0101"
    assert world.desk.assurance.verify().problems == ()
    assert pages_with(locked(world), f"{MARK} called") == []


def test_what_others_typed_stays_though_it_has_the_fixed_words_of_the_entry(world: World) -> None:
    case = world.open().id
    given = Given(status="done", choice="scheduled", text="She is away with her aunt")
    at = When(world.clock.now())
    world.as_("farrow").casework.answer(case, place("assess-immediate-risk"), given, at)
    reasons = "What cse-investigation asks is scheduled and well in hand"
    held = world.review(case, "24-hour", conclusion=replace(ON_TRACK, reasons=reasons))
    answered = world.desk.casework.refresh(case).case.answer(place("assess-immediate-risk"))
    assert answered is not None
    world.desk.erasure.erase_entries(case, (answered.entry,), **LAW)
    snapshot = world.desk.opened.vault.snapshots.get(held.review)
    assert snapshot is not None
    texts = {text for _, text in frozen_of(snapshot).texts.values()}
    assert reasons in texts
    assert given.text not in texts


def test_a_signed_record_loses_the_words_and_stays_signed(world: World) -> None:
    case = world.open().id
    words = "Seen at the house of the aunt"
    world.answer(case, "record-crime", reference="42/26", text=words)
    held = world.review(case, "24-hour")
    answered = world.desk.casework.refresh(case).case.answer(place("record-crime"))
    assert answered is not None
    world.desk.erasure.erase_entries(case, (answered.entry,), **LAW)
    assert world.desk.assurance.verify().problems == ()
    assert world.desk.printing.print_document(
        "record", case, held.review, purpose="File", recipient="CPS"
    ).pdf
    assert pages_with(locked(world), words) == []


def erase_whole(world: World, case: CaseId) -> None:
    world.desk.erasure.erase_case(case, **LAW)


def erase_opening(world: World, case: CaseId) -> None:
    world.desk.erasure.erase_entries(case, (entry_of(world, case, CaseOpened),), **LAW)


def erase_twice(world: World, case: CaseId) -> None:
    note = entry_of(world, case, NoteAdded)
    for _ in range(2):
        world.desk.erasure.erase_entries(case, (note,), **LAW)


def erase_without_authority(world: World, case: CaseId) -> None:
    due(world, case)
    world.desk.erasure.erase_case(case, authority=" ", reason="Ordered")


def erase_without_reason(world: World, case: CaseId) -> None:
    due(world, case)
    world.desk.erasure.erase_case(case, authority="DPA 2018", reason="")


def erase_on_hold(world: World, case: CaseId) -> None:
    due(world, case)
    world.desk.casework.hold(case, "Inquiry")
    world.desk.erasure.erase_case(case, **LAW)


def erase_too_soon(world: World, case: CaseId) -> None:
    due(world, case, days=1)
    world.desk.erasure.erase_case(case, **LAW)


@pytest.mark.parametrize(
    ("erase", "sentence"),
    [
        (erase_whole, "No date was set for reviewing"),
        (erase_too_soon, "This case is kept until it is reviewed on Fri 8 May 2026"),
        (erase_on_hold, "A hold is on this case"),
        (erase_without_authority, "authority"),
        (erase_without_reason, "reason for the erasure"),
        (erase_opening, "goes only with the whole case"),
        (erase_twice, "erased already"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_and_nothing_is_erased(
    world: World, case: CaseId, erase: Callable[[World, CaseId], None], sentence: str
) -> None:
    world.as_("okell")
    with pytest.raises(RefusedError, match=sentence):
        erase(world, case)
    assert world.desk.assurance.verify().ok
    assert pages_with(locked(world), MARK)


def test_only_an_administrator_erases_and_the_attempt_is_noted(world: World, case: CaseId) -> None:
    due(world, case)
    before = world.desk.opened.vault.ledger.count()
    world.as_("teal")
    with pytest.raises(RoleRefusedError, match="administrator"):
        erase_whole(world, case)
    assert world.desk.opened.vault.ledger.count() == before + 2


def test_backups_from_before_are_named(world: World, case: CaseId) -> None:
    due(world, case)
    made = world.desk.backups.make()
    world.clock.forward(hours=1)
    assert world.desk.erasure.erase_case(case, **LAW).still_in == (made.made,)


def test_a_new_backup_takes_the_place_of_those_that_hold_the_words(world: World, case: CaseId) -> None:
    due(world, case)
    for _ in range(2):
        world.desk.backups.make()
        world.clock.forward(days=1)
    aside = world.program.folder / "recovery" / "20260507T130000Z"
    aside.mkdir(parents=True)
    erased = world.desk.erasure.erase_case(case, **LAW)
    assert (len(erased.still_in), erased.aside) == (2, 1)
    assert world.desk.erasure.destroy_older() == 3
    (left,) = world.desk.backups.all()
    assert not aside.exists()
    last = world.desk.opened.vault.ledger.entries(ACCESS)[-1]
    noted = codec.decode(last.kind, last.version, last.body)
    assert noted == BackupsDestroyed(at=When(world.clock.now()), backups=2, copies=1)
    folder = locked(world)
    shutil.copyfile(left.path / "vault.db", folder / "vault.db")
    assert pages_with(folder, MARK) == []


def test_a_backup_that_the_new_one_of_its_day_replaced_is_counted_too(world: World, case: CaseId) -> None:
    made = world.as_("okell").backups.make()
    world.clock.forward(hours=1)
    assert world.desk.erasure.destroy_older() == 1
    assert [row.made for row in world.desk.backups.all()] != [made.made]


def test_without_a_new_backup_no_old_one_is_destroyed(
    world: World, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = world.as_("okell").backups.make()

    def full(*_: object, **__: object) -> NoReturn:
        raise DiskError(DISK_FULL)

    monkeypatch.setattr(Backups, "make", full)
    with pytest.raises(UnavailableError, match="disk is full"):
        world.desk.erasure.destroy_older()
    assert [row.path for row in world.desk.backups.all()] == [made.path]


def test_only_who_may_erase_destroys_backups(world: World, case: CaseId) -> None:
    world.as_("okell").backups.make()
    with pytest.raises(RoleRefusedError):
        world.as_("teal").erasure.destroy_older()
    assert len(world.desk.backups.all()) == 1


def test_a_date_for_review_is_a_day_with_a_reason(world: World, case: CaseId) -> None:
    world.as_("okell").erasure.set_retention(case, date(2036, 5, 7), "Longest group")
    assert world.desk.casework.refresh(case).case.retention == date(2036, 5, 7)
    with pytest.raises(RefusedError, match="reason for this date"):
        world.desk.erasure.set_retention(case, date(2036, 5, 7), "")
