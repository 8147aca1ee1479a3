"""`sopcheck rehearse`: play worked cases and check what must be said about them."""

from datetime import UTC, datetime
from pathlib import Path

import click

from sopcheck.cases.rehearsals.checks import check
from sopcheck.cases.rehearsals.json import to_json
from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read_file
from sopcheck.checklists.local_time import LONDON, parse_wall
from sopcheck.cli.common import print_json
from sopcheck.errors import RefusedError

_REFUSED = 2


@click.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--as-at", help="The moment, such as “2026-05-07 14:00”, of the evaluation to print.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole evaluation at that moment.")
@click.option("--record", type=click.Path(path_type=Path), help="Print the record of the last review here.")
def rehearse(*, files: tuple[Path, ...], as_at: str | None, as_json: bool, record: Path | None) -> int:
    """Play each file and check its expectations; exit 1 where anything differs."""
    if as_at is None and not as_json and record is None:
        return max([_checked(file) for file in files])
    played = play(read_file(_only(files)))
    if record is not None:
        _write_record(played, record)
    if as_at is not None or as_json:
        print_json(to_json(played, _moment(as_at) if as_at else _last_moment(played)))
    return 0


def _checked(file: Path) -> int:
    """Check one file; one that cannot be played does not keep the others from being checked."""
    try:
        differences = check(play(read_file(file)))
    except RefusedError as refusal:
        click.echo(str(refusal), err=True)
        return _REFUSED
    for difference in differences:
        click.echo(str(difference))
    verdict = f"differences found: {len(differences)}" if differences else "as expected"
    click.echo(f"{file.name}: {verdict}", err=True)
    return 1 if differences else 0


def _only(files: tuple[Path, ...]) -> Path:
    if len(files) != 1:
        raise RefusedError("Name one rehearsal for this; several can only be checked.")
    return files[0]


def _last_moment(played: Played) -> datetime:
    return max((entry.known for entry in played.entries), default=datetime.now(UTC))


def _moment(text: str) -> datetime:
    return parse_wall(text, zone=LONDON).astimezone(UTC)


def _write_record(played: Played, output: Path) -> None:
    from sopcheck.bootstrap import rehearsed_record
    from sopcheck.files import write_whole

    write_whole(output, rehearsed_record(played))
    click.echo(f"The record of the last review is in {output.name}.", err=True)
