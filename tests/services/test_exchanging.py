"""Definitions in and out: an import says first what it would do, and changes nothing by saying it."""

import msgspec
import pytest

from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.reader import Read, read
from sopcheck.errors import RefusedError
from sopcheck.exchange.sheet_writing import sheets_of
from sopcheck.services.exchanging import Arrival, Here
from tests.world import World

VICTIM, FIRST = ChecklistId("victim-engagement"), Version("1.0")
REWORDED = ("prompt: Re-assess needs when", "prompt: Look at needs again when")
PROFILE = """profile: 1
name: barnsley
revision: 1
baseline: {{checklist: victim-engagement, version: "1.0", digest: {digest}}}
changes:
  - item: contact-regular-update
    limit: {{amount: {days}, unit: calendar-days, from: last-contact, basis: baseline}}
    {more}
"""


def text_of(world: World, *changes: tuple[str, str]) -> str:
    text = world.desk.library.source(VICTIM, FIRST)
    for old, new in (('version: "1.0"', 'version: "1.1"'), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def sheets(world: World, *changes: tuple[str, str]) -> bytes:
    return sheets_of(read(text_of(world, *changes), name="a").checklist)


def looked(world: World, data: bytes | str, name: str = "a.yaml") -> Arrival:
    return world.desk.exchanging.look(data.encode() if isinstance(data, str) else data, name)


def entries(world: World) -> int:
    return world.desk.opened.vault.ledger.count()


def found(arrival: Arrival) -> Read:
    assert arrival.read is not None
    return arrival.read


def test_a_new_version_is_compared_with_the_one_that_is_here(world: World) -> None:
    before = entries(world)
    seen = looked(world, text_of(world, REWORDED))
    assert (seen.state, seen.can_be_taken) == ("new", True)
    assert seen.comparison is not None
    assert [row.change for row in seen.comparison.rows] == ["reworded"]
    assert entries(world) == before


def test_what_was_looked_at_can_be_taken_and_is_here_then(world: World) -> None:
    text = text_of(world, REWORDED)
    row = world.desk.library.bring_in(found(looked(world, text)))
    assert (row.version, row.status) == ("1.1", "draft")
    again = looked(world, text)
    assert (again.state, again.can_be_taken) == ("here", False)
    assert again.sentence.startswith("This version is here already")


@pytest.mark.parametrize("current", ["1.0", None])
def test_a_new_version_is_held_against_the_one_in_force_else_the_last_that_came(
    world: World, current: str | None
) -> None:
    first = read(text_of(world), name="a").checklist
    held = [msgspec.structs.replace(first, version=Version(number)) for number in ("1.0", "1.1")]
    in_force = Version(current) if current else None
    here = Here(definitions=held, in_force=lambda _: in_force, source=lambda _: read("", name="a"))
    before = here.before(first)
    assert before is not None
    assert before.version == (current or "1.1")


def test_another_content_under_a_version_that_is_here_is_told(world: World) -> None:
    text = text_of(world, REWORDED).replace('version: "1.1"', 'version: "1.0"')
    seen = looked(world, text)
    assert (seen.state, seen.can_be_taken) == ("other-content", False)
    assert seen.sentence == "Another content is here under this version. Give the new one a new version."


def test_the_comments_of_a_version_live_on_through_a_spreadsheet(world: World) -> None:
    seen = found(looked(world, sheets(world, REWORDED), "a.xlsx"))
    assert "Look at needs again when" in seen.text
    comments = [
        line for line in world.desk.library.source(VICTIM, FIRST).splitlines() if line.startswith("#")
    ]
    assert comments
    assert all(line in seen.text.splitlines() for line in comments)


def test_what_is_wrong_is_told_with_its_place_and_is_not_compared(world: World) -> None:
    seen = looked(world, sheets(world, ("applies_when: needs-changed", "applies_when: gone")), "a.xlsx")
    (problem,) = seen.problems
    assert str(problem).startswith("a.xlsx, sheet Items, row 14, column ")
    assert (seen.state, seen.can_be_taken, seen.comparison) == ("new", False, None)
    assert found(seen).checklist.version == "1.1"


def test_a_file_that_holds_no_checklist_is_unread(world: World) -> None:
    seen = looked(world, "format: 1\n")
    assert (seen.read, seen.state, seen.can_be_taken) == (None, "unread", False)
    assert seen.problems[0].file == "a.yaml"
    assert seen.sentence.startswith("This holds no checklist")


def test_a_file_that_is_no_spreadsheet_is_refused(world: World) -> None:
    with pytest.raises(RefusedError, match="not a spreadsheet that can be read"):
        looked(world, b"PK\x03\x04", "a.xlsx")


def test_a_form_is_a_draft_with_a_report(world: World) -> None:
    form = '{"resourceType": "Questionnaire", "name": "Visit", "item": [{"linkId": "a", "type": "integer"}]}'
    seen = looked(world, form, "f.json")
    assert (seen.state, seen.comparison, found(seen).checklist.checklist) == ("new", None, "visit")
    assert seen.notes == ("linkId a: A number is asked for as a text.",)


def test_a_profile_makes_the_version_of_a_district_and_is_compared_with_its_baseline(world: World) -> None:
    digest = digest_of(world.desk.library.definition(VICTIM, FIRST))
    seen = looked(world, PROFILE.format(digest=digest, days=14, more=""))
    assert (seen.state, found(seen).checklist.version) == ("new", "1.0+barnsley.1")
    assert seen.notes[0] == f"Baseline 1.0 ({digest[:8]})"
    assert seen.comparison is not None
    assert [row.id for row in seen.comparison.rows if row.under == "items"] == ["contact-regular-update"]


def test_where_a_profile_asks_less_the_reason_is_told(world: World) -> None:
    digest = digest_of(world.desk.library.definition(VICTIM, FIRST))
    seen = looked(world, PROFILE.format(digest=digest, days=56, more="reason: Agreed by the commander."))
    assert seen.notes[-1].startswith("Asks less: contact-regular-update: ")
    assert seen.notes[-1].endswith("Reason: Agreed by the commander.")


def test_a_profile_that_asks_less_without_a_reason_is_unread(world: World) -> None:
    digest = digest_of(world.desk.library.definition(VICTIM, FIRST))
    seen = looked(world, PROFILE.format(digest=digest, days=56, more=""))
    assert (seen.read, seen.state) == (None, "unread")
    assert "asks less than the baseline" in seen.problems[0].sentence


def test_a_profile_for_a_baseline_that_is_not_here_is_refused(world: World) -> None:
    with pytest.raises(RefusedError, match="another content here than this profile was written for"):
        looked(world, PROFILE.format(digest="0" * 8, days=14, more=""))


@pytest.mark.parametrize("name", ["a.yaml", "a.xlsx"])
def test_what_goes_out_comes_back_the_same(world: World, name: str) -> None:
    data = world.desk.exchanging.exported(VICTIM, FIRST, name)
    seen = looked(world, data, name)
    assert (seen.state, found(seen).digest) == (
        "here",
        digest_of(world.desk.library.definition(VICTIM, FIRST)),
    )


def test_a_version_that_is_not_here_is_not_exported(world: World) -> None:
    with pytest.raises(RefusedError, match="does not have that checklist version"):
        world.desk.exchanging.exported(VICTIM, Version("9.9"), "a.yaml")
