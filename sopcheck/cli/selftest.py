"""`sopcheck self-test`: is this installation whole: cipher, checklists, fonts, PDF, key store, window."""

import secrets
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from sopcheck.cli.common import json_option, print_json
from sopcheck.cli.window import paint_anyway
from sopcheck.errors import DamagedError, SopcheckError

_SPECIMEN = """
rehearsal: 1
title: Self-test
case: SELF-TEST
checklists: [cse-investigation 1.0]
people:
  investigator: {name: DC Farrow, role: investigator, rank: constable}
  supervisor: {name: DS Okell, role: supervisor, rank: sergeant}
events:
  - {at: 2026-04-30 10:15, by: investigator, clock: report-received}
  - {at: 2026-05-01 08:30, by: supervisor, review: 24-hour, outcome: on track}
expect: []
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one part of the self-test found; a part that may be missing is a note, not a fault."""

    part: str
    ok: bool
    sentence: str
    needed: bool = True

    @property
    def word(self) -> str:
        """The finding in one word."""
        return "ok" if self.ok else "fault" if self.needed else "note"


@click.command("self-test")
@json_option
def self_test(*, as_json: bool) -> int:
    """Check the parts that the program stands on; exit 1 where one that is needed does not work."""
    findings = []
    for finding in examined():
        findings.append(finding)
        # Told as it is found: what comes last may end the whole process where a library is missing.
        if not as_json:
            click.echo(f"{finding.part:11} {finding.word:6} {finding.sentence}")
    whole = all(found.word != "fault" for found in findings)
    if as_json:
        parts = [{"part": one.part, "ok": one.ok, "sentence": one.sentence} for one in findings]
        print_json({"ok": whole, "parts": parts})
    return 0 if whole else 1


def examined() -> Iterator[Finding]:
    """What each part of the installation has to say."""
    yield tried("cipher", _cipher)
    yield tried("checklists", _checklists)
    yield tried("fonts", _fonts)
    yield tried("PDF", _record)
    yield tried("key store", _keyring, needed=False)
    yield tried("window", _window)


def tried(part: str, test: Callable[[], str], *, needed: bool = True) -> Finding:
    """The finding of one test, which tells a sentence or raises."""
    try:
        return Finding(part, ok=True, sentence=test(), needed=needed)
    except SopcheckError as error:
        return Finding(part, ok=False, sentence=error.sentence, needed=needed)
    except ImportError as error:
        sentence = f"A library is missing or does not load: {error.name or 'see the guide'}. Install it."
        return Finding(part, ok=False, sentence=sentence, needed=needed)
    except OSError as error:
        return Finding(part, ok=False, sentence=f"The computer refused: {error.strerror}.", needed=needed)


def _cipher() -> str:
    """A vault in a temporary folder, without the key store, verified entry by entry."""
    from sopcheck.bootstrap import Program
    from sopcheck.services.people import NewPerson
    from sopcheck.vault.keyring import NoKeyringError

    def no_keyring() -> NoReturn:
        raise NoKeyringError

    with tempfile.TemporaryDirectory() as folder:
        program = Program.for_folder(Path(folder) / "vault", keyring=no_keyring)
        desk = program.access.create(NewPerson(name="Self-test", number="0"), secrets.token_hex(16))
        report = desk.assurance.verify()
        desk.lock()
    if not report.ok:
        raise DamagedError("A vault that was just made does not verify. Install sopcheck again.")
    return f"An encrypted vault was made, and its {report.entries} entries verify."


def _checklists() -> str:
    from sopcheck.cli.definitions import shipped_definitions

    found = shipped_definitions()
    items = sum(1 for one in found for _ in one.checklist.items())
    return f"{len(found)} checklists with {items} items are whole."


def _fonts() -> str:
    from sopcheck.records import fonts

    faces = [fonts.text_face(bold=bold) for bold in (False, True)]
    return f"The {len(faces)} fonts of the printed record load."


def _record() -> str:
    """The record of a rehearsed case, printed and read back."""
    from sopcheck.bootstrap import rehearsed_record
    from sopcheck.cases.rehearsals.player import play
    from sopcheck.cases.rehearsals.reader import read
    from sopcheck.cli.records import by_itself

    pdf = rehearsed_record(play(read(_SPECIMEN.encode(), file="self-test")))
    verdict = by_itself(pdf)
    if verdict.word != "not known here":
        raise DamagedError(verdict.sentence)
    return f"A supervision record prints ({len(pdf):,} bytes) and proves itself."


def _keyring() -> str:
    from sopcheck.vault.keyring import system_keyring

    system_keyring()
    return "The key store of this account answers."


def _window() -> str:
    paint_anyway()
    from sopcheck.ui.application import make_application

    return f"The window can be painted ({make_application().platformName()})."
