"""The facts of a case and of its subjects: yes, no or not known yet, since when, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from sopcheck.cases.events import FactValue, When
from sopcheck.checklists.definition import FactId
from sopcheck.ui.case.acts import Question
from sopcheck.ui.case.panel import SidePanel
from sopcheck.ui.case.row_words import fact_words
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Field
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from sopcheck.cases.states import FactState
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session

Group = Literal["waited for", "known", "other"]
_VALUES: tuple[tuple[FactValue, str], ...] = (("yes", "Y"), ("no", "N"), ("unknown", "U"))

_BY_KEY = {key: value for value, key in _VALUES}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A fact of the case or of a subject, or a heading (`group` alone)."""

    group: Group
    fact: FactId | None = None
    of: str | None = None
    says: str = ""
    label: str = ""
    value: FactValue = "unknown"
    told: str = ""

    @property
    def key(self) -> tuple[str, str | None]:
        """By which it is known again; a fact that becomes known moves but stays the same row."""
        return self.fact or self.group, self.of


def fact_counts(view: CaseView) -> tuple[int, int]:
    """How many facts are known, and how many are not that some item waits for."""
    waited = _waited_for(view)
    shown = [state for state in view.evaluation.facts if _is_shown(view, state)]
    known = sum(state.value != "unknown" for state in shown)
    return known, sum(state.value == "unknown" and state.fact in waited for state in shown)


def fact_rows(view: CaseView, words: Words) -> tuple[FactRow, ...]:
    """Facts under three headings: what items wait for, what is known, everything else."""
    waited = _waited_for(view)
    rows = [_row(view, state, words, waited) for state in view.evaluation.facts if _is_shown(view, state)]
    found: list[FactRow] = []
    for group in ("waited for", "known", "other"):
        members = [row for row in rows if row.group == group]
        if members:
            found += [FactRow(group=group), *members]
    return tuple(found)


def _is_shown(view: CaseView, state: FactState) -> bool:
    fact = view.case.programme.facts.get(state.fact)
    return fact is not None and not fact.derived


def _waited_for(view: CaseView) -> set[FactId]:
    return {
        fact for state in view.evaluation.places if state.applies == "may" for fact in state.unknown_facts
    }


def _row(view: CaseView, state: FactState, words: Words, waited: set[FactId]) -> FactRow:
    unknown = state.value == "unknown"
    group: Group = "known" if not unknown else "waited for" if state.fact in waited else "other"
    return FactRow(
        group=group,
        fact=state.fact,
        of=state.of,
        says=fact_words(view.case.programme.facts[state.fact]),
        label=view.subject_label(state.of),
        value=state.value,
        told=" · ".join(part for part in _told(view, state, words) if part),
    )


def _told(view: CaseView, state: FactState, words: Words) -> Iterator[str]:
    yield view.subject_label(state.of)
    if state.conflict:
        yield tr("two people say differently")
    # Since when nobody knew is nothing to say.
    if state.value == "unknown":
        return
    if state.since is not None:
        yield tr("since {when}").format(when=words.moment(state.since))
    yield tr("from an answer") if state.set_by == "program" else _who(view, state)


def _who(view: CaseView, state: FactState) -> str:
    known = view.case.facts.get((state.fact, state.of))
    return view.name(known.settings[-1].by) if known is not None and known.settings else ""


class FactsPanel(SidePanel):
    """All facts; `Y`, `N` and `U` say how it is, since the moment in the field below; Enter leads there."""

    fact_said = Signal(str, object, str, object)
    """A fact (`FactId`), its subject or `None`, its value, and since when (a `When`, or `None` for now)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        says = self.tr("What is so, what is not, and what nobody knows yet. Items come and go with it.")
        super().__init__(self.tr("Facts"), says, parent)
        self._session = session
        self._following: FactRow | None = None
        self.list: RowList[FactRow] = RowList(self.tr("Facts"), _row_text, key=lambda row: row.key)
        self.line = Line()
        self.question = Question(self.line)
        self._says = Label(kind="strong")
        self.since = TimeField(self.tr("Since when"), session, empty_allowed=True)
        self._buttons = {value: self._button(value, key) for value, key in _VALUES}
        self.list.installEventFilter(self)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _: self.since.setFocus())
        hint = self.tr("Empty: from now on. What counts is when it took effect.")
        since = Field(self.tr("Since when"), self.since, hint=hint)
        self.fill(self.list, self._says, since, self.line, Flow(*self._buttons.values()))

    def show_view(self, view: CaseView) -> None:
        """Show the facts of a case as they stand; the list keeps its place."""
        words = Words(self._session.zone, self._session.now())
        self.list.show_values(fact_rows(view, words))
        if self.list.current() is None:
            self._stand_on_first()
        self._on_chosen(self.list.current())

    def go_to(self, fact: FactId) -> None:
        """Stand on a fact."""
        row = next((row for row in self.list.rows.values if row.fact == fact), None)
        if row is not None:
            self.list.choose(row)

    def go_on(self) -> None:
        """What was said is saved: the next fact counts from now unless another moment is given."""
        self.since.clear()
        # The fact has gone down to what is known; whoever goes through the list stays with what is not.
        if self._following is not None:
            self.list.choose(self._following)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list Y, N and U say how it is; claimed first, for N is a key of the page too."""
        if isinstance(event, QKeyEvent) and not event.modifiers():
            value = _BY_KEY.get(event.text().upper())
            if value is not None and event.type() == QEvent.Type.ShortcutOverride:
                # Accepted, the key comes here and not to the page.
                event.accept()
                return True
            if value is not None and event.type() == QEvent.Type.KeyPress:
                self._say(value)
                return True
        return super().eventFilter(watched, event)

    def _button(self, value: FactValue, key: str) -> QPushButton:
        words = {"yes": self.tr("Yes"), "no": self.tr("No"), "unknown": self.tr("Not known yet")}[value]
        return button(
            words,
            does=lambda: self._say(value),
            name=f"{words} ({key})",
            hint=self.tr("Key {key}").format(key=key),
        )

    def _stand_on_first(self) -> None:
        first = next((row for row in self.list.rows.values if row.fact is not None), None)
        if first is not None:
            self.list.choose(first)

    def _on_chosen(self, row: FactRow | None) -> None:
        is_fact = row is not None and row.fact is not None
        for pressed in self._buttons.values():
            pressed.setEnabled(is_fact)
        if row is None or not is_fact:
            return
        self._says.say(f"{row.label}: {row.says}" if row.label else row.says)

    def _say(self, value: FactValue) -> None:
        row = self.list.current()
        if row is None or row.fact is None:
            return
        # Recording it from now on instead would be a wrong fact with a right look.
        if self.since.problem:
            self.since.refuse()
            return
        self.line.clear()
        self._following = self._below(row) if row.group != "known" else None
        when: When | None = self.since.when()
        self.fact_said.emit(row.fact, row.of, value, when)

    def _below(self, row: FactRow) -> FactRow | None:
        rows = self.list.rows.values
        following = rows[rows.index(row) + 1 :][:1]
        return next((one for one in following if one.group == row.group and one.fact is not None), None)


def _row_text(row: FactRow) -> RowText:
    if row.fact is None:
        words = {
            "waited for": tr("Not known yet, and items wait for it"),
            "known": tr("Known"),
            "other": tr("Not known yet"),
        }[row.group]
        return RowText(primary=words, kind="heading")
    signs: dict[FactValue, Sign] = {
        "yes": Sign(tr("yes"), "disc", "ink"),
        "no": Sign(tr("no"), "dash", "ink"),
        "unknown": Sign(tr("not known yet"), "question", "muted"),
    }
    return RowText(
        primary=row.says, secondary=row.told, sign=signs[row.value], sign_first=True, muted=row.value == "no"
    )
