"""Running commands in this process, on a vault of the test's own, at a moment that the test sets."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sopcheck.bootstrap import SystemClock
from sopcheck.cli.main import run
from tests.world import PASSPHRASE, START, copied


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status, its data and its messages."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> object:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    def row(self, key: str, value: object) -> dict[str, object]:
        """The row of a list that has this value."""
        found = self.json
        assert isinstance(found, list)
        return next(row for row in found if row[key] == value)

    def field(self, key: str) -> object:
        """A field of the document."""
        found = self.json
        assert isinstance(found, dict)
        return found[key]


class Terminal(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


class Commands:
    """Runs `sopcheck` as the shell would, without a new process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.at(START)

    def at(self, moment: object) -> None:
        """Set the clock of the machine."""
        self._monkeypatch.setattr(SystemClock, "now", lambda _: moment)

    def __call__(self, *arguments: str | Path, typed: str = "", at_terminal: bool = False) -> Ran:
        """Run one command; `typed` is what is piped into it, or typed by somebody at a terminal."""
        self._monkeypatch.setattr(sys, "stdin", Terminal(typed) if at_terminal else io.StringIO(typed))
        self._capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        return Ran(status, captured.out, captured.err)


@dataclass(frozen=True)
class Vault:
    """A copy of the template with its people, and the options that unlock it."""

    folder: Path
    passphrase_file: Path
    commands: Commands

    @classmethod
    def copied(cls, original: Path, folder: Path, commands: Commands) -> "Vault":
        """A vault of the test's own."""
        copied(original, folder / "vault")
        passphrase_file = folder / "passphrase.txt"
        passphrase_file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
        return cls(folder / "vault", passphrase_file, commands)

    def __call__(self, *arguments: str | Path, person: str = "farrow") -> Ran:
        """Run a command on the vault as somebody."""
        way = ("--vault", self.folder, "--person", person, "--passphrase-file", self.passphrase_file)
        return self.commands(*arguments, *way)

    def open_case(self, reference: str = "NV/1", *more: str) -> Ran:
        """Open a case that was reported two hours before."""
        return self("case", "open", reference, "--received", "2026-05-07 12:00", "--json", *more)
