"""Choosing the theme and the size of the text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.fields import Choice, Field
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.theme import SCALES, Look, ThemeName


class DisplaySheet(Sheet):
    """Two choices; what is chosen is shown when the sheet closes."""

    look_chosen = Signal(object)
    """The `Look` that a person chose."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        """Begin with the present look."""
        super().__init__(parent, title=self.tr("Display"), primary=self.tr("Use this"), width=22)
        self.theme: Choice[ThemeName] = Choice(self.tr("Theme"), self._themes())
        self.scale: Choice[float] = Choice(
            self.tr("Size of text"), [(scale, f"{scale:.0%}") for scale in SCALES]
        )
        self.theme.choose(look.theme)
        self.scale.choose(look.scale)
        self.body.addWidget(Field(self.tr("Theme"), self.theme))
        self.body.addWidget(
            Field(self.tr("Size of text"), self.scale, hint=self.tr("Ctrl and + or − change it anywhere."))
        )
        self.submitted.connect(self._on_submitted)
        self.theme.setFocus()

    def _themes(self) -> tuple[tuple[ThemeName, str], ...]:
        return (
            ("system", self.tr("As the system has it")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("high contrast", self.tr("High contrast")),
        )

    def _on_submitted(self) -> None:
        chosen = Look(theme=self.theme.value() or "system", scale=self.scale.value() or 1.0)
        self.accept()
        self.look_chosen.emit(chosen)
