"""A record that was altered since it was signed is neither shown nor printed, and verifying tells of it."""

from collections.abc import Callable

import pytest
from msgspec import structs

from sopcheck.cases.derived import Snapshot
from sopcheck.cases.events import CaseId, Discharged, ReviewId
from sopcheck.checklists.definition import ScheduleId
from sopcheck.errors import DamagedError, SopcheckError, UnavailableError
from sopcheck.services.snapshots import frozen_of, snapshot_of
from sopcheck.services.views import Conclusion
from sopcheck.vault.ledger import Ledger
from sopcheck.vault.private import Snapshots
from tests.services.test_access import full_disk
from tests.world import World

Alter = Callable[[Snapshot], Snapshot | None]
SAID = Conclusion(
    outcome="on track", reasons="Sound plan", discharges=(Discharged(rule=ScheduleId("24-hour")),)
)


def _without_annex(kept: Snapshot) -> Snapshot:
    frozen = frozen_of(kept)
    assert frozen.annex is not None
    return snapshot_of(kept.review, structs.replace(frozen, annex=None))


ALTERATIONS: dict[str, Alter] = {
    "what was signed": lambda kept: _with(kept, b"on track", b"on wrong"),
    "a text": lambda kept: _with(kept, b"Sound plan", b"Other plan"),
    "the digest": lambda kept: structs.replace(kept, digest="0" * 64),
    "its annex": _without_annex,
    "all of it": lambda kept: structs.replace(kept, content=bytes(10)),
}


def _with(kept: Snapshot, old: bytes, new: bytes) -> Snapshot:
    assert old in kept.content
    return structs.replace(kept, content=kept.content.replace(old, new))


@pytest.fixture
def held(world: World) -> tuple[CaseId, ReviewId]:
    """A review that DS Okell signed."""
    case, desk = world.open().id, world.as_("okell")
    review = desk.supervision.open(case, SAID.discharges).review
    desk.supervision.sign(case, review, SAID)
    return case, review


@pytest.fixture
def keep(monkeypatch: pytest.MonkeyPatch) -> Callable[[Alter], None]:
    """Has the vault keep something else than what was signed."""
    get = Snapshots.get

    def alter(change: Alter) -> None:
        def altered(self: Snapshots, review: str) -> Snapshot | None:
            kept = get(self, review)
            return None if kept is None else change(kept)

        monkeypatch.setattr(Snapshots, "get", altered)

    return alter


def refused(world: World, case: CaseId, review: ReviewId) -> list[SopcheckError]:
    """How showing and printing are refused."""
    printing, found = world.desk.printing, []
    with pytest.raises(SopcheckError) as shown:
        printing.show(case, review)
    with pytest.raises(SopcheckError) as printed:
        printing.print_document("record", case, review, purpose="File", recipient="CPS")
    found += [shown.value, printed.value]
    return found


@pytest.mark.parametrize("change", ALTERATIONS.values(), ids=ALTERATIONS)
def test_an_altered_record_is_neither_shown_nor_printed(
    world: World, held: tuple[CaseId, ReviewId], keep: Callable[[Alter], None], change: Alter
) -> None:
    keep(change)
    assert {type(error) for error in refused(world, *held)} <= {DamagedError, *DamagedError.__subclasses__()}


@pytest.mark.parametrize("change", ALTERATIONS.values(), ids=ALTERATIONS)
def test_an_altered_record_is_a_problem_of_the_verification(
    world: World, held: tuple[CaseId, ReviewId], keep: Callable[[Alter], None], change: Alter
) -> None:
    assert world.desk.assurance.verify().ok
    keep(change)
    report = world.desk.assurance.verify()
    (problem,) = report.problems
    assert not report.ok
    assert (problem.what, problem.meaning) == (
        "content altered",
        "The record of this review is not what was signed.",
    )


def test_a_record_that_is_not_here_is_told_and_is_a_problem(
    world: World, held: tuple[CaseId, ReviewId], keep: Callable[[Alter], None]
) -> None:
    keep(lambda _: None)
    assert {type(error) for error in refused(world, *held)} == {UnavailableError}
    assert [problem.what for problem in world.desk.assurance.verify().problems] == ["content missing"]


def test_the_reviews_of_a_case_are_listed_all_the_same(
    world: World, held: tuple[CaseId, ReviewId], keep: Callable[[Alter], None]
) -> None:
    case, review = held
    assert world.desk.printing.reviews(case)[0].code
    keep(ALTERATIONS["what was signed"])
    (listed,) = world.desk.printing.reviews(case)
    assert (listed.review, listed.code) == (review, "")


def test_a_print_that_cannot_be_noted_is_not_given(
    world: World, held: tuple[CaseId, ReviewId], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "append", full_disk)
    with pytest.raises(UnavailableError, match="noted in the access book first"):
        world.desk.printing.print_document("record", *held, purpose="File", recipient="CPS")


def test_a_case_whose_viewing_cannot_be_noted_is_not_shown(
    world: World, held: tuple[CaseId, ReviewId], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "append", full_disk)
    with pytest.raises(UnavailableError, match="noted in the access book first"):
        world.desk.casework.view(held[0])
