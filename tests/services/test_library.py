"""The checklists of a vault."""

import pytest

from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.reader import read
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from tests.world import MAIN, World


def test_every_version_has_its_title_digest_items_and_standing(world: World) -> None:
    rows = {row.checklist: row for row in world.desk.library.versions()}
    row = rows[MAIN]
    assert (row.version, row.title, row.items) == ("1.0", "CSE investigation SOP", 90)
    assert (len(row.digest), row.status) == (64, "illustrative baseline")
    assert list(rows) == [pack.id for pack in shipped()]


def test_a_version_is_read_as_it_was_installed(world: World) -> None:
    found = world.desk.library.definition(MAIN, Version("1.0"))
    assert found.name == "cse-investigation 1.0"


@pytest.mark.parametrize("named", [("cse-investigation", "9.9"), ("nothing", "1.0")])
def test_a_version_that_is_not_here_is_refused(world: World, named: tuple[str, str]) -> None:
    with pytest.raises(RefusedError, match="does not have that checklist version"):
        world.desk.library.definition(ChecklistId(named[0]), Version(named[1]))


def test_a_file_is_checked_beside_the_checklists_of_the_vault(world: World) -> None:
    good = shipped()[3].yaml
    assert world.desk.library.check(good, "online.yaml") == ()
    wrong = good.replace(b"cse-investigation", b"cse-investigatoin")
    problems = world.desk.library.check(wrong, "online.yaml")
    assert {problem.file for problem in problems} == {"online.yaml"}


def test_a_version_brought_in_by_somebody_who_writes_no_sops_is_refused_and_noted(world: World) -> None:
    text = shipped()[0].yaml.replace(b'version: "1.0"', b'version: "1.1"')
    desk = world.as_("farrow")
    with pytest.raises(RefusedError, match="SOP owner"):
        desk.library.bring_in(read(text, name="next.yaml"))
    assert desk.opened.vault.ledger.entries(ACCESS)[-1].kind == "AttemptRefused"
    assert len(desk.library.versions()) == len(shipped())
