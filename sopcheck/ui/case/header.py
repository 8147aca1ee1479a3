"""The head of the case page: who holds it and what it follows, and the chips that lead to everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sopcheck.services.signed_since import signed_since
from sopcheck.ui.case.facts import fact_counts
from sopcheck.ui.case.subjects import kind_counts
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.text import Label, tip
from sopcheck.ui.moving.words import earlier_words, planned_words
from sopcheck.ui.record.signed_words import since_words
from sopcheck.ui.words import Words, count_words, tr

if TYPE_CHECKING:
    from sopcheck.cases.events import HolderRole
    from sopcheck.checklists.definition import KindId
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session


class CaseHeader(QWidget):
    """A line about the case and a row of chips; both go on in a second line where the window is narrow."""

    facts_wanted = Signal()
    """The facts are to be shown."""
    kind_wanted = Signal(str)
    """The subjects of this `KindId` are to be shown."""
    add_wanted = Signal()
    """A subject is to be added."""
    timeline_wanted = Signal()
    """The timeline is to be shown."""
    review_wanted = Signal()
    """A review is to be held."""
    records_wanted = Signal()
    """The supervision records are to be shown."""
    menu_wanted = Signal()
    """Everything else that can be done with the case."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a head without a case."""
        super().__init__(parent)
        self._session = session
        self._about = Label(tone="muted", selectable=True)
        self._marks = Label(tone="soon", selectable=True)
        self._kinds: dict[KindId, QPushButton] = {}
        self.facts = self._chip("", self.facts_wanted.emit, self.tr("Facts"))
        tip(self.facts, self.tr("Key F"))
        self.menu = button(
            "···",
            kind="chip",
            does=self.menu_wanted.emit,
            name=self.tr("More about the case"),
            hint=self.tr("Key M"),
        )
        self._chips = Flow(
            self.facts,
            self._chip(self.tr("+ add"), self.add_wanted.emit, self.tr("Add a child, suspect, event…")),
        )
        leading = Flow(
            self._chip(self.tr("Timeline"), self.timeline_wanted.emit),
            self._chip(self.tr("Review"), self.review_wanted.emit, self.tr("Review this case")),
            self._chip(self.tr("Records"), self.records_wanted.emit, self.tr("Supervision records")),
            self.menu,
        )
        leading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        chips = row(self._chips, leading)
        chips.setStretch(0, 1)
        box = column(self._about, self._marks, gap=2)
        box.addLayout(chips)
        self.setLayout(box)

    def show_view(self, view: CaseView) -> None:
        """Show who holds a case and what is known of it."""
        words = Words(self._session.zone, self._session.now())
        self._about.say(about_line(view, words))
        marks = marks_of(view)
        self._marks.say(" · ".join(marks))
        self._marks.setVisible(bool(marks))
        known, waiting = fact_counts(view)
        said = self.tr("Facts {known}").format(known=known)
        if waiting:
            said += self.tr(" · {waiting} not known").format(waiting=waiting)
        rename(self.facts, said)
        # With large text the chips beside these go on in a second line sooner than this one is cut off.
        self._chips.setMinimumWidth(self.facts.sizeHint().width())
        self._show_kinds(view)

    def _show_kinds(self, view: CaseView) -> None:
        counted = kind_counts(view)
        for number, (kind, plural, count) in enumerate(counted, start=1):
            # Kept once made, so that a press on one does not take it from under the pointer.
            if kind not in self._kinds:
                self._kinds[kind] = self._kind_chip(kind)
                self._chips.insert(number, self._kinds[kind])
            rename(self._kinds[kind], f"{plural.capitalize()} {count}")
        present = {kind for kind, _, _ in counted}
        for known, chip in self._kinds.items():
            chip.setVisible(known in present)

    def _kind_chip(self, kind: KindId) -> QPushButton:
        return button("", kind="chip", does=lambda: self.kind_wanted.emit(kind))

    @staticmethod
    def _chip(words: str, does: Callable[[], object], name: str = "") -> QPushButton:
        return button(words, kind="chip", does=does, name=name)


def about_line(view: CaseView, words: Words) -> str:
    """Since when it is open, who holds it, and which versions it follows, with the digits people compare."""
    parts = [_since(view, words)]
    parts.append(_holder(view, "investigator", tr("no investigator")))
    parts.append(_holder(view, "supervisor", tr("no supervisor")))
    since = signed_since(view)
    if since is not None:
        parts.append(since_words(since, words))
    for adopted in view.case.adopted:
        known = view.definitions.find(adopted.checklist, adopted.version)
        title = known.title if known is not None else adopted.checklist
        parts.append(f"{title} {adopted.version} ({adopted.digest[:8]}){earlier_words(view, adopted, words)}")
    return " · ".join(parts)


def marks_of(view: CaseView) -> tuple[str, ...]:
    """What everybody who opens the case should know at once."""
    case, now, aside = view.case, view.read_at, len(view.case.set_aside)
    held = any(hold.lifted is None for hold in case.holds)
    marks = [
        (held, tr("on hold: nothing may be erased")),
        (_misses_version(view), tr("a checklist version of this case is not on this machine")),
        (bool(aside), count_words(aside, tr("entry set aside"), tr("entries set aside"))),
    ]
    marks.extend((True, said) for said in planned_words(view))
    to_answer = sum(direction.state == "open" for direction in case.directions)
    marks.append(
        (bool(to_answer), count_words(to_answer, tr("direction to answer"), tr("directions to answer")))
    )
    roles: tuple[HolderRole, ...] = ("investigator", "supervisor")
    for role in roles:
        person = case.holder(role, now)
        away = person is not None and case.is_absent(person, now)
        marks.append((away, tr("{name} is absent").format(name=view.name(person))))
    return tuple(words for holds, words in marks if holds)


def _misses_version(view: CaseView) -> bool:
    return any(view.definitions.with_digest(adopted.digest) is None for adopted in view.case.adopted)


def _since(view: CaseView, words: Words) -> str:
    case = view.case
    closing = case.closings[-1] if case.closings else None
    if closing is not None and closing.reopened is None:
        return tr("closed {when}").format(when=words.moment(closing.at))
    # The case began when the police first knew, not when it was typed in.
    since = case.report_received or case.opened
    return tr("open since {day}").format(day=words.day_of(since)) if since is not None else tr("open")


def _holder(view: CaseView, role: HolderRole, missing: str) -> str:
    person = view.case.holder(role, view.read_at)
    return view.name(person) if person is not None else missing
