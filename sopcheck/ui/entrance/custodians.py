"""The key files of a force's two custodians: each is chosen, and its passphrase typed by its custodian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from sopcheck.services.ways_in import CustodianKeys
from sopcheck.ui.entrance.places import Places, SystemPlaces
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Field, Secret
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class CustodianKey(QWidget):
    """One key file with its passphrase."""

    def __init__(self, whose: str, places: Places, parent: QWidget | None = None) -> None:
        """Ask for the file of the *first* or *second* custodian."""
        super().__init__(parent)
        self._places = places
        self.file: Path | None = None
        self._name = Label(_tr("No file is chosen."), tone="muted")
        chosen = _tr("Choose the key file of the {whose} custodian").format(whose=whose)
        self.choose_button = button(_tr("Choose…"), does=self._on_choose, name=chosen)
        self._title = chosen
        self.passphrase = Secret(_tr("Passphrase of the {whose} custodian").format(whose=whose))
        title = _tr("Key file of the {whose} custodian").format(whose=whose)
        self.file_field = Field(title, self.choose_button)
        self.passphrase_field = Field(self.passphrase.edit.accessibleName(), self.passphrase)
        self.setLayout(column(self.file_field, self._name, self.passphrase_field, gap=2))
        self.setFocusProxy(self.choose_button)

    def complete(self) -> bool:
        """Whether both are there; says what is missing where not."""
        self.file_field.accept()
        self.passphrase_field.accept()
        if self.file is None:
            self.file_field.refuse(_tr("Choose the file first."))
        elif not self.passphrase.text():
            self.passphrase_field.refuse(_tr("Let the custodian type it."))
        return self.file is not None and bool(self.passphrase.text())

    def take(self, file: Path) -> None:
        """This file was chosen."""
        self.file = file
        self._name.say(file.name)
        self.passphrase.setFocus()

    def _on_choose(self) -> None:
        self._places.choose_file(self, self._title, self.take)


class CustodianForm(QWidget):
    """Both of them."""

    def __init__(self, places: Places | None = None, parent: QWidget | None = None) -> None:
        """Ask for both files; `places` chooses them."""
        super().__init__(parent)
        self.first = CustodianKey(_tr("first"), places or SystemPlaces())
        self.second = CustodianKey(_tr("second"), places or SystemPlaces())
        self.setLayout(column(self.first, self.second, gap=4))
        self.setFocusProxy(self.first)

    def complete(self) -> bool:
        """Whether everything is there; says what is missing first."""
        return self.first.complete() and self.second.complete()

    def maker(self) -> Callable[[], CustodianKeys]:
        """What reads both files; called off the thread, for they may lie on a slow stick."""
        given = tuple((one.file, one.passphrase.text()) for one in (self.first, self.second) if one.file)

        def read() -> CustodianKeys:
            """Read both files."""
            from sopcheck.files import read_whole  # noqa: PLC0415 - seldom needed at the way in

            return CustodianKeys(tuple((read_whole(file), typed) for file, typed in given))

        return read

    def clear(self) -> None:
        """Forget the passphrases."""
        for one in (self.first, self.second):
            one.passphrase.clear()


def _tr(text: str) -> str:
    return QCoreApplication.translate("custodians", text)
