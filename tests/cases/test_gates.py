"""What must come before a gate (convention 17)."""

import pytest

from sopcheck.cases.acting import Acting
from sopcheck.cases.events import CaseReopened, GateOverridden
from sopcheck.cases.gates import is_hard, open_before
from sopcheck.cases.gating import require_open_gate
from sopcheck.cases.refusals import GateRefusedError
from sopcheck.checklists.definition import ClockId
from tests.cases.book import CALENDAR, REPORT, Book, before, checklist, item, place, utc, when
from tests.cases.desk import OKELL

CLOSED, DECIDED = ClockId("case-closed"), ClockId("decided")


def waiting(
    made: Book, gate: ClockId = CLOSED, of: str | None = None, at: str = "2026-06-01 09:00"
) -> list[str]:
    found = open_before(made.case(), made.evaluation(at), gate, of=of)
    return [
        state.place.item if state.place.of is None else f"{state.place.item} @ {state.place.of}"
        for state in found
    ]


def closing() -> Book:
    return Book(checklist(item("sweep", gate=before("case-closed")), item("other")))


def test_two_gates_are_hard_and_the_others_are_only_shown() -> None:
    case = closing().case()
    assert [is_hard(case, ClockId(name)) for name in ("case-closed", "decided", "arrested", "none")] == [
        True,
        True,
        False,
        False,
    ]


def test_an_open_item_waits_and_not_applicable_closes_it_but_not_done_does_not() -> None:
    made = closing()
    assert waiting(made) == ["sweep"]
    made.answer("sweep", "2026-05-06 09:00", status="not done")
    assert waiting(made) == ["sweep"]
    made.answer("sweep", "2026-05-06 10:00", status="not applicable")
    assert waiting(made) == []


def test_an_item_that_only_may_apply_or_has_no_subject_yet_does_not_wait() -> None:
    made = Book(
        checklist(
            item("a", gate=before("case-closed"), applies_when="online"),
            item("b", gate=before("case-closed"), repeats_for="child"),
        )
    )
    assert waiting(made) == []


def test_a_gate_about_one_suspect_looks_only_at_that_suspect() -> None:
    made = Book(
        checklist(
            item("check", gate=before("decided"), repeats_for="suspect"),
            item("image", gate=before("decided"), repeats_for="device"),
            item("tell", gate=before("decided"), repeats_for="victim"),
            item("log", gate=before("decided")),
        )
    )
    for name in ("a", "b"):
        made.subject(name, REPORT, "suspect")
        made.subject(f"device-{name}", REPORT, "device", of=name)
    made.subject("v", REPORT, "victim")
    assert waiting(made, DECIDED, "a") == ["check @ a", "image @ device-a", "tell @ v", "log"]


def override(made: Book, at: str) -> None:
    made.add(GateOverridden(at=when(at), place=place("sweep"), gate=CLOSED, reason="Known"), by="okell")


def test_an_override_lets_the_gate_pass_and_the_item_prints_as_not_met() -> None:
    made = closing()
    override(made, "2026-05-06 09:00")
    assert waiting(made) == []
    made.clock("case-closed", "2026-05-06 10:00")
    assert made.word("sweep", "2026-05-07 09:00") == "gate not met"


def reopened() -> Book:
    made = closing()
    override(made, "2026-05-06 09:00")
    made.clock("case-closed", "2026-05-06 10:00")
    made.answer("other", "2026-05-06 11:00")
    made.add(CaseReopened(at=when("2026-05-10 10:00"), why="New"))
    return made


def test_on_reopening_the_gate_is_open_again_and_the_first_stays_as_it_was() -> None:
    made = reopened()
    state = made.state("sweep", "2026-05-11 09:00")
    assert [limit.word for limit in state.rounds] == ["gate not met", "gate open"]
    assert len(made.evaluation("2026-05-11 09:00").exceptions.gates_not_met) == 1
    assert waiting(made) == ["sweep"]


def test_an_addendum_to_a_closed_case_changes_no_gate_but_meets_the_next() -> None:
    made = closing()
    made.clock("case-closed", "2026-05-06 10:00")
    made.answer("sweep", "2026-05-07 10:00")
    assert made.word("sweep", "2026-05-08 09:00") == "gate not met"
    made.add(CaseReopened(at=when("2026-05-10 10:00"), why="New"))
    assert made.word("sweep", "2026-05-11 09:00") == "gate met"


def test_a_gate_is_found_at_the_moment_of_the_event() -> None:
    made = closing()
    made.answer("sweep", "2026-05-06 09:00")
    assert open_before(made.case(), made.evaluation("2026-05-06 09:00"), CLOSED, of=None) == ()
    assert made.case().clock(CLOSED) is None
    assert utc(REPORT) < utc("2026-05-06 09:00")


def test_an_override_that_came_before_a_closing_is_no_more_for_the_next() -> None:
    made = closing()
    override(made, "2026-05-06 13:00")
    # Typed with times before the override: what counts is the order in which they were recorded.
    made.clock("case-closed", "2026-05-06 10:00", recorded="2026-05-06 14:00")
    made.add(CaseReopened(at=when("2026-05-06 12:00"), why="New witness"), recorded="2026-05-06 15:00")
    assert waiting(made) == ["sweep"]
    override(made, "2026-05-06 16:00")
    assert waiting(made) == []


def test_every_item_that_waits_is_named_however_many_there_are() -> None:
    names = [f"sweep-{number}" for number in range(12)]
    made = Book(checklist(*[item(name, gate=before("case-closed")) for name in names]))
    acting = Acting(
        case=made.case(),
        definitions=made.definitions,
        calendar=CALENDAR,
        by=OKELL,
        now=utc("2026-06-01 09:00"),
    )
    with pytest.raises(GateRefusedError) as refused:
        require_open_gate(acting, CLOSED, of=None)
    assert str(refused.value).endswith(f" ({', '.join(names)})")


def test_the_sentence_of_a_gate_names_items_by_prompt_and_never_by_id() -> None:
    places = (place("sweep-1"),)
    refused = GateRefusedError("First answer “Sweep”.", places=places)
    assert (refused.sentence, str(refused)) == ("First answer “Sweep”.", "First answer “Sweep”. (sweep-1)")
