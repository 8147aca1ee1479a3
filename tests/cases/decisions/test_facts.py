"""Decisions about what is known: subjects, facts, clocks, dates of others; each with what is refused."""

from datetime import date

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.decisions import (
    ActRefusedError,
    ConfirmationNeededError,
    GateRefusedError,
    RoleRefusedError,
)
from sopcheck.cases.events import CaseClosed, FactSet, SubjectId
from sopcheck.checklists.definition import ClockId, FactId, KindId
from sopcheck.errors import RefusedError
from tests.cases.desk import AUDITOR, OKELL, TEAL, Desk, accepted, when

NOON = when(hours=2)


def kinds(*names: str) -> tuple[KindId, ...]:
    """Kinds of subjects."""
    return tuple(KindId(name) for name in names)


def peopled() -> Desk:
    """A desk with two suspects and a child."""
    desk = Desk()
    desk.add("suspect-a", "suspect")
    desk.add("suspect-b", "suspect")
    desk.add("child-a", "child", "victim")
    return desk


def test_a_subject_may_be_of_two_kinds() -> None:
    desk = peopled()
    assert desk.case.subjects["child-a"].kind_names == ("child", "victim")


def test_an_event_of_a_suspect_says_whose_it_is() -> None:
    desk = peopled()
    desk.add("arrest", "suspect-event", of="suspect-b")
    assert desk.case.subjects["arrest"].of == "suspect-b"


def test_the_only_one_it_can_belong_to_need_not_be_named() -> None:
    desk = Desk()
    desk.add("suspect-a", "suspect")
    desk.add("arrest", "suspect-event")
    assert desk.case.subjects["arrest"].of == "suspect-a"


@pytest.mark.parametrize(
    ("name", "kind", "of", "word"),
    [
        ("x", "weather", None, "kind of subject"),
        ("suspect-a", "suspect", None, "on the case already"),
        ("x", "suspect-event", None, "belongs to one suspect"),
        ("x", "suspect-event", "child-a", "not a suspect"),
        ("x", "suspect-event", "nobody", "no such suspect"),
        ("x", "location", "nobody", "no such subject"),
    ],
)
def test_a_subject_that_cannot_be_added_is_refused(name: str, kind: str, of: str | None, word: str) -> None:
    with pytest.raises(ActRefusedError, match=word):
        decisions.add_subject(peopled().acting(), SubjectId(name), kinds(kind), "Label", NOON, of=of)


@pytest.mark.parametrize("label", ["", "x" * 201, "two\nlines", "a\0b"])
def test_a_label_that_cannot_be_kept_is_refused(label: str) -> None:
    with pytest.raises(RefusedError, match="label"):
        decisions.add_subject(Desk().acting(), SubjectId("x"), kinds("child"), label, NOON)


def test_a_child_before_the_report_is_asked_about_and_a_device_is_not() -> None:
    acting = peopled().acting()
    before = when(hours=-3)
    with pytest.raises(ConfirmationNeededError, match="A child at this time comes before"):
        decisions.add_subject(acting, SubjectId("x"), kinds("child"), "X", before)
    assert decisions.add_subject(
        acting, SubjectId("x"), kinds("child"), "X", before, confirmed=True
    ).confirmed
    assert accepted(
        decisions.add_subject(acting, SubjectId("x"), kinds("device"), "X", before, of="suspect-a")
    )


def test_a_subject_ahead_of_now_is_refused() -> None:
    with pytest.raises(ActRefusedError, match="ahead"):
        decisions.add_subject(Desk().acting(), SubjectId("x"), kinds("child"), "X", when(hours=25))


def test_a_subject_gains_kinds_from_a_time_on() -> None:
    desk = peopled()
    desk.do(
        lambda acting: decisions.change_subject(
            acting, SubjectId("suspect-b"), NOON, add_kinds=kinds("child")
        )
    )
    assert desk.case.subjects["suspect-b"].since(KindId("child")) == NOON.at


@pytest.mark.parametrize(
    ("name", "more", "word"),
    [
        ("nobody", ("child",), "no such subject"),
        ("suspect-a", (), "Nothing was changed"),
        ("suspect-a", ("x",), "kind"),
    ],
)
def test_a_change_of_a_subject_that_says_nothing_is_refused(
    name: str, more: tuple[str, ...], word: str
) -> None:
    with pytest.raises(ActRefusedError, match=word):
        decisions.change_subject(peopled().acting(), SubjectId(name), NOON, add_kinds=kinds(*more))


def fact(desk: Desk, name: str, of: tuple[str, ...] = ()) -> FactSet:
    """Decide that a fact is so."""
    return decisions.set_fact(desk.acting(), FactId(name), "yes", NOON, of=of)


def test_a_fact_of_a_kind_is_that_of_all_there_are_so_far() -> None:
    assert fact(peopled(), "arrest-made").of == ("suspect-a", "suspect-b")


def test_a_fact_of_a_kind_may_name_one_of_them() -> None:
    assert fact(peopled(), "arrest-made", ("suspect-b",)).of == ("suspect-b",)


def test_a_fact_of_a_kind_that_nobody_is_yet_is_one_of_the_case() -> None:
    assert fact(Desk(), "arrest-made").of == ()


@pytest.mark.parametrize(
    ("name", "of", "word"),
    [
        ("weather", (), "asks for this fact"),
        ("arrest-made", ("child-a",), "not a suspect"),
        ("online-element", ("child-a",), "one of the case"),
    ],
)
def test_a_fact_that_cannot_be_set_is_refused(name: str, of: tuple[str, ...], word: str) -> None:
    desk = peopled()
    if name == "online-element":
        name = "child-at-risk"
    with pytest.raises(ActRefusedError, match=word):
        fact(desk, name, of)


def test_a_fact_that_the_program_works_out_is_not_typed() -> None:
    with pytest.raises(ActRefusedError, match="worked out by the program"):
        fact(Desk(), "limit-passed-present")


def test_a_fact_before_the_report_is_asked_about() -> None:
    with pytest.raises(ConfirmationNeededError):
        decisions.set_fact(Desk().acting(), FactId("child-at-risk"), "yes", when(minutes=-1))


def test_an_auditor_sets_no_fact() -> None:
    with pytest.raises(RoleRefusedError):
        decisions.set_fact(Desk().acting(AUDITOR), FactId("child-at-risk"), "yes", NOON)


def clock(desk: Desk, name: str, hours: float = 2, of: str | None = None) -> object:
    """Decide on a clock."""
    return decisions.set_clock(desk.acting(), ClockId(name), when(hours=hours), of=of)


def test_a_clock_may_lie_ahead_only_where_it_says_so() -> None:
    desk = peopled()
    assert clock(desk, "bail-start", 40, "suspect-a")
    with pytest.raises(ActRefusedError, match="ahead"):
        clock(desk, "suspect-released", 40, "suspect-a")


def test_a_clock_may_precede_the_report_without_a_question_where_it_says_so() -> None:
    desk = peopled()
    assert clock(desk, "suspect-released", -5, "suspect-a")
    with pytest.raises(ConfirmationNeededError):
        clock(desk, "allocated", -5)


@pytest.mark.parametrize(
    ("name", "of", "word"),
    [
        ("weather", None, "has this clock"),
        ("suspect-released", None, "belongs to one suspect"),
        ("suspect-released", "child-a", "not a suspect"),
        ("allocated", "child-a", "one of the case"),
        ("prosecutor", None, "Type the date in"),
        ("review-completed", None, "belongs to a review"),
    ],
)
def test_a_clock_that_cannot_be_set_is_refused(name: str, of: str | None, word: str) -> None:
    with pytest.raises(ActRefusedError, match=word):
        clock(peopled(), name, of=of)


def test_a_decision_of_no_further_action_is_refused_while_an_item_before_it_is_open() -> None:
    desk = peopled()
    desk.fact("nfa-proposed", of=("suspect-a",))
    with pytest.raises(GateRefusedError, match="authorise-nfa"):
        clock(desk, "nfa-decision", 5, "suspect-a")


def test_a_gate_about_one_suspect_does_not_look_at_another() -> None:
    desk = peopled()
    desk.fact("nfa-proposed")
    desk.answer("check-lines-before-nfa", of="suspect-a", by=OKELL)
    desk.answer("authorise-nfa", of="suspect-a", by=TEAL)
    assert accepted(clock(desk, "nfa-decision", 5, "suspect-a"))


def test_the_clock_of_closing_closes_the_case() -> None:
    desk = Desk()
    for item in (
        "hand-over-risk",
        "sweep-intelligence",
        "record-outcome",
        "set-retention",
        "close-with-review",
    ):
        desk.answer(item)
    assert isinstance(clock(desk, "case-closed", 5), CaseClosed)


def test_a_date_of_somebody_else_is_typed_in() -> None:
    desk = peopled()
    desk.add("plan", "action-plan")
    event = decisions.set_target(desk.acting(), ClockId("prosecutor"), date(2026, 9, 18), NOON)
    assert (event.date, event.of) == (date(2026, 9, 18), "plan")


def test_a_moment_is_not_typed_in_as_a_date() -> None:
    with pytest.raises(ActRefusedError, match="Give the time instead"):
        decisions.set_target(Desk().acting(), ClockId("allocated"), date(2026, 9, 18), NOON)
