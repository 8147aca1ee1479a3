"""The small stylesheet that Fusion is trimmed with: flat controls, one-pixel lines, room around text.

It is made from the tokens; what a palette can say is left to the palette.
"""

from collections.abc import Callable
from string import Template

from sopcheck.ui.tokens import Tokens, chosen

# Each rule names the class that it is for: one for any class (`*`) is tried on every widget that is made.
_SHEET = Template("""
QToolTip { background: $raised; color: $ink; border: 1px solid $line; padding: ${p1}px ${p2}px; }
QPushButton { background: $surface; color: $ink; border: 1px solid $line; border-radius: 4px;
    padding: ${p2}px ${p4}px; min-height: ${p5}px; outline: 0; }
QPushButton:hover { background: $raised; border-color: $ink; }
QPushButton:pressed { background: $page; }
QPushButton:disabled { color: $muted; border-color: $hairline; }
QPushButton:checked { border: 2px solid $accent; color: $accent; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[kind="primary"]:hover { border-color: $ink; }
QPushButton[kind="primary"]:disabled { background: $raised; color: $muted; border-color: $hairline; }
QPushButton[kind="quiet"] { background: transparent; color: $accent; border: 1px solid transparent;
    padding: ${p1}px 0; min-height: ${p4}px; text-align: left; }
QPushButton[kind="quiet"]:hover { text-decoration: underline; background: transparent; }
QPushButton[kind="quiet"]:disabled { color: $muted; }
QPushButton[kind="chip"] { padding: ${p1}px ${p3}px; min-height: ${p4}px; border-color: $hairline; }
QPushButton[kind="rail"] { background: transparent; border: 0; border-left: 3px solid transparent;
    text-align: left;
    padding: ${p2}px ${p3}px; min-height: ${p5}px; }
QPushButton[kind="rail"]:hover { background: $raised; }
QPushButton[kind="rail"]:checked { background: $surface; color: $ink; font-weight: 600;
    border-left: 3px solid $accent; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: $surface; color: $ink;
    border: 1px solid $line; border-radius: 4px; padding: ${p1}px ${p2}px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox, QSpinBox { min-height: ${p6}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $muted; background: $raised; }
QLineEdit[refused="true"], QPlainTextEdit[refused="true"] { border: 1px solid $soon; }
QSpinBox QLineEdit { border: 0; padding: 0; min-height: 0; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: 0; }
QComboBox::drop-down { border: 0; width: ${p6}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: 0;
    selection-background-color: $accent; selection-color: $on_accent; padding: ${p1}px; }
QCheckBox, QRadioButton { spacing: ${p2}px; padding: ${p1}px 0; }
QAbstractItemView { background: $surface; border: 0; outline: 0; }
QTreeView { show-decoration-selected: 1; }
QTreeView::item { padding: ${p1}px ${p1}px; color: $ink; border-bottom: 1px solid $hairline; }
QTreeView::item:selected { background: $chosen; color: $ink; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $muted; border: 0; border-bottom: 1px solid $hairline;
    padding: ${p2}px ${p2}px; }
QHeaderView::section:hover { color: $ink; }
QScrollArea { background: transparent; border: 0; }
QSplitter::handle { background: $hairline; }
QSplitter::handle:hover, QSplitter::handle:focus { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: $raised; border: 1px solid $line; border-radius: 3px; max-height: ${p2}px;
    min-height: ${p2}px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: ${p3}px; } QScrollBar:horizontal { height: ${p3}px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 3px;
    min-height: ${p6}px; min-width: ${p6}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; border: 1px solid $line; padding: ${p1}px; }
QMenu::item { padding: ${p1}px ${p4}px; border-radius: 3px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::separator { height: 1px; background: $hairline; margin: ${p1}px; }
QDialog { background: $page; }
QLabel { background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="passed"] { color: $passed; }
QLabel[tone="soon"] { color: $soon; }
QLabel[tone="met"] { color: $met; }
Ground[ground="page"] { background: $page; }
Ground[ground="surface"] { background: $surface; }
Ground[ground="raised"] { background: $raised; }
Ground[ground="card"], QAbstractItemView[ground="card"] { background: $surface;
    border: 1px solid $hairline; border-radius: 6px; }
Ground[rule="below"] { border-bottom: 1px solid $hairline; }
Ground[rule="above"] { border-top: 1px solid $hairline; }
Ground[rule="right"] { border-right: 1px solid $hairline; }
Line { background: $raised; border: 1px solid $hairline; border-left: 3px solid $line;
    border-radius: 3px; }
Line[line="done"] { border-left-color: $met; }
Line[line="refused"] { border-left-color: $soon; }
""")


def stylesheet(tokens: Tokens, *, step: Callable[[float], int]) -> str:
    """The stylesheet in these colours; `step` gives pixels for steps of the grid."""
    sizes = {f"p{count}": str(step(count)) for count in range(1, 7)}
    return _SHEET.substitute(tokens._asdict() | sizes, chosen=chosen(tokens))
