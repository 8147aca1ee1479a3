"""A promise of the Assurance page: that there is a way back in; proved by a rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.cases.authority import may
from sopcheck.services.ways_in import SheetCode
from sopcheck.ui.assurance.custodians import NameCustodians
from sopcheck.ui.entrance.proof_form import ProofForm
from sopcheck.ui.entrance.recovery_panel import RecoveryPanel
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.sheets import Sheet, ask_whether
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.cases.register.recovery_sheet import RecoverySheet
    from sopcheck.errors import SopcheckError
    from sopcheck.services.recovery import WayBackRow
    from sopcheck.ui.entrance.places import Places
    from sopcheck.ui.session import Session


class RecoveryCard(QWidget):
    """What ways back there are, when they were proved, and proving them."""

    told = Signal(str)
    """Something was done, as a sentence."""
    refused = Signal(object)
    """A `SopcheckError`."""

    def __init__(
        self, session: Session, *, places: Places | None = None, parent: QWidget | None = None
    ) -> None:
        """An empty card; `show_ways` fills it."""
        super().__init__(parent)
        self._places = places
        self._session = session
        self.says = Label(prose=True)
        self.rehearse_button = button(self.tr("Rehearse recovery"), does=self._on_rehearse)
        self.new_button = button(self.tr("Make a new sheet"), does=self._on_new)
        self.custodians_button = button(self.tr("Name custodians…"), does=self._on_custodians)
        makes = row(self.new_button, self.custodians_button, None)
        self.setLayout(column(self.says, row(self.rehearse_button, None), makes, gap=3))

    def show_ways(self, ways: tuple[WayBackRow, ...]) -> None:
        """Say what there is."""
        words = Words(self._session.zone, self._session.now())
        self.says.say(" ".join(self._way_words(way, words) for way in ways) or self._none())
        self.rehearse_button.setEnabled(bool(ways))
        for each in (self.new_button, self.custodians_button):
            each.setVisible(may(self._session.desk.me, "enrol people"))

    def _none(self) -> str:
        return self.tr(
            "There is no recovery sheet that works, and no custodians. Make a sheet now: a forgotten "
            "passphrase would close the vault for good."
        )

    def _way_words(self, way: WayBackRow, words: Words) -> str:
        made = self._made_words(way, words)
        if way.rehearsed is None:
            return made + self.tr("; that it works has not been proved yet.")
        return made + self.tr(" and proved to work {when}.").format(when=words.moment(way.rehearsed))

    def _made_words(self, way: WayBackRow, words: Words) -> str:
        when = words.moment(way.made)
        if way.form == "sheet":
            return self.tr("Recovery sheet {number} was made {when}").format(number=way.number, when=when)
        # Enough of each to be told from the other: a custodian knows the beginning of their own.
        keys = self.tr(" and ").join(f"{key[:8]} …" for key in way.custodians)
        says = self.tr("Both custodians together (public keys {keys}) can recover it too, since {when}")
        return says.format(keys=keys, when=when)

    def _on_rehearse(self) -> None:
        sheet = Sheet(
            self,
            title=self.tr("Rehearse recovery"),
            says=self.tr("It is tried on the vault as recovery would be; nothing is changed."),
            primary=self.tr("Try it"),
        )
        proof = ProofForm(by_passphrase=False, places=self._places)
        sheet.body.addWidget(proof)
        sheet.submitted.connect(lambda: self._rehearse(sheet, proof))
        sheet.open()
        proof.setFocus()

    def _rehearse(self, sheet: Sheet, proof: ProofForm) -> None:
        if not proof.complete():
            return
        sheet.busy(busy=True)
        recovery, back = self._session.desk.recovery, proof.back_maker()

        by_sheet = proof.how.value() == "sheet"

        def rehearse() -> str:
            """Try it; gives the number of what opened."""
            shown = back()
            if isinstance(shown, SheetCode):
                return recovery.rehearse(shown.typed)
            return recovery.rehearse_force(shown)

        def refused(error: SopcheckError) -> None:
            sheet.busy(busy=False)
            sheet.line.refuse(error)

        def done(number: str) -> None:
            proof.clear()
            sheet.accept()
            one = self.tr("Sheet {number} opens this vault.").format(number=number)
            self.told.emit(one if by_sheet else self.tr("Both custodians together open this vault."))

        self._session.tasks.run(sheet, rehearse, done, refused)

    def _on_custodians(self) -> None:
        sheet = NameCustodians(self, self._session)
        said = self.tr("Both custodians together can recover this vault now. Rehearse it with both of them.")
        sheet.named.connect(lambda: self.told.emit(said))
        sheet.open()

    def _on_new(self) -> None:
        ask_whether(
            self,
            title=self.tr("Make a new recovery sheet"),
            says=self.tr("It takes the place of the one before, which opens nothing from then on."),
            primary=self.tr("Make the sheet"),
            done=self._make,
        )

    def _make(self) -> None:
        self._session.tasks.run(
            self, self._session.desk.recovery.make_sheet, self._show_sheet, self.refused.emit
        )

    def _show_sheet(self, made: RecoverySheet) -> None:
        recovery = self._session.desk.recovery
        sheet = Sheet(
            self,
            title=self.tr("Recovery sheet {number}").format(number=made.number),
            says=self.tr("It is shown now and never again. Seal it in an envelope, apart from this machine."),
            primary=self.tr("I have it"),
            width=36,
        )
        panel = RecoveryPanel(made, lambda: recovery.printed(made), tasks=self._session.tasks)
        sheet.body.addWidget(panel)
        sheet.submitted.connect(lambda: self._rehearse_new(sheet, panel, made))
        # The sheet is in force already; the page goes on saying that it was not proved.
        rename(sheet.cancel, self.tr("Close unproved"))
        sheet.open()
        panel.setFocus()

    def _rehearse_new(self, sheet: Sheet, panel: RecoveryPanel, made: RecoverySheet) -> None:
        if not panel.complete():
            return
        sheet.busy(busy=True)
        recovery = self._session.desk.recovery

        def done(number: str) -> None:
            sheet.accept()
            self.told.emit(self.tr("Sheet {number} opens this vault.").format(number=number))

        def refused(error: SopcheckError) -> None:
            sheet.busy(busy=False)
            sheet.line.refuse(error)

        self._session.tasks.run(sheet, lambda: recovery.rehearse(made.code), done, refused)
