"""The Assurance page: one sentence for each promise with its last proof, and the people of the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QFrame, QWidget

from sopcheck.cases.authority import may
from sopcheck.ui.assurance.access_book import AccessSheet
from sopcheck.ui.assurance.add_person import AddPersonSheet
from sopcheck.ui.assurance.backups import BackupCard
from sopcheck.ui.assurance.behind import BehindCard
from sopcheck.ui.assurance.compare import CompareSheet
from sopcheck.ui.assurance.files import SavedCard, ThiefCard
from sopcheck.ui.assurance.people import PeopleActs
from sopcheck.ui.assurance.recovery import RecoveryCard
from sopcheck.ui.kit.buttons import button, enter_presses
from sopcheck.ui.kit.keys import bind
from sopcheck.ui.kit.layout import Part, column, holding, keep_focus_in_view, narrow, row, scrolling
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.tabbing import area_on, stops_of
from sopcheck.ui.kit.table import Column, TableView
from sopcheck.ui.kit.text import Label
from sopcheck.ui.page import Page
from sopcheck.ui.tasks import Progress
from sopcheck.ui.words import Words, count_words, rank_words, role_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from sopcheck.cases.register.register import Person
    from sopcheck.errors import SopcheckError
    from sopcheck.services.assurance import VaultStatus, VerifyReport
    from sopcheck.services.backups import BackupStatus
    from sopcheck.services.desk import Desk, DeskStatus
    from sopcheck.services.file_proofs import FileStatus
    from sopcheck.services.recovery import WayBackRow
    from sopcheck.ui.session import Session

T = TypeVar("T")
Read = tuple[
    "VaultStatus", "DeskStatus", tuple["Person", ...], tuple["WayBackRow", ...], "BackupStatus", "FileStatus"
]


class AssurancePage(Page):
    """What is promised, proved when, and a button to prove it again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty page; `refresh` reads where the vault stands."""
        super().__init__(session, title=self.tr("Assurance"), parent=parent)
        self.progress = ProgressRow()
        self.verify_button = button(self.tr("Verify every entry"), kind="primary", does=self._on_verify)
        self.rebuild_button = button(self.tr("Rebuild the index"), does=self._on_rebuild)
        self.add_button = button(self.tr("Add a person"), does=self._on_add)
        self.verified = Label(prose=True)
        self.witnessed = Label(prose=True)
        self.problems = Label(tone="passed", prose=True, selectable=True)
        self.problems.hide()
        self.people: TableView[Person] = TableView(
            self.tr("People of this vault"),
            self._columns(),
            spoken=lambda person: f"{person.name}, {_roles(person)}",
            key=lambda person: person.person,
        )
        self.acts = PeopleActs(session, self.people.current)
        self.acts.told.connect(self._on_told)
        self.acts.refused.connect(self.line.refuse)
        self.acts.vault_closed.connect(self.vault_closed)
        self.recovery = RecoveryCard(session)
        self.backups = BackupCard(session)
        self.saved_card = SavedCard(session)
        self.thief = ThiefCard(session)
        for card in (self.recovery, self.backups, self.saved_card, self.thief):
            card.told.connect(self._on_told)
            card.refused.connect(self.line.refuse)
        self.backups.restore_wanted.connect(self.restore_wanted)
        self.behind = BehindCard(session)
        self.behind.told.connect(self._on_told)
        self.behind.refused.connect(self.line.refuse)
        self.behind.restore_wanted.connect(self.backups.restore_button.click)
        self.evidence = Label(tone="muted", kind="small", prose=True, selectable=True)
        self.evidence.hide()
        self.compare_button = button(self.tr("Compare with a printed record…"), does=self._on_compare)
        self.access_button = button(self.tr("Read the access book…"), does=self._on_access)
        self._holds = Label(tone="muted", kind="small")
        self._build()
        enter_presses(self, self.verify_button)
        bind(self, {"F6": lambda: self._go_on(forward=True), "Shift+F6": lambda: self._go_on(forward=False)})

    def _build(self) -> None:
        kept = Label(
            self.tr("What is searched and listed is made from the entries and can be made anew."), prose=True
        )
        proof = row(self.verify_button, self.progress, None, gap=4)
        entries = (self.verified, self.problems, self.evidence, proof)
        seen = Label(
            self.tr("Whoever sees, prints or takes out a case is noted in the access book before it shows."),
            prose=True,
        )
        # Below each other: side by side they would push the page wider than the window at twice the size.
        people = column(row(self.add_button, None), self.acts, gap=3)
        inner = QWidget()
        self._behind = self._promise(self.tr("This vault is only read"), self.behind)
        self._behind.hide()
        parts = (
            self._behind,
            self._promise(self.tr("Nothing was altered"), *entries),
            self._promise(
                self.tr("What was signed is not changed unseen"),
                self.witnessed,
                row(self.compare_button, None),
            ),
            self._promise(self.tr("What is saved stays saved"), self.saved_card),
            self._promise(self.tr("What was saved can be brought back"), self.backups),
            self._promise(self.tr("There is a way back in"), self.recovery),
            self._promise(self.tr("Everything is found"), kept, row(self.rebuild_button, None)),
            self._promise(self.tr("Who looked is known"), seen, row(self.access_button, None)),
            self._promise(self.tr("A stolen machine reveals nothing"), self.thief),
            self._promise(self.tr("Only these people can read it"), self.people, people),
        )
        limits = Label(
            self.tr(
                "No program can protect you from software that watches your unlocked screen, prove that what "
                "was typed is true, or prove the time; it records the clock and what contradicts it."
            ),
            tone="muted",
            prose=True,
        )
        self._cards = parts
        inner.setLayout(column(*parts, limits, self._holds, None, gap=4, margins=(1, 1, 6, 6)))
        self._area = scrolling(narrow(inner, 62))
        # A table that grew, or a line that came, pushes what was pressed out of sight.
        keep_focus_in_view(self._area)
        self.body.addWidget(self._area)

    def _promise(self, title: str, *parts: Part) -> QFrame:
        box = column(Label(title, kind="heading"), *parts, gap=3, margins=(5, 4, 5, 4))
        return holding(box, ground="card")

    def _columns(self) -> tuple[Column[Person], ...]:
        return (
            Column(title=self.tr("name"), text=lambda person: person.name, width=14),
            Column(title=self.tr("number"), text=lambda person: person.number, width=7),
            Column(title=self.tr("rank"), text=lambda person: rank_words(person.rank), width=11),
            Column(title=self.tr("roles"), text=_roles, stretch=True),
        )

    def refresh(self) -> None:
        """Read where the vault stands."""
        desk = self.session.desk
        self.add_button.setVisible(may(desk.me, "enrol people"))
        self.acts.show_to(administrator=may(desk.me, "enrol people"))
        self.access_button.setVisible(may(desk.me, "read the access book"))
        self.run(lambda: _read(desk), self._show)

    def focus_first(self) -> None:
        """Begin with the proof, where it is seen."""
        self.verify_button.setFocus()
        self._area.verticalScrollBar().setValue(0)

    def _go_on(self, *, forward: bool) -> None:
        # A promise may have nothing to press; there is nothing to stand on there.
        area_on([card for card in self._cards if stops_of((card,))], forward=forward)

    def _show(self, read: Read) -> None:
        vault, desk, people, ways, backups, file = read
        self.saved_card.show_status(file)
        self.thief.show_status(file)
        self.recovery.show_ways(ways)
        self.backups.show_status(backups)
        self._behind.setVisible(bool(desk.behind))
        self.behind.show_behind(desk.behind)
        words = Words(self.session.zone, self.session.now())
        self.people.show_values(people)
        self.people.fit(most=8)
        self.verified.say(self._verified_words(vault, words))
        self.witnessed.say(self._witnessed_words(desk, words))
        megabytes = f"{vault.size_bytes / 1_000_000:.1f}"
        cases = count_words(vault.cases, self.tr("case"), self.tr("cases"))
        entries = count_words(vault.entries, self.tr("entry"), self.tr("entries"))
        held = self.tr("Vault {name} holds {cases} in {entries}, {size} MB.")
        self._holds.say(held.format(name=vault.vault[:8], cases=cases, entries=entries, size=megabytes))

    def _verified_words(self, vault: VaultStatus, words: Words) -> str:
        promise = self.tr("Every entry is signed by its author and chained to the one before it.")
        if vault.last_verified is None:
            return (
                promise
                + " "
                + self.tr("This was checked when the vault was opened; all of it has not been checked since.")
            )
        proved = self.tr("All of them were verified {when}.")
        return promise + " " + proved.format(when=words.both(vault.last_verified))

    def _witnessed_words(self, desk: DeskStatus, words: Words) -> str:
        if not desk.unwitnessed:
            return self.tr(
                "Every entry has a witness outside this machine: a printed record carries its proof."
            )
        entries = count_words(desk.unwitnessed, self.tr("entry"), self.tr("entries"))
        since = words.moment(desk.oldest_unwitnessed) if desk.oldest_unwitnessed else self.tr("the beginning")
        said = self.tr(
            "On this machine alone: {entries} since {since}. A printed supervision record gives them a "
            "witness on paper."
        )
        return said.format(entries=entries, since=since)

    def _on_verify(self) -> None:
        self._long(
            self.tr("Verifying every entry"),
            lambda progress: self.session.desk.assurance.verify(progress.report),
            self._on_verified,
            pressed=self.verify_button,
        )

    def _on_rebuild(self) -> None:
        self._long(
            self.tr("Rebuilding the index"),
            lambda progress: self.session.desk.assurance.rebuild(progress.report),
            self._on_rebuilt,
            pressed=self.rebuild_button,
        )

    def _long(
        self,
        words: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        pressed: QPushButton,
    ) -> None:
        progress = Progress(self)
        self.line.clear()
        self.progress.follow(words, progress)
        self.progress.cancel.setFocus()
        self._enable(enabled=False)
        self.run(
            lambda: work(progress),
            lambda result: self._end(done, result, pressed),
            lambda error: self._on_stopped(error, pressed),
        )

    def _end(self, done: Callable[[T], None], result: T, pressed: QPushButton) -> None:
        self._stop(pressed)
        done(result)
        self.saved.emit()
        self.refresh()

    def _on_stopped(self, error: SopcheckError, pressed: QPushButton) -> None:
        self._stop(pressed)
        self.line.refuse(error)

    def _stop(self, pressed: QPushButton) -> None:
        self._enable(enabled=True)
        pressed.setFocus()
        self.progress.stop()

    def _enable(self, *, enabled: bool) -> None:
        for each in (self.verify_button, self.rebuild_button):
            each.setEnabled(enabled)

    def _on_verified(self, report: VerifyReport) -> None:
        entries = count_words(report.entries, self.tr("entry"), self.tr("entries"))
        lines = [f"{problem.where}: {problem.meaning}" for problem in report.problems]
        self.problems.setVisible(bool(lines))
        self.problems.say("\n".join(lines))
        self._show_evidence(report)
        if report.ok:
            self.line.done(
                self.tr("{count} verified; nothing was altered or is missing.").format(count=entries)
            )
            return
        found = self.tr(
            "{count} verified; what was found stands below. Tell your administrator before you go on."
        )
        self.line.refuse(found.format(count=entries))

    def _show_evidence(self, report: VerifyReport) -> None:
        count = len(report.evidence)
        self.evidence.setVisible(bool(count))
        if count:
            times = count_words(count, self.tr("entry"), self.tr("entries"))
            latest = max(report.evidence, key=lambda one: one.since)
            said = self.tr("The clock contradicts itself at {times}, last {since} UTC. {meaning}")
            self.evidence.say(said.format(times=times, since=latest.since[:16], meaning=latest.meaning))

    def _on_compare(self) -> None:
        CompareSheet(self, self.session).open()

    def _on_access(self) -> None:
        people = self.session.desk.people
        self.run(people.all, lambda everybody: AccessSheet(self, self.session, everybody).open())

    def _on_rebuilt(self, cases: int) -> None:
        said = count_words(cases, self.tr("case"), self.tr("cases"))
        self.line.done(self.tr("The index was made anew from the entries: {cases}.").format(cases=said))

    def _on_add(self) -> None:
        sheet = AddPersonSheet(self, self.session)
        sheet.added.connect(self._on_added)
        sheet.open()

    def _on_told(self, said: str) -> None:
        self.line.done(said)
        self.saved.emit()
        self.refresh()

    def _on_added(self, person: Person) -> None:
        self.line.done(self.tr("{name} can unlock this vault now.").format(name=person.name))
        self.saved.emit()
        self.refresh()


def _read(desk: Desk) -> Read:
    ways, backups = desk.recovery.ways(), desk.backups.status()
    file = desk.assurance.file.status()
    return desk.assurance.status(), desk.status(), desk.people.who_can_unlock(), ways, backups, file


def _roles(person: Person) -> str:
    return ", ".join(role_words(role) for role in person.roles)
