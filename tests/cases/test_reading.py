"""How items read a case: whose fact, whose clock, which subjects; and the like of it is worked out once."""

import pytest

from sopcheck.cases.reading import Reading
from sopcheck.checklists.conditions import value_at
from sopcheck.checklists.definition import ClockId, FactId, KindId
from tests.cases.book import CALENDAR, REPORT, Book, checklist, item, utc

AT = "2026-05-08 12:00"
HELD, SUSPECT, DEVICE = FactId("held"), KindId("suspect"), KindId("device")


def reading(made: Book) -> Reading:
    return Reading(made.case(AT), CALENDAR, utc(AT))


@pytest.fixture
def chain() -> Book:
    """A suspect, another who belongs to the first, and a device of the second."""
    made = Book(checklist(item()))
    made.subject("Leader", REPORT, "suspect")
    made.subject("Driver", REPORT, "suspect", of="Leader")
    made.subject("Phone", REPORT, "device", of="Driver")
    return made


def test_a_fact_is_read_on_the_nearest_of_its_kind_and_not_on_those_above(chain: Book) -> None:
    chain.fact("held", REPORT, "no", of=("Leader",))
    found = reading(chain)
    assert value_at(found.fact(HELD, "Leader"), utc(AT)) == "no"
    # Adding a device says that whom it belongs to has one, and of that person alone.
    assert value_at(found.fact(HELD, "Driver"), utc(AT)) == "yes"
    assert value_at(found.fact(HELD, "Phone"), utc(AT)) == "yes"


def test_a_clock_is_looked_for_on_the_subject_and_then_on_whom_it_belongs_to(chain: Book) -> None:
    chain.clock("arrested", "2026-05-06 10:00", of="Leader")
    found = reading(chain)
    for of in ("Leader", "Driver", "Phone"):
        setting = found.clock(ClockId("arrested"), of)
        assert setting is not None
        assert setting.of == "Leader"


def test_subjects_of_a_kind_come_in_the_order_in_which_they_joined(chain: Book) -> None:
    found = reading(chain)
    assert [one.subject for one in found.subjects(SUSPECT)] == ["Leader", "Driver"]
    assert [one.subject for one in found.subjects(DEVICE)] == ["Phone"]
    assert found.subjects(KindId("child")) == ()


@pytest.mark.parametrize("of", [None, "Leader", "Driver", "Phone", "Nobody"])
@pytest.mark.parametrize("fact", ["held", "online", "at-risk", "unheard-of"])
def test_a_fact_reads_as_the_case_says_it(chain: Book, of: str | None, fact: str) -> None:
    chain.fact("online", "2026-05-06 10:00")
    found = reading(chain)
    assert found.fact(FactId(fact), of) == found.case.fact_history(FactId(fact), of)


def test_what_was_read_once_is_not_read_again(chain: Book) -> None:
    found = reading(chain)
    assert found.fact(HELD, "Phone") is found.fact(HELD, "Driver")
    assert found.plans is found.plans
