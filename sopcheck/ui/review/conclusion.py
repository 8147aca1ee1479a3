"""The right pane of a review: what the supervisor concludes, typed once, and the way to the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from sopcheck.cases.known_items import SAID_IN_CONCLUSION
from sopcheck.services.review_facts import RISK_CHANGES, SEEN, UNCHANGED
from sopcheck.services.views import Conclusion
from sopcheck.ui.case.hints import Hints
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.keys import bind
from sopcheck.ui.kit.layout import Part as Placed
from sopcheck.ui.kit.layout import column, holding, keep_focus_in_view, rule_line, scrolling
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.actions import ActionsPart
from sopcheck.ui.review.beside import Said, choices_of, with_answers_taken
from sopcheck.ui.review.directions import DirectionsPart
from sopcheck.ui.review.next_part import NextPart
from sopcheck.ui.review.panes import has_focus
from sopcheck.ui.review.said_field import SaidField
from sopcheck.ui.theme import em, step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopcheck.cases.states import Answer, PlaceState
    from sopcheck.checklists.definition import ItemId
    from sopcheck.services.views import ReviewView
    from sopcheck.ui.session import Session
    from sopcheck.ui.words import Words


# Below this the foot would take half of the height.
_CRAMPED_EMS = 16
_FRONT_PAGE = ("risk", "childs_voice", "child_seen", "outcome", "reasons")


class ConclusionPane(QWidget):
    """The fields scroll; what is still unsaid, the preview and the signature stay below them."""

    changed = Signal()
    """Something else is concluded now."""
    preview_wanted = Signal()
    """The record is to be seen as it would print."""
    sign_wanted = Signal()
    """The review is to be signed."""
    refused = Signal(str)
    """Why a paste was not taken, as a sentence."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a pane in which nothing is said."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Conclusion"))
        self._taken = ""
        self._taking = False
        self._answers: dict[ItemId, Answer | None] = {}
        self._scrolled = QWidget()
        self._area = scrolling(self._scrolled)
        keep_focus_in_view(self._area)
        self._box = column(self._area, gap=0)
        self.setLayout(self._box)
        self.fields = self._build_fields()
        self.directions = DirectionsPart()
        self.to_do = ActionsPart(session)
        self.next = NextPart(session)
        self._inner = column(*self._parts(), None, gap=4, margins=(4, 4, 4, 4))
        self._scrolled.setLayout(self._inner)
        self._foot = self._build_foot()
        self._box.addWidget(self._foot)
        self._box.setStretch(0, 1)
        self._cramped = False
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._place_foot)
        for field in (*self.fields.values(), self.next.reason):
            field.refused.connect(self.refused)
            if field.typed:
                Hints(field, field.words, session)
        for field in self.fields.values():
            field.changed.connect(self._on_changed)
            if field.typed:
                field.words.submitted.connect(self.sign_wanted)
        bind(self, {"Ctrl+Return": self.sign_wanted.emit})
        self.next.changed.connect(self._on_changed)

    def show_view(self, view: ReviewView, words: Words) -> None:
        """Show a review; what was kept is taken once, later only what was confirmed as an answer."""
        before, self._taking = self.conclusion(), True
        self._show_view(view, words)
        self._taking = False
        # Told once for all fields: whoever listens words all questions anew.
        if self.conclusion() != before:
            self._on_changed()

    def _show_view(self, view: ReviewView, words: Words) -> None:
        for item, field in SAID_IN_CONCLUSION.items():
            self.fields[field].offer(choices_of(view.questions, item))
            carried = view.carried.get(item)
            if carried is not None:
                said = Said(carried.given.choice, carried.given.text).joined
                self.fields[field].say_last(said, words.day_of(carried.recorded))
        if self._taken != view.review:
            self._taken = view.review
            self._take(view.draft)
        self._take(with_answers_taken(self.conclusion(), self._new_answers(view.questions)))
        self._say_unchanged(view.carried)
        self.directions.show_view(view, words)
        self.to_do.show_view(view, words)

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through: the fields, however far they are scrolled, then what stands below them."""
        return (self._scrolled,) if self._cramped else (self._scrolled, self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the signature has room below the fields, once the size is settled."""
        super().resizeEvent(event)
        self._fit.start()

    def conclusion(self) -> Conclusion:
        """What is said here; which reviews are met and the exception are said in the head of the page."""
        fields = self.fields
        return Conclusion(
            outcome=fields["outcome"].text(),
            reasons=fields["reasons"].text(),
            risk=fields["risk"].text(),
            risk_change=fields["risk_change"].text(),
            childs_voice=fields["childs_voice"].text(),
            child_seen=fields["child_seen"].text(),
            cause_of_delay=fields["cause_of_delay"].text(),
            discussion=fields["discussion"].text(),
            investigators_comment=fields["investigators_comment"].text(),
            good_work=fields["good_work"].text(),
            next_date=self.next.date(),
            next_reason=self._next_reason(),
        )

    def go_to(self, name: str) -> None:
        """Put the focus on a field."""
        field = self.fields.get(name)
        if field is not None:
            self._area.ensureWidgetVisible(field)
            field.setFocus()

    def focus_first(self) -> None:
        """Begin with the first field."""
        next(iter(self.fields.values())).setFocus()

    @property
    def unsaid(self) -> str:
        """What the front page of the record would lack, in words; empty where it lacks nothing."""
        return self._unsaid.text()

    def focus_unsaid(self) -> None:
        """Go to what the front page of the record would lack, else to the signature."""
        missing = self._missing()
        if missing:
            self.go_to(missing[0])
        else:
            self._sign.setFocus()

    def _place_foot(self) -> None:
        """Where there is little height the foot scrolls with the fields, or they would have no room."""
        cramped = self.height() < em(_CRAMPED_EMS)
        if cramped != self._cramped:
            self._cramped, focused = cramped, has_focus(self._foot)
            (self._inner if cramped else self._box).addWidget(self._foot)
            # Whatever changes its place is hidden by that.
            self._foot.show()
            if focused:
                self._sign.setFocus()

    def busy(self, *, busy: bool, words: str = "") -> None:
        """While the record is made nothing is pressed twice."""
        for press in (self._preview, self._sign):
            press.setEnabled(not busy)
        self.say_kept(words)

    def say_kept(self, words: str) -> None:
        """Say that what was typed is kept, or what is being done."""
        self._kept.say(words)

    def _build_fields(self) -> dict[str, SaidField]:
        fields = {
            "risk": SaidField(
                self.tr("Risk to the child now"), chosen=True, placeholder=self.tr("The evidence")
            ),
            "risk_change": SaidField(self.tr("Change since the last review"), chosen=True, typed=False),
            "childs_voice": SaidField(self.tr("The child's voice")),
            "child_seen": SaidField(self.tr("Has the child been seen?"), chosen=True, typed=False),
            "outcome": SaidField(self.tr("Outcome"), chosen=True, typed=False),
            "reasons": SaidField(self.tr("Reasons"), lines=3),
            "cause_of_delay": SaidField(self.tr("Main cause of any delay"), chosen=True, typed=False),
            "discussion": SaidField(self.tr("Discussion with the investigator")),
            "investigators_comment": SaidField(self.tr("The investigator's comment")),
            "good_work": SaidField(self.tr("Good work seen")),
        }
        fields["risk_change"].offer(RISK_CHANGES)
        fields["child_seen"].offer(SEEN)
        return fields

    def _parts(self) -> list[Placed]:
        shown: list[Placed] = list(self.fields.values())
        return [
            *shown,
            rule_line(),
            self.directions,
            Label(self.tr("Actions"), kind="heading"),
            self.to_do,
            rule_line(),
            Label(self.tr("Next review"), kind="heading"),
            self.next,
        ]

    def _build_foot(self) -> QWidget:
        self._unsaid = Label(kind="small", tone="muted")
        self._kept = Label(kind="small", tone="muted", wrap=False)
        # As far down as the words of the buttons beside it.
        self._kept.setContentsMargins(0, step(2.5), 0, 0)
        self._preview = button(self.tr("Preview page one"), does=self.preview_wanted.emit)
        self._sign = button(self.tr("Sign…"), kind="primary", does=self.sign_wanted.emit)
        foot = column(
            self._unsaid, Flow(self._preview, self._sign, self._kept), gap=1.5, margins=(4, 3, 4, 3)
        )
        return holding(foot, ground="raised", rule="above")

    def _take(self, conclusion: Conclusion) -> None:
        for name, field in self.fields.items():
            said = str(getattr(conclusion, name))
            if said != field.text():
                field.say(said)
        if conclusion.next_date is not None or conclusion.next_reason:
            self.next.take(conclusion.next_date, conclusion.next_reason)
        self._say_unsaid()

    def _say_unchanged(self, carried: Mapping[ItemId, Answer]) -> None:
        """Whoever confirms the risk of last time word for word has said that it is unchanged."""
        before = [one.given for item, one in carried.items() if SAID_IN_CONCLUSION.get(item) == "risk"]
        change, risk = self.fields["risk_change"], self.fields["risk"].text()
        if not change.text() and any(risk == Said(given.choice, given.text).joined for given in before):
            change.say(UNCHANGED)

    def _new_answers(self, questions: tuple[PlaceState, ...]) -> list[PlaceState]:
        """The questions that were answered since they were shown last; what is emptied here stays empty."""
        before, self._answers = self._answers, {state.item.id: state.answer for state in questions}
        return [state for state in questions if state.answer != before.get(state.item.id)]

    def _next_reason(self) -> str:
        return self.next.reason.text() if self.next.date() is not None else ""

    def _on_changed(self) -> None:
        if not self._taking:
            self._say_unsaid()
            self.changed.emit()

    def _missing(self) -> list[str]:
        return [name for name in _FRONT_PAGE if not self.fields[name].text()]

    def _say_unsaid(self) -> None:
        """Say what the front page of the record would lack; it may be signed all the same."""
        words = {
            "risk": self.tr("risk"),
            "childs_voice": self.tr("the child's voice"),
            "child_seen": self.tr("whether the child was seen"),
            "outcome": self.tr("outcome"),
            "reasons": self.tr("reasons"),
        }
        missing = [words[name] for name in self._missing()]
        self._unsaid.say(self.tr("Not said yet: {what}").format(what=", ".join(missing)) if missing else "")
        self._unsaid.setVisible(bool(missing))
