"""After a save that failed the case is read anew: the disk may hold what was not told."""

import pytest

from sopcheck.cases.events import When
from sopcheck.errors import UnavailableError
from sopcheck.vault.ledger import Ledger
from tests.world import World


def test_what_a_failing_disk_kept_is_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.open().id
    save = Ledger.append

    def fail_after(self: Ledger, *arguments: object, **more: object) -> None:
        save(self, *arguments, **more)  # type: ignore[arg-type]  # handed on as they came
        raise UnavailableError("The disk refused.")

    monkeypatch.setattr(Ledger, "append", fail_after)
    with pytest.raises(UnavailableError):
        world.desk.casework.note(case, "Called the school", When(world.clock.now()))
    monkeypatch.undo()
    assert [note.text for note in world.desk.casework.refresh(case).case.notes] == ["Called the school"]
