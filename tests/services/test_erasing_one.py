"""Erasing one entry: whatever it said is in no page afterwards, and no other words are."""

from collections.abc import Callable

import pytest

from sopcheck.cases.events import CaseId, When
from sopcheck.ledger.entry import EntryHash
from tests.end_to_end.pages import pages_with
from tests.world import World, place

MARK = "Quillon Marchbanks"
LAW = {"authority": "DPA 2018 s.47", "reason": "Ordered by the court"}
Say = Callable[[World, CaseId], object]

SAYS: dict[str, Say] = {
    "an operation": lambda world, case: world.desk.casework.describe(case, operation=MARK),
    "a subject": lambda world, case: world.add_child(case, MARK),
    "an answer": lambda world, case: world.answer(case, "record-crime", reference="42/26", text=MARK),
    "a reference": lambda world, case: world.answer(case, "record-crime", reference=MARK, text="Done"),
    "a short word": lambda world, case: world.answer(case, "record-crime", reference="Qz7", text="Done"),
    "an explanation": lambda world, case: world.desk.casework.explain(case, place("research-systems"), MARK),
    "a note": lambda world, case: world.desk.casework.note(case, MARK, When(world.clock.now())),
}


@pytest.mark.parametrize("says", SAYS)
def test_no_page_holds_the_words_of_an_erased_entry(world: World, says: str) -> None:
    case = world.open().id
    SAYS[says](world, case)
    target: EntryHash = world.desk.casework.refresh(case).case.entries[-1].entry
    word = "Qz7" if says == "a short word" else MARK
    world.review(case, "24-hour")
    world.as_("okell").erasure.erase_entry(case, target, **LAW)
    assert world.desk.assurance.verify().problems == ()
    world.desk.lock()
    assert pages_with(world.program.folder, word) == []
