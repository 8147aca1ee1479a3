"""A draft of the next version: begun from one that is here, kept through a lock, proposed and then gone."""

import pytest

from sopcheck.cases.refusals import RoleRefusedError
from sopcheck.checklists.definition import Checklist, ChecklistId, ItemId, Version
from sopcheck.checklists.drafting.draft import Draft
from sopcheck.checklists.drafting.edits import Added, Changed, Moved, Removed
from sopcheck.checklists.reader import read
from sopcheck.errors import DamagedError, RefusedError
from sopcheck.services.drafting import next_version
from tests.world import World

CSE, FIRST = ChecklistId("cse-investigation"), Version("1.0")
ITEM: dict[str, object] = {
    "prompt": "Ask the child which name to use on the telephone.",
    "answered_by": "investigator",
    "asks": ["status"],
    "source": "GK",
}


@pytest.fixture
def draft(world: World) -> Draft:
    return world.desk.drafting.begin(CSE, FIRST)


def with_an_item(draft: Draft) -> Draft:
    stage = draft.now.stages[0]
    added = Added(under="items", id="ask-name", entry=ITEM, stage=stage.id, after=stage.items[0].id)
    return draft.done(added)


def test_a_draft_begins_as_the_next_version(draft: Draft) -> None:
    assert draft.now.version == "1.1"
    assert draft.base.checklist.version == FIRST


def test_the_next_number_is_one_that_nobody_has_taken() -> None:
    assert next_version(Version("1.0"), lambda wanted: wanted in {"1.1", "1.2"}) == "1.3"
    assert next_version(Version("2"), lambda _: False) == "2.1"
    assert next_version(Version("1.0+barnsley.1"), lambda _: False) == "1.1"


def test_a_draft_survives_a_lock(world: World, draft: Draft) -> None:
    world.desk.drafting.keep(with_an_item(draft))
    world.as_("farrow")
    again = world.as_("okell").drafting.take_up(CSE)
    assert again.now == with_an_item(draft).now
    assert again.undone().now == draft.now


def test_there_is_one_draft_of_a_checklist(world: World, draft: Draft) -> None:
    assert world.desk.drafting.there(CSE)
    with pytest.raises(RefusedError, match="Go on with it"):
        world.desk.drafting.begin(CSE, FIRST)


def test_a_discarded_draft_is_gone(world: World, draft: Draft) -> None:
    world.desk.drafting.discard(CSE)
    assert not world.desk.drafting.there(CSE)
    with pytest.raises(RefusedError, match="no draft"):
        world.desk.drafting.take_up(CSE)


def test_a_version_that_is_not_here_is_refused(world: World) -> None:
    with pytest.raises(RefusedError, match="does not have that checklist version"):
        world.desk.drafting.begin(CSE, Version("9.9"))


def test_only_sop_owners_write_drafts(world: World) -> None:
    farrow = world.as_("farrow")
    with pytest.raises(RoleRefusedError):
        farrow.drafting.begin(CSE, FIRST)


def test_a_draft_that_was_damaged_is_told(world: World, draft: Draft) -> None:
    world.desk.drafts.keep(f"checklist-draft:{CSE}", "{")
    with pytest.raises(DamagedError):
        world.desk.drafting.take_up(CSE)


def test_findings_are_those_beside_the_checklists_in_force(world: World, draft: Draft) -> None:
    def stopping(checklist: Checklist) -> set[str]:
        return {one.spot.id for one in world.desk.drafting.findings(checklist) if one.stops}

    assert stopping(draft.now) == set()
    twin = next(item for item in draft.now.items() if item.same_act)
    wrong = draft.done(
        Changed(
            under="items", id=twin.id, key="same_act", value=[{"item": "no-such", "checklist": "online-cse"}]
        )
    )
    assert stopping(wrong.now) == {twin.id}


def test_a_proposed_draft_is_in_the_library_and_a_draft_no_more(world: World, draft: Draft) -> None:
    row = world.desk.drafting.propose(with_an_item(draft), reason="The child asked for it.")
    assert (row.checklist, row.version, row.status) == (CSE, "1.1", "proposed")
    assert not world.desk.drafting.there(CSE)
    assert world.desk.library.definition(CSE, Version("1.1")).find_item(ItemId("ask-name")) is not None


def test_a_draft_with_problems_is_kept(world: World, draft: Draft) -> None:
    first = draft.now.stages[0].items[0]
    wrong = draft.done(Removed(under="items", id=first.id))
    with pytest.raises(RefusedError, match="problems"):
        world.desk.drafting.propose(wrong, reason="Shorter.")
    assert world.desk.drafting.there(CSE)


def test_comments_of_the_author_are_in_the_file_that_is_proposed(world: World, draft: Draft) -> None:
    second = draft.now.stages[1]
    moved = draft.done(Moved(under="stages", id=second.id))
    row = world.desk.drafting.propose(moved, reason="Safety first.")
    comments = [line for line in draft.base.text.splitlines() if line.lstrip().startswith("#")]
    assert comments == [line for line in row.yaml.splitlines() if line.lstrip().startswith("#")]


def test_a_new_checklist_begins_with_its_title_alone(world: World) -> None:
    draft = world.desk.drafting.begin_new("Missing children")
    assert (draft.now.name, draft.now.title) == ("missing-children 1.0", "Missing children")
    assert draft.now.stages == ()
    assert world.desk.drafting.take_up(draft.now.checklist).now == draft.now


@pytest.mark.parametrize(("title", "said"), [("  ", "checklist is empty"), ("a\nb", "line break")])
def test_a_checklist_needs_a_title_of_one_line(world: World, title: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        world.desk.drafting.begin_new(title)
    assert world.desk.drafting.drafts() == ()


def test_a_checklist_that_is_here_is_not_begun_anew(world: World) -> None:
    with pytest.raises(RefusedError, match="Write its next version"):
        world.desk.drafting.begin_new("CSE investigation")


def test_a_draft_begins_from_a_file_whatever_is_wrong_with_it(world: World) -> None:
    text = world.desk.library.source(CSE, FIRST).replace('version: "1.0"', 'version: "2.0"')
    broken = text.replace("asks: [status]", "asks: [status]\n        applies_when: gone", 1)
    draft = world.desk.drafting.begin_from(read(broken, name="a.yaml"))
    assert draft.now.version == "2.0"
    assert any(one.word == "unknown-fact" for one in world.desk.drafting.findings(draft.now))
    with pytest.raises(RefusedError, match="Go on with it"):
        world.desk.drafting.begin_from(read(text, name="a.yaml"))


def test_what_is_being_written_is_listed_as_it_is_now(world: World, draft: Draft) -> None:
    world.desk.drafting.keep(draft.done(Changed(under="definition", key="title", value="CSE, new")))
    world.desk.drafting.begin_new("Missing children")
    assert [one.title for one in world.desk.drafting.drafts()] == ["CSE, new", "Missing children"]
    assert world.as_("farrow").drafting.drafts() == ()


def test_a_damaged_draft_hides_no_other(world: World, draft: Draft) -> None:
    world.desk.drafts.keep("checklist-draft:online-cse", "{")
    assert [one.checklist for one in world.desk.drafting.drafts()] == [CSE]


def test_investigators_begin_no_checklist(world: World) -> None:
    with pytest.raises(RoleRefusedError):
        world.as_("farrow").drafting.begin_new("Missing children")
