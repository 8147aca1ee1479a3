"""The figures that a detective sees of a case agree, wherever they stand: one rule counts them all."""

from datetime import timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.duties import joined
from sopcheck.cases.events import Given, Place, Status, When
from sopcheck.cases.reviews.reviewed import Shown as OnPaper
from sopcheck.cases.summary import read_payload, summarise
from sopcheck.checklists.definition import ItemId, KindId
from sopcheck.cli.case_json import case_json
from sopcheck.errors import RefusedError
from sopcheck.records.status_content import status_of
from sopcheck.services.views import CaseView
from sopcheck.ui.case.outline import Shown, Wanted, is_open, parts_of, rows_of
from sopcheck.ui.case.stages import stage_rows
from tests.ui.case_book import CASE, CONTACT, BookCasework, two_packs
from tests.ui.fakes import CSE

TELL, CONTACTED = ItemId("tell-victim-of-suspect-event"), ItemId("contact-tell-events")
# The duty of both packs is often among what is answered: it is what could be counted twice.
ACTS = st.one_of(
    st.sampled_from(["victim", "suspect", "suspect-event", "tell", "contact", "day"]), st.integers(0, 400)
)
STATUSES = st.sampled_from(get_args(Status))


def act(made: BookCasework, what: str | int, status: Status) -> None:
    """Do something on a case; what it does not take, it does not."""
    made.now += timedelta(days=1) if what == "day" else timedelta(minutes=7)
    view = made.refresh(CASE)
    if what in {"victim", "suspect", "suspect-event"}:
        suspect = next(iter(view.case.subjects_of(KindId("suspect"))), None)
        of = suspect.subject if what == "suspect-event" and suspect else None
        made.add_subject(CASE, (KindId(str(what)),), str(what), When(made.now), of=of)
        return
    twin = {"tell": TELL, "contact": CONTACTED}.get(str(what))
    places = [one.place for one in view.evaluation.places if twin in {None, one.place.item}]
    if what != "day" and places:
        at = places[what % len(places) if isinstance(what, int) else -1]
        answer(made, at, status)


def answer(made: BookCasework, at: Place, status: Status) -> None:
    """Answer a place, with a reason where one is needed."""
    said = Given(status=status, reason="" if status == "done" else "Why")
    made.answer(CASE, at, said, When(made.now))


def figure(view: CaseView, shown: Shown) -> str:
    """The figure of a row of the stages."""
    return next(row.figure for row in stage_rows(view, parts_of(view.case)) if row.shown == shown)


def rows(view: CaseView, shown: Shown) -> list[Place]:
    """The places that are shown, folds opened."""
    parts = parts_of(view.case)
    wanted = Wanted(shown=shown, unfolded=frozenset(parts))
    found = rows_of(view, parts, wanted, label=view.subject_label)
    return [row.state.place for row in found if row.state is not None]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(ACTS, STATUSES), max_size=12))
def test_the_counts_agree(acts: list[tuple[str | int, Status]]) -> None:
    made = two_packs()
    for what, status in acts:
        try:
            act(made, what, status)
        except RefusedError:
            continue
    view = made.refresh(CASE)
    agree(made, view)


def agree(made: BookCasework, view: CaseView) -> None:
    """Check the work list, the command line, the stages, the outline and the status sheet of a case."""
    line, told = summarise(CASE, view.case, view.evaluation), case_json(made, view)
    assert figure(view, "all") == f"{line.answered} / {line.applicable}"
    assert (told["answered"], told["applicable"]) == (line.answered, line.applicable)
    stages = [figure(view, key).split(" / ") for key in parts_of(view.case)]
    assert [sum(int(one[n]) for one in stages) for n in (0, 1)] == [line.answered, line.applicable]
    states = {state.place: state for state in view.evaluation.places}
    seen = [states[at] for at in rows(view, "all")]
    lead = view.case.programme.lead
    assert len({lead(one.place).item for one in seen if one.applies == "yes"}) == line.applicable
    assert len({lead(one.place) for one in seen}) == len(seen)
    passed = [limit for limit in line.limits if limit.ends_at is not None and limit.ends_at < view.read_at]
    assert figure(view, "passed") == str(len(passed)) == str(len(rows(view, "passed")))
    following = [one.place for one in view.evaluation.next_five]
    assert [one.place for one in read_payload(line).next] == following
    assert figure(view, "next") == str(len(following)) == str(len(rows(view, "next")))
    sheet = status_of(on_paper(view))
    assert len(sheet.items) + sheet.left_out == sum(map(is_open, seen))
    assert sum(one.state == "passed" for one in sheet.items) == len(passed)


def on_paper(view: CaseView) -> OnPaper:
    """The case as documents take it."""
    return OnPaper(
        case=view.case,
        evaluation=view.evaluation,
        people=dict(view.people),
        standings={},
        calendar=view.calendar,
    )


def test_two_packs_that_share_a_duty_have_one_item_less_than_both_have() -> None:
    view = two_packs().refresh(CASE)
    asked = {(one.place.checklist, one.place.item) for one in view.evaluation.places if one.applies == "yes"}
    assert {(CSE, TELL), (CONTACT, CONTACTED)} <= asked
    assert figure(view, "all").endswith(f"/ {len(asked) - 1}")
    duties = joined(view.evaluation.places, view.case.programme)
    (shared,) = [duty for duty in duties if len(duty) > 1]
    assert [one.place.item for one in shared] == [TELL, CONTACTED]


def test_what_was_answered_not_done_is_neither_passed_nor_next_anywhere() -> None:
    made = two_packs()
    answer(made, Place(CSE, ItemId("record-crime")), "not done")
    made.now += timedelta(days=3)
    view = made.refresh(CASE)
    state = view.state(Place(CSE, ItemId("record-crime")))
    assert state is not None
    assert state.word == "passed"
    assert state.place not in rows(view, "passed")
    assert state.place not in rows(view, "next")
    agree(made, view)
