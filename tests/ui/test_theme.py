"""The dress of the application: themes, the text scale, and what widgets read back of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from sopcheck.ui import theme
from sopcheck.ui.theme import Look, em, larger, step, tokens_of
from sopcheck.ui.tokens import CONTRAST, DARK, LIGHT, Tokens


@pytest.fixture(autouse=True)
def undress(qapp: QApplication) -> None:
    qapp.setProperty("worn", None)


@pytest.mark.parametrize(("name", "tokens"), [("light", LIGHT), ("dark", DARK), ("high contrast", CONTRAST)])
def test_a_theme_is_read_back_from_any_widget(
    qtbot: QtBot, qapp: QApplication, name: theme.ThemeName, tokens: Tokens
) -> None:
    theme.apply(qapp, Look(theme=name))
    view = QListView()
    qtbot.addWidget(view)
    assert tokens_of(view) == tokens


def test_a_palette_that_is_not_ours_gives_its_own_colours(qtbot: QtBot, qapp: QApplication) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#112233"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    system = theme.system_tokens(palette)
    assert (system.page, system.ink, system.passed, system.line) == ("#112233",) + ("#ffff00",) * 3


def test_the_system_theme_follows_the_colour_scheme(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Light)
    assert theme.tokens_for("system") == LIGHT
    hints.unsetColorScheme()


@pytest.mark.parametrize("scale", theme.SCALES)
def test_distances_grow_with_the_text(qapp: QApplication, scale: float) -> None:
    theme.apply(qapp, Look(theme="light", scale=scale))
    assert (step(1), step(4), em(10)) == (round(4 * scale), round(16 * scale), round(140 * scale))


def test_the_base_font_is_ten_and_a_half_points_with_figures_of_one_width() -> None:
    font = theme.base_font()
    assert font.pointSizeF() == 10.5
    assert [tag.toString().data() for tag in font.featureTags()] == [b"tnum"]


def test_what_is_disabled_is_written_in_the_muted_colour() -> None:
    palette = theme.palette_of(LIGHT)
    colour = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert colour == QColor(LIGHT.muted)


@pytest.mark.parametrize(
    ("scale", "steps", "then"), [(1.0, 1, 1.25), (2.0, 1, 2.0), (1.0, -1, 1.0), (1.5, -1, 1.25)]
)
def test_text_grows_and_shrinks_as_far_as_there_are_sizes(scale: float, steps: int, then: float) -> None:
    assert larger(Look(theme="dark", scale=scale), steps) == Look(theme="dark", scale=then)


def test_the_stylesheet_leaves_no_name_unfilled(qapp: QApplication) -> None:
    theme.apply(qapp, Look(theme="dark", scale=1.25))
    assert "$" not in qapp.styleSheet()
    assert DARK.accent in qapp.styleSheet()


def test_a_system_that_asks_for_contrast_gives_its_own_colours(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "_wants_contrast", lambda _: True)
    assert theme.tokens_for("system") == theme.system_tokens(QGuiApplication.palette())
    assert theme.tokens_for("light") == LIGHT
