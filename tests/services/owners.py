"""A vault with a second SOP owner, DCI Ash, beside DS Okell."""

import shutil
from functools import cache
from pathlib import Path

from sopcheck.cases.register.events import Role
from sopcheck.services.people import NewPerson
from sopcheck.vault.anchors import SUFFIX
from tests.world import PASSPHRASE, TestClock, copied, program_in


@cache
def second_owner(original: Path) -> Path:
    """A locked copy of the template in which DCI Ash is an SOP owner too; only to be copied."""
    folder = original.parent / f"{original.name}-owners"
    shutil.rmtree(folder, ignore_errors=True)
    Path(f"{folder}{SUFFIX}").unlink(missing_ok=True)
    copied(original, folder)
    program = program_in(folder, TestClock())
    okell = next(one.person for one in program.access.people() if one.label == "okell")
    desk = program.unlock(okell, PASSPHRASE)
    roles: tuple[Role, ...] = ("sop-owner", "supervisor")
    desk.people.add(
        NewPerson(name="DCI Ash", number="77", label="ash", rank="chief-inspector", roles=roles), PASSPHRASE
    )
    desk.lock()
    return folder
