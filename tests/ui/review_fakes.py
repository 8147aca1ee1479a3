"""Reviews without a vault: a case in memory, real decisions and evaluations, and a record of two pages."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from PySide6.QtWidgets import QAbstractButton, QWidget

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import Action, allowed
from sopcheck.cases.case import Case
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import (
    ActionId,
    CaseEvent,
    CaseId,
    Discharged,
    Given,
    Place,
    ReviewHeld,
    ReviewId,
    When,
)
from sopcheck.cases.register.register import Person
from sopcheck.cases.reviews.reviewed import FrozenRecord
from sopcheck.cases.summary import summarise
from sopcheck.checklists.definition import ChecklistId, ItemId, ScheduleId
from sopcheck.errors import SopcheckError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.case_books import Decided
from sopcheck.services.casework import Casework
from sopcheck.services.conclusions import held_of, with_answers
from sopcheck.services.review_views import review_view
from sopcheck.services.signing import Shown
from sopcheck.services.supervision import Supervision
from sopcheck.services.views import CaseView, Conclusion, QueueRow, ReviewView, SignedReview, Worklist
from sopcheck.services.work_queue import queue_rows
from tests.cases.desk import CALENDAR, DEFINITIONS, place
from tests.cases.desk import Desk as CaseDesk
from tests.ui.fakes import NOTHING, NOW, FakeDesk
from tests.ui.record_fakes import FakePrinting, pdf

CASE = CaseId("c1")
REVIEWS = ChecklistId("supervisor-review")
BEFORE = ReviewId("earlier")
OKELL = Person(
    person=PersonId("okell"), name="DS Okell", number="877", rank="sergeant", roles=("supervisor",)
)
FARROW = Person(
    person=PersonId("farrow"), name="DC Farrow", number="1042", rank="constable", roles=("investigator",)
)
BOTH = Person(
    person=PersonId("farrow"), name="DS Farrow", number="1042", rank="sergeant", roles=("supervisor",)
)
NOTHING_FROZEN = FrozenRecord(signed=b"", digest="", code="ABCD", texts={})
FIRST_REVIEW = (Discharged(rule=ScheduleId("24-hour")),)

Decide = Callable[[Acting], CaseEvent]


def at(text: str) -> When:
    """A wall time of those days: `30 09:15` is in April, every other day in May 2026."""
    day, clock = text.split()
    month = 4 if int(day) == 30 else 5
    return When(datetime.fromisoformat(f"2026-{month:02}-{int(day):02}T{clock}:00+01:00"))


class Story:
    """A case from its report on Thu 30 Apr to the morning of Thu 7 May: a child, a suspect, passed limits."""

    def __init__(self, me: Person = OKELL) -> None:
        self.desk = CaseDesk()
        self.me = me
        self.last_look: datetime | None = None
        self.desk.add("Child A", "child", "victim")
        self.desk.add("Suspect 1", "suspect")

    def tell(self, when: str, decide: Decide, *, by: Person = FARROW) -> None:
        """Somebody does something at a moment."""
        self.desk.now = at(when).at
        self.desk.do(decide, by=by)

    def answer(self, item: str, when: str, *, of: str | None = None, done: str = "", **given: str) -> None:
        """The investigator answers an item."""
        said = Given(**({"status": "done"} | given))  # type: ignore[arg-type]  # a test names a status
        self.tell(when, lambda acting: decisions.answer(acting, place(item, of), said, at(done or when)))

    def hold(self, when: str, **said: Given) -> None:
        """DS Okell holds the first review, and answers these questions (`_` for `-`) in it."""
        self.tell(when, lambda acting: decisions.open_review(acting, BEFORE, at(when)), by=OKELL)
        for question, given in said.items():
            self._say(question.replace("_", "-"), given, when)
        held = ReviewHeld(at=at(when), review=BEFORE, discharges=FIRST_REVIEW, outcome="on track")
        self.tell(when, lambda acting: decisions.hold_review(acting, held), by=OKELL)

    def _say(self, question: str, given: Given, when: str) -> None:
        where = Place(REVIEWS, ItemId(question), BEFORE)
        self.tell(when, lambda acting: decisions.answer(acting, where, given, at(when)), by=OKELL)

    @property
    def case(self) -> Case:
        return self.desk.case

    def act(self, decide: Callable[[Acting], Decided]) -> None:
        """Whoever sits at the desk does something now, a minute after the last thing."""
        self.desk.now = max(self.desk.now, NOW) + timedelta(minutes=1)
        decided = decide(self.desk.acting(self.me))
        for event in decided if isinstance(decided, tuple) else (decided,):
            self.desk.record(event, by=self.me)

    def acting(self) -> Acting:
        self.desk.now = max(self.desk.now, NOW)
        return self.desk.acting(self.me)

    def view(self) -> CaseView:
        acting = self.acting()
        people = {person.person: person for person in (OKELL, FARROW, self.me)}
        return CaseView(
            id=CASE,
            case=acting.case,
            evaluation=evaluate(acting.case, DEFINITIONS, CALENDAR, acting.now),
            people=people,
            definitions=DEFINITIONS,
            calendar=CALENDAR,
            me=self.me,
            may=frozenset(allowed(self.me)),
            read_at=acting.now.astimezone(UTC),
        )


def busy_story(me: Person = OKELL) -> Story:
    """What a supervisor finds after a week: exceptions of every kind, a review held, an action of before."""
    story = Story(me)
    story.answer("record-crime", "1 12:00", reference="14/12345/26")
    story.tell(
        "1 14:00",
        lambda acting: decisions.explain(acting, place("record-crime"), reason="System was down"),
    )
    story.answer("tell-duty-supervisor", "30 11:00")
    story.answer("assess-immediate-risk", "2 16:00", done="30 10:40", text="High; seen at home")
    story.hold(
        "1 09:30",
        review_other_children=Given(status="done", text="Sibling seen, safe"),
        review_language=Given(status="done", text="None found"),
        review_lines=Given(status="done", text="CCTV outstanding"),
        review_network=Given(status="done", choice="suspected"),
        review_risk_now=Given(status="done", choice="medium", text="Contact has stopped"),
    )
    story.tell(
        "1 09:40",
        lambda acting: decisions.raise_action(
            acting,
            ActionId("old"),
            "Seize the hotel register",
            owner=FARROW,
            due=date(2026, 5, 4),
            at=at("1 09:40"),
            review=BEFORE,
        ),
        by=OKELL,
    )
    story.answer("research-systems", "3 10:00", status="not done", reason="Waiting for access")
    story.answer("apply-exploitation-flag", "3 10:05", status="not applicable", reason="The call handler did")
    story.tell(
        "5 09:00",
        lambda acting: decisions.correct(
            acting,
            place("tell-duty-supervisor"),
            given=Given(status="done", text="DI Marsh told too"),
            done=at("30 11:20"),
            reason="Wrong time in the notebook",
        ),
    )
    return story


def pressed(parent: QWidget, name: str) -> None:
    """Press the one button of this name that is seen."""
    found = [one for one in parent.findChildren(QAbstractButton) if one.accessibleName() == name]
    (button,) = [one for one in found if one.isVisibleTo(parent)]
    button.click()


class StorySupervision(Supervision):
    """The service on a story: it decides and evaluates as the real one does, in memory."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.kept: dict[ReviewId, Conclusion] = {}
        self.signed: list[Conclusion] = []
        self.previewed: list[Conclusion] = []
        self.shown: dict[ReviewId, Conclusion] = {}
        self.acts: list[Action] = []
        self.looks = 0
        self.refusal: SopcheckError | None = None
        self._new_id = lambda: f"id-{len(story.desk.entries)}"

    def open(self, case: CaseId, meant_for: tuple[Discharged, ...] = ()) -> ReviewView:
        self._refuse()
        review = ReviewId("now")
        if review not in self.story.case.opened_reviews:
            self.story.act(lambda acting: decisions.open_review(acting, review, acting.when()))
        return self.view(case, review)

    def view(self, case: CaseId, review: ReviewId) -> ReviewView:
        return review_view(
            self.story.view(), review, draft=self.kept.get(review), last_look=self.story.last_look
        )

    def queue(self, *, everybody: bool = False) -> tuple[QueueRow, ...]:
        view = self.story.view()
        row = summarise(CASE, view.case, view.evaluation)
        return queue_rows([row], people=view.people, now=NOW)

    def looked(self, case: CaseId) -> None:
        self.looks += 1

    def refresh(self, case: CaseId) -> CaseView:
        return self.story.view()

    def _act(self, case: CaseId, action: Action, decide: Callable[[Acting], Decided]) -> CaseView:
        self._refuse()
        self.acts.append(action)
        self.story.act(decide)
        return self.story.view()

    def _person(self, person: PersonId) -> Person:
        return self.story.view().people[person]

    def keep(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> None:
        self.kept[review] = conclusion

    def preview(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> bytes:
        self.decided(review, conclusion)
        self.previewed.append(conclusion)
        return pdf(2, "PREVIEW, NOT SIGNED")

    def show_to_sign(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> Shown:
        held = self.decided(review, conclusion)
        self.previewed.append(conclusion)
        shown = Shown(
            case=case, held=held, frozen=NOTHING_FROZEN, last=None, pdf=pdf(2, "PREVIEW, NOT SIGNED")
        )
        self.shown[review] = conclusion
        return shown

    def sign(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> SignedReview:
        return self.sign_shown(self.show_to_sign(case, review, conclusion))

    def sign_shown(self, shown: Shown) -> SignedReview:
        self._refuse()
        self.story.act(lambda _: shown.held)
        self.signed.append(self.shown[shown.held.review])
        return SignedReview(view=self.story.view(), review=shown.held.review, code="ABCD", signed_at=NOW)

    def decided(self, review: ReviewId, conclusion: Conclusion) -> ReviewHeld:
        self._refuse()
        acting = self.story.acting()
        full = with_answers(conclusion, self.view(CASE, review).questions)
        return decisions.hold_review(acting, held_of(review, full, at=When(acting.now), calendar="c"))

    def _refuse(self) -> None:
        if self.refusal is not None:
            raise self.refusal


class StoryCasework(Casework):
    """Views the case of a story; the sentences are the real ones."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.viewed: list[CaseId] = []
        self._words_to_avoid = {"lifestyle": "what happened to the child"}

    def worklist(self) -> Worklist:
        return NOTHING

    def view(self, case: CaseId) -> CaseView:
        self.viewed.append(case)
        return self.story.view()

    def refresh(self, case: CaseId) -> CaseView:
        return self.story.view()


class ReviewDesk(FakeDesk):
    """A fake desk whose one case is a story."""

    story: Story
    reviewing: StorySupervision
    viewing: StoryCasework
    printed: FakePrinting

    def __init__(self, story: Story) -> None:
        super().__init__(me=story.me)
        reviewing, viewing, printed = StorySupervision(story), StoryCasework(story), FakePrinting()
        parts = {
            "story": story,
            "reviewing": reviewing,
            "supervision": reviewing,
            "viewing": viewing,
            "casework": viewing,
            "printing": printed,
            "printed": printed,
        }
        for name, part in parts.items():
            object.__setattr__(self, name, part)
