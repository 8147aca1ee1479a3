"""From a key or a button to a recorded answer: what is asked first, what is sent, what comes after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sopcheck.cases.authority import may
from sopcheck.cases.events import Given, Place, Status, When
from sopcheck.checklists.local_time import to_local
from sopcheck.ui.case.asking import Asking, ReasonAsked, Said, TimeAsked
from sopcheck.ui.case.item_acts import Offer, Way, offer_of, set_already
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.cases.states import Answer, PlaceState
    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import PersonId
    from sopcheck.ui.case.acts import CaseActs, Yes
    from sopcheck.ui.case.ask_form import AskForm
    from sopcheck.ui.case.item_pane import ItemPane

# A choice that ends like this takes a reason although something was done (`checklists.md`, decide-arrest).
_WITH_REASON = "with reason"
_STATUS: dict[Way, Status] = {
    "now": "done",
    "at": "done",
    "not done": "not done",
    "not applicable": "not applicable",
}


class Answering(QObject):
    """Answers the item in the pane. What was said last can be copied into the next answer."""

    answered = Signal(object)
    """The `Place` whose answer was saved."""

    def __init__(self, acts: CaseActs, pane: ItemPane) -> None:
        """Serve this pane."""
        super().__init__(pane)
        self._acts = acts
        self._pane = pane
        self._state: PlaceState | None = None
        self._last: tuple[When, str] | None = None
        self._warned: Way | None = None
        pane.bar.way_pressed.connect(self.press)
        pane.bar.form_closed.connect(self._on_form_closed)
        pane.fields.submitted.connect(self._on_submitted)

    @property
    def offer(self) -> Offer | None:
        """What can be done with the item that is shown."""
        return None if self._state is None else offer_of(self._acts.must_view, self._state)

    def take(self, state: PlaceState | None) -> None:
        """Answer this item from now on; another one puts a form away."""
        # The same item shown again, because time has gone on, must not close what is being typed.
        if state is None or self._state is None or state.place != self._state.place:
            self._pane.bar.close_form()
            self._pane.bar.line.clear()
            self._warned = None
        self._state = state

    def press(self, way: Way) -> None:
        """Answer in one of the four ways; what more must be known is asked for first."""
        offer = self.offer
        if self._state is None or offer is None:
            return
        # What is answered already is not answered over by a single key: its time is shown and can be changed.
        if way == "now" and "now" not in offer.ways:
            way = "at"
        if way not in offer.ways:
            return
        if way in ("now", "at") and self._wants_choice(way):
            return
        if way == "now" and not self._wants_reason():
            self._send(self._pane.fields.given("done"), self._now())
            return
        self._ask(way, offer, self._state)

    def copy_last(self) -> None:
        """Ask for *done at* with the time and reference of the answer before, to be looked at and saved."""
        if self._last is None:
            self._pane.bar.line.say(self.tr("There is no answer to copy from yet; give one first."))
            return
        when, reference = self._last
        self._pane.fields.take_reference(reference)
        if self._state is not None and (offer := self.offer) is not None and "at" in offer.ways:
            self._ask("at", offer, self._state, start=when)

    def _wants_choice(self, way: Way) -> bool:
        """Ask once for the choice that the item wants; pressing again says that there is none to give."""
        choice = self._pane.fields.choice
        if not choice.asked or choice.value() or self._warned is not None:
            return False
        # Asked for once and never in the way: whoever has no choice to give presses again (`domain.md` 9, 2).
        self._warned = way
        self._pane.bring_into_sight(choice)
        self._pane.bar.line.say(self.tr("Choose one first, then press the same key again, or Enter."))
        choice.begin()
        return True

    def _wants_reason(self) -> bool:
        return self._pane.fields.choice.value().endswith(_WITH_REASON)

    def _ask(self, way: Way, offer: Offer, state: PlaceState, *, start: When | None = None) -> None:
        # What is changed starts from what stands; an answer that is new has empty fields in the pane already.
        self._pane.fields.begin_change()
        before = start or self._stands(offer, state)
        asking = Asking(
            title=_title(way, offer),
            primary=tr("Save"),
            time=TimeAsked(words=tr("When was it done?"), start=before) if way == "at" else None,
            people=self._people(offer, state) if way == "at" else (),
            reasons=tuple(self._reasons(way, offer, state)),
        )
        self._pane.bar.ask(asking, partial(self._on_said, way, offer))
        self._pane.bring_into_sight(self._pane.fields)

    def _stands(self, offer: Offer, state: PlaceState) -> When | None:
        """The time that stands: of the answer that is changed, or of the clock that a new one would set."""
        if state.answer and offer.standing != "new":
            return _when_of(state.answer)
        known = set_already(self._acts.must_view, state)
        return None if known is None else When(to_local(known, self._acts.session.zone))

    def _people(self, offer: Offer, state: PlaceState) -> tuple[tuple[PersonId, str], ...]:
        """Who may have done it: first who is said to have, else who is at the desk."""
        view = self._acts.must_view
        likeliest = state.answer.done_by if state.answer and offer.standing != "new" else view.me.person
        able = [person for person in view.people.values() if may(person, "answer")]
        # The sort is stable, so the others keep the order in which they were enrolled.
        able.sort(key=lambda person: person.person != likeliest)
        return tuple((person.person, person.name) for person in able)

    def _reasons(self, way: Way, offer: Offer, state: PlaceState) -> list[ReasonAsked]:
        key = draft_key(self._acts.case, state.place)
        asked: list[ReasonAsked] = []
        if way in ("not done", "not applicable"):
            asked.append(ReasonAsked(words=tr("Why?"), draft=f"{key}/reason"))
        elif self._wants_reason():
            asked.append(ReasonAsked(words=tr("The reason for this choice"), draft=f"{key}/reason"))
        # Asked last, so that the reasons of the answer itself keep their place.
        if offer.treats(way) == "correct":
            hint = tr("The old answer stays in the history and prints with this reason.")
            asked.append(ReasonAsked(words=tr("Why is it corrected?"), draft=f"{key}/correction", hint=hint))
        return asked

    def _on_said(self, way: Way, offer: Offer, form: AskForm, said: Said) -> None:
        corrects = offer.treats(way) == "correct"
        reasons = said.reasons[:-1] if corrects else said.reasons
        form.wait()
        self._send(
            self._pane.fields.given(_STATUS[way], reason=reasons[0] if reasons else ""),
            said.when or self._now(),
            form=form,
            done_by=said.person,
            correction=said.reasons[-1] if corrects else None,
        )

    def _send(
        self,
        given: Given,
        done: When,
        *,
        form: AskForm | None = None,
        done_by: PersonId | None = None,
        correction: str | None = None,
    ) -> None:
        if self._state is None:
            return
        case, place, fields = self._acts.case, self._state.place, self._pane.fields
        of = (place.of, *fields.subjects()) if fields.subjects() and place.of is not None else ()
        also = fields.also()
        self._pane.bar.line.clear()
        self._acts.do(
            lambda casework, confirmed: (
                casework.answer(
                    case, place, given, done, of=of, also=also, done_by=done_by, confirmed=confirmed
                )
                if correction is None
                else casework.correct(
                    case, place, given, done, reason=correction, done_by=done_by, confirmed=confirmed
                )
            ),
            places=(place, *(Place(place.checklist, place.item, one) for one in of[1:]), *also),
            first=partial(self._forget, place, form, self._draft_keys(form)),
            done=partial(self._on_saved, place, given, done),
            failed=partial(self._on_refused, place, form),
            ask=partial(self._on_question, place, form),
        )

    def _draft_keys(self, form: AskForm | None) -> tuple[str, ...]:
        return (*self._pane.fields.draft_keys, *(form.draft_keys if form is not None else ()))

    def _is_here(self, place: Place) -> bool:
        return self._state is not None and self._state.place == place

    def _forget(self, place: Place, form: AskForm | None, keys: tuple[str, ...]) -> None:
        """What was typed is saved: it is no draft any more, wherever the person has gone meanwhile."""
        bar = self._pane.bar
        if form is not None and bar.holds(form):
            form.finish()
            bar.close_form()
        if self._is_here(place):
            self._pane.fields.forget()
        forget_drafts(self._acts, keys)

    def _on_refused(self, place: Place, form: AskForm | None, error: SopcheckError) -> None:
        bar = self._pane.bar
        if form is not None and bar.holds(form):
            form.refuse(error)
        elif self._is_here(place):
            bar.line.refuse(error)
        else:
            self._acts.refused.emit(error)

    def _on_question(self, place: Place, form: AskForm | None, sentence: str, yes: Yes) -> None:
        bar = self._pane.bar
        if form is not None and bar.holds(form):
            form.ask(sentence, yes)
        elif self._is_here(place):
            bar.question.ask(sentence, yes)
        else:
            self._acts.confirm_wanted.emit(sentence, yes)

    def _on_saved(self, place: Place, given: Given, done: When) -> None:
        # Only what was saved may be copied: a refused time would be refused again.
        self._last = (done, given.reference)
        self._warned = None
        self.answered.emit(place)

    def _on_submitted(self) -> None:
        """Enter in a field does what the primary button below would do, or what was begun with a choice."""
        if self._pane.bar.form is not None:
            self._pane.bar.form.primary.click()
            return
        self.press(self._warned or "now")

    def _on_form_closed(self) -> None:
        offer = self.offer
        if offer is not None and offer.standing != "new":
            self._pane.fields.hide()

    def _now(self) -> When:
        return now_of(self._acts)


def now_of(acts: CaseActs) -> When:
    """The present moment as a wall time, to the minute as people give times."""
    session = acts.session
    # Seconds would put an act after what was typed to the minute in that same minute.
    return When(to_local(session.now(), session.zone).replace(second=0, microsecond=0))


def forget_drafts(acts: CaseActs, keys: tuple[str, ...]) -> None:
    """Keep what was half typed under these keys no more."""
    drafts = acts.session.desk.drafts

    def forget_all() -> None:
        """Forget them in one piece of work, so that what is saved next waits for one and not for each."""
        for key in keys:
            drafts.forget(key)

    acts.session.tasks.run(acts, forget_all, lambda _: None)


def draft_key(case: str, place: Place) -> str:
    """Under which half-typed texts of a place are kept; the name of the field follows."""
    return f"case:{case}/{place.checklist}/{place.item}/{place.of or ''}"


def _when_of(answer: Answer) -> When:
    return When(answer.done, answer.precision)


def _title(way: Way, offer: Offer) -> str:
    status = {
        "now": tr("Done"),
        "at": tr("Done"),
        "not done": tr("Not done"),
        "not applicable": tr("Not applicable"),
    }[way]
    treated = offer.treats(way)
    if treated == "new":
        return status
    does = tr("Correct the answer") if treated == "correct" else tr("Change the answer")
    return (
        does
        if offer.status == _STATUS[way]
        else tr("{does}: {status}").format(does=does, status=status.lower())
    )
