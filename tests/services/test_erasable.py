"""What can be erased by itself, and what says the same: read from a real case."""

import pytest

from sopcheck.cases.events import BodyErased, CaseId, CaseOpened, When
from sopcheck.services.erasable import erasable_rows, goes_alone, others_saying
from tests.world import World

WORDS = "Seen at the house of the aunt"


@pytest.fixture
def case(world: World) -> CaseId:
    """A case with two notes, of which the second quotes the first."""
    case = world.open().id
    for text in (WORDS, f"The aunt said: {WORDS.lower()}", "Nothing of note"):
        world.desk.casework.note(case, text, When(world.clock.now()))
    return case


def test_what_says_something_is_listed_with_its_author_the_newest_first(world: World, case: CaseId) -> None:
    rows = erasable_rows(world.desk.casework.view(case))
    assert [row.words for row in rows[:2]] == ["Nothing of note", f"The aunt said: {WORDS.lower()}"]
    assert {(row.name, row.kind) for row in rows[:3]} == {("DC Farrow", "note added")}


def test_what_the_case_is_called_and_an_erasure_do_not_go_alone(world: World, case: CaseId) -> None:
    rows = erasable_rows(world.desk.casework.view(case))
    world.as_("okell").erasure.erase_entries(case, (rows[0].entry,), authority="DPA", reason="Ordered")
    entries = world.desk.casework.refresh(case).case.entries
    alone = {type(one.event) for one in entries if goes_alone(one)}
    assert not alone & {CaseOpened, BodyErased, type(None)}
    assert rows[0].entry not in {row.entry for row in erasable_rows(world.desk.casework.refresh(case))}


def test_others_that_say_the_words_are_found_and_the_entry_itself_is_not(world: World, case: CaseId) -> None:
    folded = world.desk.casework.refresh(case).case
    first, second, third = folded.entries[-3:]
    assert others_saying(folded, (first,)) == (second,)
    assert others_saying(folded, (first, second)) == ()
    assert others_saying(folded, (third,)) == ()
