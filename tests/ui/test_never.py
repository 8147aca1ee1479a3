"""What the window never does, looked for in its source: markup, the clipboard, titles, networks."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import sopcheck.ui

FOLDER = Path(sopcheck.ui.__file__).parent
# Names of Qt, each with the files that may say it and why nobody else may.
NOWHERE: frozenset[str] = frozenset()
ONLY_IN: dict[str, frozenset[str]] = {
    # Text of a case would be read as markup, and fetch what it names.
    "AutoText": NOWHERE,
    "RichText": NOWHERE,
    "MarkdownText": NOWHERE,
    "QTextBrowser": NOWHERE,
    "QTextEdit": NOWHERE,
    "QMessageBox": NOWHERE,
    "setHtml": NOWHERE,
    "insertHtml": NOWHERE,
    "appendHtml": NOWHERE,
    # `tip_of` makes its words literal.
    "ToolTipRole": frozenset({"editor/parts_model.py"}),
    "QLabel": frozenset({"kit/text.py", "kit/sheets.py"}),
    "setToolTip": frozenset({"kit/text.py"}),
    # Other programs, and whoever looks over a shoulder or at a list of windows, would learn of a case.
    # Only what takes back what was selected may know it.
    "clipboard": frozenset({"application.py", "selection.py"}),
    "QClipboard": frozenset({"selection.py"}),
    "QDesktopServices": NOWHERE,
    "QSystemTrayIcon": NOWHERE,
    "setWindowFilePath": NOWHERE,
    "setWindowTitle": frozenset({"kit/sheets.py", "main_window.py", "palette.py"}),
    "QSettings": frozenset({"application.py", "memory.py"}),
    "QFileDialog": frozenset({"kit/file_dialogs.py"}),
    "QTemporaryFile": NOWHERE,
    # What waits for the printer has to be a file; its folder lies in memory.
    "tempfile": frozenset({"record/queue.py"}),
    # The program never calls the network.
    "QtNetwork": NOWHERE,
    "QNetworkAccessManager": NOWHERE,
    "setOpenExternalLinks": NOWHERE,
}


@cache
def names(file: Path) -> frozenset[str]:
    """Every name that a file says."""
    return frozenset(_names(ast.parse(file.read_text(encoding="utf-8"))))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name.rpartition(".")[2]
            case ast.ImportFrom(module=str(module)):
                yield module.rpartition(".")[2]
            case _:
                pass


def titles() -> Iterator[tuple[str, ast.expr]]:
    """What is given to the windows of the system as their titles, with the file that does it."""
    for file in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="setWindowTitle"), args=[title]):
                    yield file.relative_to(FOLDER).as_posix(), title
                case _:
                    pass


@pytest.mark.parametrize("name", sorted(ONLY_IN))
def test_what_must_not_be_used_is_used_nowhere_else(name: str) -> None:
    files = {file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.py") if name in names(file)}
    assert files <= ONLY_IN[name]


def test_the_title_of_a_window_is_one_that_is_known_beforehand() -> None:
    said = {file: ast.unparse(title) for file, title in titles()}
    assert said == {
        "kit/sheets.py": "title",
        "main_window.py": "'sopcheck'",
        "palette.py": "self.tr('Search')",
    }
