"""Assurance: what was recorded verifies, and what is derived can be made again."""

from tests.world import World, place


def test_everything_recorded_verifies(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    report = world.desk.assurance.verify()
    assert report.ok
    assert report.entries > 20
    assert report.problems == ()


def test_progress_is_told_while_verifying(world: World) -> None:
    told: list[tuple[int, int]] = []
    world.desk.assurance.verify(lambda done, total: told.append((done, total)))
    assert told
    assert told[-1][0] == told[-1][1]


def test_the_index_can_be_made_again_from_the_ledger(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="ZX-99")
    before = world.desk.casework.cases()
    assert world.desk.assurance.rebuild() == 1
    assert world.desk.casework.cases() == before
    assert [hit.case for hit in world.desk.casework.search("zx")] == [case]


def test_the_status_counts_what_is_there(world: World) -> None:
    view = world.open()
    status = world.desk.assurance.status()
    assert (status.cases, status.people) == (1, 3)
    assert status.size_bytes >= 4096
    assert view.state(place("record-crime")) is not None


def test_catching_up_verifies_what_came_since_and_is_quiet(world: World) -> None:
    world.open()
    entries = world.desk.opened.vault.ledger.count()
    report = world.desk.assurance.catch_up()
    assert report.ok
    assert world.desk.opened.vault.ledger.count() == entries
    assert world.desk.assurance.catch_up().entries <= report.entries


def test_an_index_that_must_be_made_again_is_made_before_it_is_used(world: World) -> None:
    case = world.open().id
    world.desk.opened.vault.index.mark_for_rebuild()
    world.as_("okell")
    assert not world.desk.opened.vault.index.must_rebuild
    assert [row.case for row in world.desk.casework.cases()] == [case]
