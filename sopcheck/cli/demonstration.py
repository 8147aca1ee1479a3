"""`sopcheck demo`: a vault with fictitious cases, what is printed of one, pictures of the main pages."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

import click

from sopcheck.bootstrap import Program, SystemClock
from sopcheck.cases.access_events import DocumentKind
from sopcheck.checklists.local_time import LONDON
from sopcheck.cli.common import json_option, print_json
from sopcheck.cli.demo.performing import StoryClock, perform
from sopcheck.cli.demo.stories import PICTURED, PRINTED, REVIEWED, audits, stories
from sopcheck.cli.window import has_display, open_window, paint_anyway
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.files import write_whole
from sopcheck.ledger.entry import PersonId
from sopcheck.services.desk import Desk
from sopcheck.services.people import NewPerson
from sopcheck.vault.keyring import NoKeyringError
from sopcheck.vault.keyslots import TESTING_COSTS, Costs

PASSPHRASE = "heather rowan alder larch"  # noqa: S105 - protects nothing but made-up cases
PASSPHRASE_FILE = "passphrase.txt"  # noqa: S105 - the name of the file
SHOWN_BY, LOOKED_AT = "okell", "write-investigation-plan"
_PRINTED_KINDS: tuple[DocumentKind, ...] = ("record", "annex", "status", "disclosure")
_READ_ME = "README.txt"
_NOTICE = "Demonstration: the case and everybody in it are fictitious."
MARK = "This folder holds the demonstration of sopcheck; everything in it is fictitious and may be deleted.\n"
_CAST = (
    NewPerson(
        name="DS Okell",
        number="2117",
        label="okell",
        rank="sergeant",
        roles=("administrator", "sop-owner", "supervisor"),
    ),
    NewPerson(name="DC Farrow", number="4402", label="farrow", rank="constable", roles=("investigator",)),
    NewPerson(name="DI Teal", number="1038", label="teal", rank="inspector", roles=("supervisor", "auditor")),
)


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True)
@click.option("--no-window", is_flag=True, help="Do not open the window afterwards.")
@click.option(
    "--now", "as_if", default="", help="Tell the cases as if it were this moment, such as “2026-05-07 14:00”."
)
@json_option
def demo(*, folder: Path, no_window: bool, as_if: str, as_json: bool) -> int:
    """Make a vault with fictitious cases, print a record, picture the pages; then open the window."""
    now = _moment(as_if)
    _make_room(folder)
    _tell(folder, now)
    made = _show(folder, now)
    if as_json:
        print_json(made)
    else:
        click.echo(f"The demonstration is in {folder}: a vault, a printed record, and pictures of the pages.")
        click.echo(f"Unlock it as “{SHOWN_BY}” with the passphrase in {PASSPHRASE_FILE}.")
    return 0 if no_window or not has_display() else open_window(folder / "vault")


def _moment(text: str) -> datetime:
    from sopcheck.checklists.local_time import parse_wall

    return parse_wall(text, zone=LONDON) if text else SystemClock().now()


def _make_room(folder: Path) -> None:
    """Make room for a new demonstration; only what an earlier one made is removed.

    Raises:
        RefusedError: the folder holds something else, or is a file.
        UnavailableError: the folder cannot be written, or its vault is open.
    """
    mark = folder / _READ_ME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (mark.is_file() and mark.read_bytes() == MARK.encode()):
            raise RefusedError(
                f"The folder {folder.name} is not empty. Name an empty one for the demonstration."
            )
        _refuse_open(folder / "vault")
        shutil.rmtree(folder / "vault", ignore_errors=True)
        for old in (*folder.glob("*.png"), *folder.glob("*.pdf")):
            old.unlink()
    except FileExistsError as error:
        raise RefusedError(f"{folder.name} is a file. Name a folder for the demonstration.") from error
    except OSError as error:
        raise UnavailableError(f"The folder {folder.name} cannot be written. Name another one.") from error
    write_whole(mark, MARK.encode())


def _refuse_open(vault: Path) -> None:
    """Refuse to remove a vault from under a window that shows it."""
    if vault.is_dir():
        _program(vault, StoryClock(SystemClock().now()), Costs()).place.require_closed()


def _program(vault: Path, clock: StoryClock, costs: Costs) -> Program:
    # Without the key store of this account, so that the folder opens wherever it is carried.
    return Program.for_folder(vault, clock=clock, keyring=_no_keyring, costs=costs, notice=_NOTICE)


def _no_keyring() -> NoReturn:
    raise NoKeyringError


def _tell(folder: Path, now: datetime) -> None:
    """Enrol the cast and perform the stories.

    While they are told, a passphrase is cheap to check, for people change often; in the end each has a key
    slot as any other vault has it.
    """
    write_whole(folder / PASSPHRASE_FILE, f"{PASSPHRASE}\n".encode())
    clock = StoryClock(now - timedelta(days=200))
    cheap = _program(folder / "vault", clock, TESTING_COSTS)
    people = _enrolled(cheap)
    told = [step for story in stories(now, people) for step in story.steps]
    done = (step for step in (*told, *audits(now)) if step.typed <= now)
    perform(cheap, clock, done, people=people, passphrase=PASSPHRASE)
    clock.reach(now)
    proper = _program(folder / "vault", clock, Costs())
    for person in people.values():
        desk = proper.unlock(person, PASSPHRASE)
        desk.people.change_passphrase(PASSPHRASE, PASSPHRASE)
        desk.lock()


def _enrolled(program: Program) -> dict[str, PersonId]:
    founder, *others = _CAST
    desk = program.access.create(founder, PASSPHRASE)
    try:
        for other in others:
            desk.people.add(other, PASSPHRASE)
        return {person.label: person.person for person in desk.people.all()}
    finally:
        desk.lock()


def _show(folder: Path, now: datetime) -> dict[str, object]:
    """Print the record and take the pictures, as the supervisor."""
    program = _program(folder / "vault", StoryClock(now), Costs())
    person = next(one.person for one in program.access.people() if one.label == SHOWN_BY)
    desk = program.unlock(person, PASSPHRASE)
    try:
        records, pictures = _print(folder, desk), _pictures(folder, program, desk)
    finally:
        desk.lock()
    return {
        "vault": str(folder / "vault"),
        "passphrase_file": str(folder / PASSPHRASE_FILE),
        "person": SHOWN_BY,
        "records": records,
        "pictures": pictures,
    }


def _print(folder: Path, desk: Desk) -> list[str]:
    """Print the record of the last review, and what else is printed of a case; the record comes first."""
    case = desk.casework.find(PRINTED)
    review = desk.printing.reviews(case)[0].review
    written = []
    for kind in _PRINTED_KINDS:
        printed = desk.printing.print_document(
            kind, case, review, purpose="Demonstration", recipient="Whoever looks at this folder"
        )
        path = folder / printed.file_name
        write_whole(path, printed.pdf)
        written.append(str(path))
    return written


def _pictures(folder: Path, program: Program, desk: Desk) -> list[str]:
    paint_anyway()
    from sopcheck.ui.pictures import take_pictures
    from sopcheck.ui.rehearsal.page import example
    from sopcheck.ui.spots import Spot

    pictured, printed = desk.casework.find(PICTURED), desk.casework.find(PRINTED)
    places = desk.casework.refresh(pictured).evaluation.places
    spots = (
        Spot(
            page="case", case=pictured, place=next(one.place for one in places if one.place.item == LOOKED_AT)
        ),
        Spot(page="review", case=desk.casework.find(REVIEWED)),
        Spot(page="rehearsal", file=example("unopened-package")),
        Spot(page="record", case=printed, review=desk.printing.reviews(printed)[0].review),
    )
    return [str(path) for path in take_pictures(folder, program, desk, *spots)]
