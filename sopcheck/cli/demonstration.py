"""`sopcheck demo`: a vault with fictitious cases, a printed record, and pictures of the main pages."""

import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from sopcheck.bootstrap import Program, SystemClock
from sopcheck.cases.programme import DEFAULT_ZONE
from sopcheck.checklists.local_time import parse_wall
from sopcheck.cli.common import json_option, print_json
from sopcheck.cli.demo.stories import stories
from sopcheck.cli.demo.telling import Role, StoryClock, perform
from sopcheck.cli.window import has_display, open_window, paint_anyway
from sopcheck.cli.writing import write_whole
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.services.desk import Desk
from sopcheck.services.people import NewPerson

PASSPHRASE = "heather rowan alder larch"  # noqa: S105 - protects nothing but made-up cases
PASSPHRASE_FILE = "passphrase.txt"  # noqa: S105 - the name of the file
SHOWN, PICTURED, REVIEWED = "NV/CSE/26/0139", "NV/CSE/26/0101", "NV/CSE/26/0212"
_MARK = (
    "This folder holds the demonstration of sopcheck; everything in it is fictitious and may be deleted.\n"
)
_READ_ME = "README.txt"


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True)
@click.option("--no-window", is_flag=True, help="Do not open the window afterwards.")
@click.option("--now", "as_if", default="", help="Tell the cases as if it were this moment.")
@json_option
def demo(*, folder: Path, no_window: bool, as_if: str, as_json: bool) -> int:
    """Make a vault with fictitious cases, print a record, picture the pages; then open the window."""
    now = _moment(as_if)
    _clear(folder)
    made = _make(folder, now)
    if as_json:
        print_json(made)
    else:
        click.echo(f"The demonstration is in {folder}: a vault, a printed record, and pictures of the pages.")
        click.echo(f"Unlock it as {made['person']} with the passphrase in {PASSPHRASE_FILE}.")
    return 0 if no_window else _window(folder)


def _moment(text: str) -> datetime:
    if not text:
        return SystemClock().now()
    return parse_wall(text, zone=ZoneInfo(DEFAULT_ZONE))


def _clear(folder: Path) -> None:
    """Make room for a new demonstration; only what an earlier one made is removed.

    Raises:
        RefusedError: the folder holds something else.
        UnavailableError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / _READ_ME).is_file():
            raise RefusedError(
                f"The folder {folder.name} is not empty. Name an empty one for the demonstration."
            )
        shutil.rmtree(folder / "vault", ignore_errors=True)
        for old in (*folder.glob("*.png"), *folder.glob("*.pdf")):
            old.unlink()
    except OSError as error:
        raise UnavailableError(f"The folder {folder.name} cannot be written. Name another one.") from error


def _make(folder: Path, now: datetime) -> dict[str, object]:
    write_whole(folder / _READ_ME, _MARK.encode())
    write_whole(folder / PASSPHRASE_FILE, f"{PASSPHRASE}\n".encode())
    clock = StoryClock(now)
    program = Program.for_folder(folder / "vault", clock=clock)
    told = stories(now, cast := _cast(program, clock, now))
    perform(program, clock, cast, told)
    clock.set(now)
    desk = program.unlock(cast["okell"].person, PASSPHRASE)
    try:
        record = _print(folder, desk)
        pictures = _pictures(folder, program, desk)
    finally:
        desk.lock()
    return {
        "vault": str(folder / "vault"),
        "passphrase_file": str(folder / PASSPHRASE_FILE),
        "person": "okell",
        "records": [record],
        "pictures": pictures,
    }


def _cast(program: Program, clock: StoryClock, now: datetime) -> dict[str, Role]:
    """The three people, enrolled before the first case."""
    from datetime import timedelta

    clock.set(now - timedelta(days=200))
    okell = NewPerson(
        name="DS Okell",
        number="2117",
        label="okell",
        rank="sergeant",
        roles=("administrator", "sop-owner", "supervisor"),
    )
    desk = program.access.create(okell, PASSPHRASE)
    try:
        farrow = desk.people.add(
            NewPerson(
                name="DC Farrow", number="4402", label="farrow", rank="constable", roles=("investigator",)
            ),
            PASSPHRASE,
        )
        teal = desk.people.add(
            NewPerson(
                name="DI Teal", number="1038", label="teal", rank="inspector", roles=("supervisor", "auditor")
            ),
            PASSPHRASE,
        )
        people = {"okell": desk.me.person, "farrow": farrow.person, "teal": teal.person}
    finally:
        desk.lock()
    return {name: Role(person, PASSPHRASE) for name, person in people.items()}


def _print(folder: Path, desk: Desk) -> str:
    case = desk.casework.find(SHOWN)
    held = desk.printing.reviews(case)[0]
    printed = desk.printing.print_record(
        case, held.review, purpose="Demonstration", recipient="Whoever looks at this folder"
    )
    path = folder / printed.file_name
    write_whole(path, printed.pdf)
    return str(path)


def _pictures(folder: Path, program: Program, desk: Desk) -> list[str]:
    paint_anyway()
    from sopcheck.ui.pictures import take_pictures

    shown = desk.casework.find(SHOWN)
    taken = take_pictures(
        folder,
        program,
        desk,
        case=desk.casework.find(PICTURED),
        review_of=desk.casework.find(REVIEWED),
        record_of=(shown, desk.printing.reviews(shown)[0].review),
    )
    return [str(path) for path in taken]


def _window(folder: Path) -> int:
    return open_window(folder / "vault") if has_display() else 0
