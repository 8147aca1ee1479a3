"""Colours, fonts and distances of the window (`window.md`, "Tokens").

Qt itself carries the theme: colours travel in the application's palette, the text scale in its font.
`tokens_of` and `step` read them back, so no widget is handed a theme and a change reaches all of them.
"""

from typing import Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from sopcheck.ui.stylesheet import stylesheet
from sopcheck.ui.tokens import CONTRAST, DARK, LIGHT, Tokens

ThemeName = Literal["system", "light", "dark", "high contrast"]
THEMES: tuple[ThemeName, ...] = ("system", "light", "dark", "high contrast")
SCALES: tuple[float, ...] = (1.0, 1.25, 1.5, 2.0)

BASE_POINTS = 10.5
_GRID = 4
SHIPPED_FONT = "Noto Sans SemiCondensed"
_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "page"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "raised"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.ToolTipText, "ink"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.BrightText, "passed"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Accent, "accent"),
)


class Look(NamedTuple):
    """What a person chose to see: a theme, and how large the text is."""

    theme: ThemeName = "system"
    scale: float = 1.0


def larger(look: Look, steps: int) -> Look:
    """The same look with the text so many sizes larger (or smaller), as far as there are sizes."""
    at = SCALES.index(look.scale) if look.scale in SCALES else 0
    return Look(theme=look.theme, scale=SCALES[max(0, min(at + steps, len(SCALES) - 1))])


def apply(application: QApplication, look: Look) -> None:
    """Dress the whole application; `QApplication` must exist, windows may."""
    tokens = tokens_for(look.theme)
    application.setFont(base_font(look.scale))
    application.setPalette(palette_of(tokens))
    application.setStyleSheet(stylesheet(tokens, step=step))


def tokens_for(theme: ThemeName) -> Tokens:
    """The colours of a theme; a system that asks for high contrast replaces all of them."""
    hints = QGuiApplication.styleHints()
    if theme == "system" and _wants_contrast(hints.accessibility()):
        return system_tokens(QGuiApplication.palette())
    if theme == "system":
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return {"light": LIGHT, "dark": DARK, "high contrast": CONTRAST}[theme]


def _wants_contrast(hints: QAccessibilityHints) -> bool:
    return hints.contrastPreference() == Qt.ContrastPreference.HighContrast


def system_tokens(palette: QPalette) -> Tokens:
    """The colours of a palette that is not ours: words of state are told by shape and word alone."""
    ink = palette.color(QPalette.ColorRole.WindowText).name()
    page = palette.color(QPalette.ColorRole.Window).name()
    return Tokens(
        page=page,
        surface=palette.color(QPalette.ColorRole.Base).name(),
        raised=page,
        ink=ink,
        muted=ink,
        line=ink,
        hairline=ink,
        accent=palette.color(QPalette.ColorRole.Highlight).name(),
        on_accent=palette.color(QPalette.ColorRole.HighlightedText).name(),
        passed=ink,
        soon=ink,
        met=ink,
    )


_BY_PAGE = {tokens.page.lower(): tokens for tokens in (LIGHT, DARK, CONTRAST)}


def tokens_of(widget: QWidget) -> Tokens:
    """The colours that a widget is painted in now; for code that paints by itself."""
    # Not the widget's own palette: a stylesheet puts the colour of its ground in there.
    palette = QApplication.palette(widget)
    return _BY_PAGE.get(palette.color(QPalette.ColorRole.Window).name()) or system_tokens(palette)


def palette_of(tokens: Tokens) -> QPalette:
    """A palette of these colours, with what is disabled written in the muted one."""
    # From an empty one: roles that are not named here then follow from those that are.
    palette = QPalette()
    for role, name in _ROLES:
        palette.setColor(role, QColor(getattr(tokens, name)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette


def base_font(scale: float = 1.0) -> QFont:
    """The system's font at 10.5 points times the scale, with figures of one width."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QGuiApplication.platformName() == "offscreen":
        # There is no system to ask; what ships comes first where it was read, so pictures look alike.
        font.setFamilies([SHIPPED_FONT, *font.families()])
    font.setPointSizeF(BASE_POINTS * scale)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def scale_now() -> float:
    """How large the text is now, as a factor of the base size."""
    return QApplication.font().pointSizeF() / BASE_POINTS


# Both read the font that Qt holds, so that nothing has to be told when the size of the text changes.
def step(count: float) -> int:
    """So many steps of the 4-pixel grid at the present text scale, in pixels."""
    return round(count * _GRID * scale_now())


def em(count: float) -> int:
    """So many ems (widths of the base font's size) in pixels; column widths are given in these."""
    return round(count * 14 * scale_now())
