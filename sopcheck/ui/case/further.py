"""Further acts on an item: explaining or extending a limit, overriding a gate, regrading, setting a clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sopcheck.cases.events import SubjectId, When
from sopcheck.checklists.definition import KindId
from sopcheck.ledger.entry import EntryHash
from sopcheck.ui.case.answering import draft_key, forget_drafts, now_of
from sopcheck.ui.case.asking import Asking, ReasonAsked, Said, TimeAsked
from sopcheck.ui.case.item_acts import Further, direction_to_answer, offer_of
from sopcheck.ui.case.item_text import answer_words
from sopcheck.ui.case.row_words import plain
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from sopcheck.cases.states import LimitState, PlaceState
    from sopcheck.ui.case.acts import Act, CaseActs
    from sopcheck.ui.case.ask_form import AskForm
    from sopcheck.ui.case.item_pane import ItemPane
    from sopcheck.ui.case.unknown import UnknownFact

Prepared = tuple[Asking, Callable[[Said], "Act"]]
"""What is asked, and how what was said becomes an act."""


class FurtherActs(QObject):
    """Asks at the foot of the pane and does what was asked for."""

    subject_wanted = Signal(str)
    """A subject of this kind is to be added."""

    def __init__(self, acts: CaseActs, pane: ItemPane) -> None:
        """Serve this pane."""
        super().__init__(pane)
        self._acts = acts
        self._pane = pane
        self._state: PlaceState | None = None
        self._prepare: dict[Further, Callable[[PlaceState], Prepared]] = {
            "direction": self._direction,
            "explain": self._explain,
            "extend": self._extend,
            "override": self._override,
            "regrade": self._regrade,
            "clock": self._clock,
            "target": self._target,
            "settle": self._settle,
        }
        pane.further_pressed.connect(self.press)
        pane.fact_answered.connect(self._on_fact_answered)

    def take(self, state: PlaceState | None) -> None:
        """Act on this item from now on."""
        self._state = state

    def press(self, further: Further) -> None:
        """Ask what a further act needs; nothing happens where it is not to be had."""
        state = self._state
        # A key may be pressed on any item; what does not fit it is left without a word.
        if state is None or further not in offer_of(self._acts.must_view, state).further:
            return
        if further == "subject":
            self.subject_wanted.emit(state.item.repeats_for or "")
            return
        asking, act_of = self._prepare[further](state)
        self._pane.bar.ask(asking, lambda form, said: self._do(act_of(said), form))

    def _do(self, act: Act, form: AskForm) -> None:
        form.wait()
        # Read now: the form may be gone by the time the act is saved.
        bar, keys = self._pane.bar, form.draft_keys

        self._acts.do(
            act,
            first=lambda: self._forget(form, keys),
            failed=lambda error: form.refuse(error) if bar.holds(form) else self._acts.refused.emit(error),
            ask=lambda says, yes: (
                form.ask(says, yes) if bar.holds(form) else self._acts.confirm_wanted.emit(says, yes)
            ),
        )

    def _forget(self, form: AskForm, keys: tuple[str, ...]) -> None:
        bar = self._pane.bar
        if bar.holds(form):
            form.finish()
            bar.leave_form()
        forget_drafts(self._acts, keys)

    def _on_fact_answered(self, fact: UnknownFact, value: str) -> None:
        case, at = self._acts.case, now_of(self._acts)
        self._acts.do(
            lambda casework, confirmed: casework.set_fact(
                case, fact.fact, "yes" if value == "yes" else "no", at, of=fact.of, confirmed=confirmed
            )
        )

    def _direction(self, state: PlaceState) -> Prepared:
        case, place = self._acts.case, state.place
        direction = direction_to_answer(self._acts.must_view, place)
        entry = EntryHash("") if direction is None else direction.entry
        asking = Asking(
            title=tr("Answer the direction"),
            primary=tr("Save the answer"),
            says="" if direction is None else direction.text,
            reasons=(
                ReasonAsked(
                    words=tr("What was done?"),
                    draft=f"{draft_key(case, place)}/direction",
                    hint=tr("The supervisor settles it in the next review."),
                ),
            ),
        )
        return asking, lambda said: lambda casework, _: casework.answer_direction(case, entry, said.reason())

    def _explain(self, state: PlaceState) -> Prepared:
        case, place = self._acts.case, state.place
        asking = Asking(
            title=tr("Explain the limit"),
            primary=tr("Save the explanation"),
            reasons=(
                ReasonAsked(
                    words=tr("Why was it, or will it be, later than the limit?"),
                    draft=f"{draft_key(case, place)}/explanation",
                    hint=tr("When you wrote it is kept and prints with it."),
                ),
            ),
        )
        return asking, lambda said: lambda casework, _: casework.explain(case, place, said.reason())

    def _extend(self, state: PlaceState) -> Prepared:
        case, place = self._acts.case, state.place
        asking = Asking(
            title=tr("Extend the limit"),
            primary=tr("Extend"),
            says=tr("A limit that has passed already stays passed, and prints as passed and extended."),
            time=TimeAsked(words=tr("Until when?"), ahead=True),
            reasons=(ReasonAsked(words=tr("Why?"), draft=f"{draft_key(case, place)}/extension"),),
        )
        return (
            asking,
            lambda said: (
                lambda casework, _: casework.extend(
                    case, place, said.when or now_of(self._acts), said.reason()
                )
            ),
        )

    def _override(self, state: PlaceState) -> Prepared:
        case, place = self._acts.case, state.place
        asking = Asking(
            title=tr("Let the gate pass without this item"),
            primary=tr("Override"),
            says=tr("The item stays open, and the record prints that it was passed over, by whom and why."),
            reasons=(ReasonAsked(words=tr("Why?"), draft=f"{draft_key(case, place)}/override"),),
        )
        return asking, lambda said: lambda casework, _: casework.override(case, place, said.reason())

    def _regrade(self, state: PlaceState) -> Prepared:
        case, grade = self._acts.case, state.item.sets_grade
        known = self._acts.must_view.case.programme.grades.get(grade) if grade else None
        levels = known.levels_high_to_low if known is not None else ()
        of = (
            SubjectId(state.place.of)
            if state.place.of is not None and known is not None and known.of
            else None
        )
        asking = Asking(
            title=tr("Change the grade"),
            primary=tr("Change"),
            says=tr("The first grade stays as it was given; limits follow the new one from then on."),
            choice=tr("New grade"),
            choices=tuple((level.choice, level.choice) for level in levels),
            # Limits follow a grade from when it changed, which is mostly now (counting convention 8).
            time=TimeAsked(words=tr("Since when?"), start=now_of(self._acts)),
            reasons=(ReasonAsked(words=tr("Why?"), draft=f"{draft_key(case, state.place)}/grade"),),
        )
        return (
            asking,
            lambda said: (
                lambda casework, _: casework.regrade(
                    case,
                    known.id if known else grade,
                    said.choice,
                    _when(said, self._acts),
                    of=of,
                    reason=said.reason(),
                )
            ),
        )

    def _clock(self, state: PlaceState) -> Prepared:
        case, clock, folded = self._acts.case, _limit(state).clock, self._acts.must_view.case
        known = folded.programme.clocks[clock]
        of = folded.owner(state.place.of, KindId(known.of))
        asking = Asking(
            title=plain(known.says),
            primary=tr("Save"),
            time=TimeAsked(words=tr("When did it happen?"), ahead=known.may_be_ahead),
        )
        return (
            asking,
            lambda said: (
                lambda casework, confirmed: casework.set_clock(
                    case, clock, _when(said, self._acts), of=of, confirmed=confirmed
                )
            ),
        )

    def _target(self, state: PlaceState) -> Prepared:
        case, clock, folded = self._acts.case, _limit(state).clock, self._acts.must_view.case
        known = folded.programme.clocks[clock]
        of = folded.owner(state.place.of, KindId(known.of))
        asking = Asking(
            title=plain(known.says),
            primary=tr("Set the date"),
            time=TimeAsked(words=tr("Which day?"), ahead=True),
        )
        return (
            asking,
            lambda said: (
                lambda casework, _: casework.set_target(case, clock, _when(said, self._acts).at.date(), of=of)
            ),
        )

    def _settle(self, state: PlaceState) -> Prepared:
        view, case, place = self._acts.must_view, self._acts.case, state.place
        words = Words(self._acts.session.zone, self._acts.session.now())
        standing = view.case.standing(place)
        asking = Asking(
            title=tr("Two answers were recorded apart"),
            primary=tr("This one holds"),
            says=tr("The other stays in the history."),
            choice=tr("Which one holds?"),
            choices=tuple(
                (answer.entry, answer_words(answer, view.name(answer.done_by), words)) for answer in standing
            ),
            reasons=(ReasonAsked(words=tr("Why?"), draft=f"{draft_key(case, place)}/settled"),),
        )
        # The form carries plain text; the entry is found again by it.
        kept = {answer.entry: answer.entry for answer in standing}
        return (
            asking,
            lambda said: (
                lambda casework, _: casework.settle(
                    case, kept[said.choice], place=place, reason=said.reason()
                )
            ),
        )


def _limit(state: PlaceState) -> LimitState:
    if state.limit is None:
        raise LookupError("Only an item with a limit has a clock.")
    return state.limit


def _when(said: Said, acts: CaseActs) -> When:
    return said.when or now_of(acts)
