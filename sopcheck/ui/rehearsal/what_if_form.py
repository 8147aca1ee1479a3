"""The question of the what-if panel: which fact, which time or which event is to be otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from sopcheck.cases.events import FactValue, When
from sopcheck.checklists.definition import FactId, KindId
from sopcheck.services.rehearsal_what_if import Change, FactIs, LeftOut, Moved
from sopcheck.ui.case.row_words import fact_words
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Choice, Field
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.rehearsal.words import VALUES, event_words
from sopcheck.ui.review.panes import has_focus
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.services.rehearsal_story import Stop, Story
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session

T = TypeVar("T")
_NARROW = 12


class WhatIfForm(QWidget):
    """One change at a time; `change` reads it, once everything it needs is there."""

    def __init__(
        self, session: Session, submitted: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        """A form without a story; `submitted` is called where somebody wants to see what moves."""
        super().__init__(parent)
        self._at = session.now()
        self._session = replace(session, now=lambda: self._at)
        self._view: CaseView | None = None
        self._end: CaseView | None = None
        self._stops: dict[int, Stop] = {}
        self.kind: Choice[str] = _choice(self.tr("What if…"))
        self.fact: Choice[FactId] = _choice(self.tr("Fact"))
        self.of: Choice[str] = _choice(self.tr("Of whom"))
        self.value: Choice[FactValue] = _choice(self.tr("The fact is"))
        self.since = TimeField(self.tr("From when"), self._session, day_allowed=False)
        self.which: Choice[int] = _choice(self.tr("Event"))
        self.happened = TimeField(self.tr("Happened at"), self._session)
        self.primary = button(self.tr("See what moves"), kind="primary", does=submitted)
        self._fields = self._build_fields()
        kind = Field(self.tr("What if…"), self.kind)
        self.setLayout(column(kind, *self._fields.values(), row(self.primary, None), gap=3))
        self._offer_kinds()
        self.kind.chosen.connect(self._show_kind)
        self.fact.chosen.connect(self._on_fact)
        self.of.chosen.connect(self._say_now)
        self.which.chosen.connect(self._on_event)
        for field in (self.since, self.happened):
            field.submitted.connect(submitted)

    def _build_fields(self) -> dict[str, Field]:
        return {
            "fact": Field(self.tr("Fact"), self.fact),
            "of": Field(self.tr("Of whom"), self.of),
            "value": Field(self.tr("Is"), self.value),
            "since": Field(self.tr("From when"), self.since),
            "event": Field(self.tr("Event"), self.which),
            "happened": Field(self.tr("Happened at"), self.happened),
        }

    def _offer_kinds(self) -> None:
        self.kind.offer(
            (
                ("fact", self.tr("A fact is otherwise")),
                ("time", self.tr("A time is otherwise")),
                ("event", self.tr("An event is left out")),
            )
        )
        self.value.offer((value, VALUES[value]) for value in ("yes", "no", "unknown"))

    def show_story(self, story: Story, end: CaseView) -> None:
        """Offer the facts, the subjects and the events of a story; `end` is the case at its end."""
        self._view = self._end = end
        self._stops = {stop.number: stop for stop in story.stops if not stop.is_check}
        facts = end.case.programme.facts.items()
        offered = sorted((fact_words(fact).rstrip("."), known) for known, fact in facts if not fact.derived)
        self.fact.offer((known, words) for words, known in offered)
        self.which.offer((number, event_words(stop)) for number, stop in self._stops.items())
        self._at = story.end
        self._on_fact()
        self._show_kind()

    def stand_at(self, stop: Stop, view: CaseView) -> None:
        """Begin with the event and the moment that are looked at, unless somebody is typing here."""
        self._view = view
        self._at = view.read_at
        if not has_focus(self):
            self.which.choose(stop.number)
            self._on_event()
            self.since.set_when(When(view.read_at))
        self._say_now()

    @property
    def view(self) -> CaseView | None:
        """The case at the moment that is looked at."""
        return self._view

    def change(self) -> Change | None:
        """What is asked; nothing where something is missing, which is then said below its field."""
        if self.kind.value() == "fact":
            return self._fact_is()
        number = self.which.value()
        if number is None or self.kind.value() == "event":
            return None if number is None else LeftOut(number=number)
        at = self._time(self.happened, "happened")
        return None if at is None else Moved(number=number, at=at)

    def _fact_is(self) -> FactIs | None:
        fact, value = self.fact.value(), self.value.value()
        since = self._time(self.since, "since")
        if self._view is None or fact is None or value is None or since is None:
            return None
        kind = self._view.case.programme.facts[fact].of
        return FactIs(fact=fact, of=self.of.value() or "", kind=kind, value=value, since=since.at)

    def _time(self, field: TimeField, name: str) -> When | None:
        when = field.when()
        if when is None:
            self._fields[name].refuse(field.problem)
            return None
        self._fields[name].accept()
        return when

    def _show_kind(self) -> None:
        kind = self.kind.value()
        shown = {"fact": ("fact", "of", "value", "since"), "time": ("event", "happened"), "event": ("event",)}
        for name, field in self._fields.items():
            wanted = name in shown.get(kind or "", ())
            field.setVisible(wanted and (name != "of" or self.of.count() > 1))

    def _on_fact(self) -> None:
        """Offer whom the fact may be about: everybody of its kind, or one of them."""
        fact = self.fact.value()
        kind = self._view.case.programme.facts[fact].of if self._view and fact else None
        subjects = self._subjects(kind)
        # Of a single one nobody need be asked; nobody at all means that it is said of the case.
        everybody = (("", self.tr("everybody so far")),) if len(subjects) != 1 else ()
        self.of.offer((*everybody, *subjects))
        self._show_kind()
        self._say_now()

    def _subjects(self, kind: KindId | None) -> tuple[tuple[str, str], ...]:
        # Also those who join later in the story than what is looked at.
        subjects = self._end.evaluation.subjects if self._end and kind else ()
        of_kind = (one for one in subjects if kind in {known for known, _ in one.kinds})
        return tuple((one.subject, one.label) for one in of_kind)

    def _on_event(self) -> None:
        stop = self._stops.get(self.which.value() or 0)
        if stop is not None:
            self.happened.set_when(stop.happened or When(stop.at))

    def _say_now(self) -> None:
        """Say below the fact how it stands at the moment that is looked at."""
        view, fact = self._view, self.fact.value()
        if view is None or fact is None:
            return
        of = self.of.value() or None
        known = (one for one in view.evaluation.facts if one.fact == fact and (of is None or one.of == of))
        standing = next(known, None)
        words = Words(self._session.zone, view.read_at)
        if standing is None or standing.since is None:
            self._fields["fact"].say_hint(self.tr("In the story it is not known at this moment."))
            return
        said = self.tr("In the story it is {value} since {when}.")
        self._fields["fact"].say_hint(
            said.format(value=VALUES[standing.value], when=words.moment(standing.since))
        )


def _choice(name: str) -> Choice[T]:
    """A choice that is as wide as the panel and not as its longest option."""
    made: Choice[T] = Choice(name)
    made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_NARROW)
    return made
