"""A story says what was done, when it was done, and when it was typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sopcheck.bootstrap import Program
from sopcheck.cli.demo.holding import Held, begin, review
from sopcheck.cli.demo.performing import StoryClock, perform
from sopcheck.cli.demo.routine import work_through
from sopcheck.cli.demo.story import Story, days_before, local
from sopcheck.errors import RefusedError
from sopcheck.services.desk import Desk
from sopcheck.services.views import CaseView, Conclusion
from tests.world import PASSPHRASE, copied, program_in, template

REPORT = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
ON_TRACK = Conclusion(outcome="on track", reasons="Sound plan")


@pytest.fixture
def program(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program on a vault with three people, at the moment of the report."""
    copied(template(tmp_path_factory), tmp_path / "vault")
    return program_in(tmp_path / "vault", StoryClock(REPORT))


@pytest.fixture
def told(program: Program) -> Story:
    """A case with a child on it, while it is told."""
    story = Story("NV/1", REPORT, {label.label: label.person for label in program.access.people()})
    story.open("farrow", "30m", operation="Heather", district="Sheffield")
    story.subject("farrow", "child", "child victim", "Child A, 15", "0m", typed="35m")
    story.fact("farrow", "victim-is-child", "yes", "0m", of="child", typed="36m")
    return story


@contextmanager
def performed(program: Program, story: Story) -> Iterator[Desk]:
    """Perform the story, and look at it as DS Okell three days after the report."""
    clock = program.clock
    assert isinstance(clock, StoryClock)
    perform(program, clock, story.steps, people=story.people, passphrase=PASSPHRASE)
    clock.reach(REPORT + timedelta(days=3))
    desk = program.unlock(story.people["okell"], PASSPHRASE)
    yield desk
    desk.lock()


def perform_in(program: Program, story: Story) -> CaseView:
    """Perform the story and look at the case."""
    with performed(program, story) as desk:
        return desk.casework.refresh(story.case)


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("0 10:00", datetime(2026, 5, 11, 9, 0, tzinfo=UTC)),
        ("3 00:00", datetime(2026, 5, 13, 23, 0, tzinfo=UTC)),
        ("35m", datetime(2026, 5, 11, 8, 35, tzinfo=UTC)),
        ("1d2h", datetime(2026, 5, 12, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_time_is_a_day_with_a_wall_time_or_a_span_after_the_report(at: str, moment: datetime) -> None:
    assert Story("NV/1", REPORT, {}).when(at) == moment


def test_days_before_are_days_of_the_force_also_when_the_clocks_change() -> None:
    now = datetime(2026, 10, 26, 0, 30, tzinfo=UTC)
    assert days_before(now, 2, "09:40") == datetime(2026, 10, 24, 8, 40, tzinfo=UTC)
    assert days_before(now, 0, "09:40") == datetime(2026, 10, 26, 9, 40, tzinfo=UTC)


def test_what_says_no_time_of_typing_is_typed_soon_after_and_in_order() -> None:
    story = Story("NV/1", REPORT, {})
    for at in ("0 10:00", "0 10:05", "0 10:06", "2 09:00"):
        story.note("farrow", at, "A call")
    typed = [step.typed for step in story.steps]
    assert typed == sorted(typed)
    assert typed[0] > story.when("0 10:00")
    assert typed[3] > story.when("2 09:00")


def test_a_case_is_told_as_it_happened(program: Program, told: Story) -> None:
    told.answer("farrow", "see-child", "3h", of="child")
    told.answer("farrow", "record-crime", "4h", reference="1")
    told.note("farrow", "5h", "The school rang")
    view = perform_in(program, told)
    answer = view.case.answer(told.place("see-child", "child"))
    assert answer is not None
    assert (answer.done, answer.recorded > answer.done) == (told.when("3h"), True)
    assert [note.text for note in view.case.notes] == ["The school rang"]


def test_a_correction_keeps_what_it_does_not_change(program: Program, told: Story) -> None:
    told.answer("farrow", "record-crime", "4h", reference="1", text="Kept")
    told.do("okell", "5h", lambda desk, _: desk.casework.note(told.case, "Seen", local(told.when("5h"))))
    told.correct("farrow", "record-crime", "3h", typed="6h", reason="Misread", reference="2")
    view = perform_in(program, told)
    history = view.case.history(told.place("record-crime"))
    assert [(one.given.reference, one.given.text, one.done) for one in history] == [
        ("1", "Kept", told.when("4h")),
        ("2", "Kept", told.when("3h")),
    ]


def test_one_act_may_meet_another_item(program: Program, told: Story) -> None:
    told.answer("farrow", "record-crime", "4h", also="apply-exploitation-flag")
    view = perform_in(program, told)
    assert view.case.answer(told.place("apply-exploitation-flag")) is not None


def test_limits_are_explained_one_after_the_other(program: Program, told: Story) -> None:
    told.explain("farrow", "2 10:00", "Away", "record-crime", "research-systems")
    view = perform_in(program, told)
    explained = view.case.explanations
    written = [explained[told.place(name)][0].recorded for name in ("record-crime", "research-systems")]
    assert written[1] - written[0] == timedelta(minutes=1)


def test_a_review_asks_judges_orders_and_signs(program: Program, told: Story) -> None:
    review(
        told,
        "okell",
        "24-hour",
        "1 12:00",
        Held(
            conclusion=ON_TRACK,
            said={"review-risk-now": "high: Not seen", "review-lines": "CCTV first"},
            judged={"record-crime": ("action", "At once")},
            otherwise=("justified", "The unit was away"),
            actions=(("Fetch the CCTV", "farrow", 3),),
            directions={"record-crime": "Record it today"},
        ),
    )
    view = perform_in(program, told)
    (held,) = view.case.held_reviews
    assert (held.event.risk, held.event.outcome) == ("high: Not seen", "on track")
    assert {one.verdict for all_ in view.case.judgements.values() for one in all_} == {"action", "justified"}
    assert [(one.text, one.state) for one in view.case.actions] == [("Fetch the CCTV", "open")]
    assert [one.text for one in view.case.directions] == ["Record it today"]


def test_an_action_is_finished_by_how_it_begins(program: Program, told: Story) -> None:
    held = Held(conclusion=ON_TRACK, actions=(("Fetch the CCTV", "farrow", 3),))
    review(told, "okell", "24-hour", "0 16:00", held)
    told.finish("farrow", "1 10:00", "Fetch", "Fetched")
    view = perform_in(program, told)
    assert [(one.state, one.result) for one in view.case.actions] == [("complete", "Fetched")]


def test_a_review_may_be_left_half_written(program: Program, told: Story) -> None:
    begin(told, "okell", "0 16:00", Held(conclusion=ON_TRACK, said={"review-lines": "CCTV first"}))
    with performed(program, told) as desk:
        opened = desk.supervision.open(told.case)
    assert (opened.draft.outcome, len(opened.draft.discharges)) == ("on track", 1)
    assert not opened.view.case.held_reviews


def test_a_days_work_answers_what_is_yours_and_sets_nothing_going(program: Program, told: Story) -> None:
    work_through(told, "farrow", "0 17:00", leave=("place-markers",))
    view = perform_in(program, told)
    answered = {state.place.item: state for state in view.evaluation.places if state.answer}
    assert {"record-crime", "see-child"} <= set(answered)
    assert not {"place-markers", "allocate-investigator", "refer-to-social-care"} & set(answered)
    assert {state.word for state in answered.values()} <= {"met", "not started", None}
    assert not view.evaluation.exceptions.late_records_and_corrections


def test_work_may_be_limited_to_some_items(program: Program, told: Story) -> None:
    work_through(told, "farrow", "0 17:00", only=("see-child",))
    view = perform_in(program, told)
    assert [state.place.item for state in view.evaluation.places if state.answer] == ["see-child"]


def test_what_the_rules_refuse_is_not_told(program: Program, told: Story) -> None:
    told.answer("farrow", "record-crime", "4h", status="not done")
    with pytest.raises(RefusedError, match="reason"):
        perform_in(program, told)
