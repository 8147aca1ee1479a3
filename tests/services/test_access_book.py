"""The access book is read by those who may, for a purpose that is noted first."""

import csv
import io
from collections.abc import Callable

import pytest

from sopcheck.cases.access_events import CaseExported, PassphraseChanged
from sopcheck.cases.events import CaseId, When
from sopcheck.cases.refusals import RoleRefusedError
from sopcheck.errors import RefusedError
from sopcheck.services.access_book import KINDS, Wanted, kind_words
from sopcheck.services.people import NewPerson
from sopcheck.services.scribe import NotNotedError, Scribe
from sopcheck.services.ways_in import Passphrase
from tests.world import PASSPHRASE, World


def kinds(world: World, wanted: Wanted | None = None) -> list[str]:
    return [line.kind for line in world.desk.assurance.access_book.read("integrity", wanted or Wanted())]


def test_failed_unlocks_are_in_it_and_are_nobodys(world: World) -> None:
    world.desk.lock()
    with pytest.raises(RefusedError):
        world.program.unlock(world.people["farrow"], "not the passphrase of anybody")
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    book = world.desk.assurance.access_book
    (failed,) = book.read("integrity", Wanted(kind="UnlockFailed"))
    assert (failed.name, failed.details) == ("not known", "noted when DS Okell unlocked")
    assert kinds(world, Wanted(kind="UnlockFailed", person=world.people["okell"])) == []
    assert "Unlocked" in kinds(world, Wanted(person=world.people["okell"]))


def viewed(world: World, case: CaseId) -> None:
    world.desk.casework.view(case)


def printed(world: World, case: CaseId) -> None:
    world.desk.printing.print_document("status", case, None, purpose="File", recipient="CPS")


def exported(world: World, case: CaseId) -> None:
    world.desk.assurance.export.entries(purpose="Audit", recipient="Auditor")


def verified(world: World, case: CaseId) -> None:
    world.desk.assurance.verify()


def refused(world: World, case: CaseId) -> None:
    with pytest.raises(RoleRefusedError):
        world.as_("farrow").people.add(NewPerson(name="DC New", number="1"), PASSPHRASE)
    world.as_("okell")


def restored(world: World, case: CaseId) -> None:
    made = world.desk.backups.make()
    world.desk.lock()
    way = Passphrase(world.people["okell"], PASSPHRASE)
    world.desk, _ = world.program.access.restore(made.path, way)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (viewed, "CaseViewed"),
        (printed, "DocumentPrinted"),
        (exported, "EntriesExported"),
        (verified, "VaultVerified"),
        (refused, "AttemptRefused"),
        (restored, "VaultRestored"),
    ],
)
def test_what_the_law_wants_logged_is_in_it(
    world: World, act: Callable[[World, CaseId], None], kind: str
) -> None:
    case = world.open().id
    world.as_("okell")
    act(world, case)
    assert kinds(world, Wanted(kind=kind)) == [kind]


def test_a_case_and_a_person_narrow_it(world: World) -> None:
    case = world.open().id
    world.desk.casework.view(case)
    world.as_("okell").casework.view(case)
    assert kinds(world, Wanted(case=case)) == ["CaseViewed"] * 2
    assert kinds(world, Wanted(case=case, person=world.people["farrow"])) == ["CaseViewed"]


def test_the_days_include_their_ends(world: World) -> None:
    today = world.clock.now().date()
    assert kinds(world, Wanted(since=today, until=today))
    world.clock.forward(days=1)
    assert kinds(world, Wanted(since=world.clock.now().date())) == []


def test_nobody_else_reads_it(world: World) -> None:
    world.as_("farrow")
    with pytest.raises(RoleRefusedError, match="auditor or administrator"):
        kinds(world)


def test_b18_what_cannot_be_noted_is_not_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise NotNotedError("Full.")

    monkeypatch.setattr(Scribe, "note_access", fail)
    with pytest.raises(NotNotedError):
        kinds(world)


@pytest.mark.parametrize("purpose", ["=1+1", "+1", "-1", "@sum", "＝1"])
def test_no_cell_of_the_file_runs_as_a_formula(world: World, purpose: str) -> None:
    case = world.open().id
    at = When(world.clock.now())
    world.as_("okell").opened.scribe.note_access(
        CaseExported(at=at, case=case, form=purpose, purpose="x", recipient="y")
    )
    content = world.desk.assurance.access_book.export("lawfulness", Wanted(kind="CaseExported"), "csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@", "＝")) for row in rows for cell in row)


def test_kinds_read_as_words() -> None:
    assert kind_words("RecordPrinted") == "record printed"
    assert all(words == words.lower() for words in map(kind_words, KINDS))


def test_people_are_called_by_name_and_not_by_their_id(world: World) -> None:
    now = When(world.clock.now())
    world.desk.opened.scribe.note_access(PassphraseChanged(at=now, person=world.people["farrow"]))
    (changed,) = world.desk.assurance.access_book.read("integrity", Wanted(kind="PassphraseChanged"))
    assert (changed.name, changed.details) == ("DS Okell", "person: DC Farrow")
