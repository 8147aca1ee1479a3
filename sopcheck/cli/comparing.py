"""`sopcheck checklist compare`: what differs between two versions, as lines, as data, or on paper."""

from contextlib import nullcontext
from pathlib import Path

import click

from sopcheck.checklists.board import board_paper
from sopcheck.checklists.compare import Row, compare
from sopcheck.checklists.compare_words import row_fields, told
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.reader import Read
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.definitions import named_definition
from sopcheck.files import write_whole
from sopcheck.services.desk import Desk


@click.command("compare")
@click.argument("was", metavar="A")
@click.argument("now", metavar="B")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A PDF to write for the SOP board.")
@click.option("--reason", default="", help="Why B was written, for the PDF.")
@vault_options
@json_option
def compare_(*, was: str, now: str, output: Path | None, reason: str, way: WayIn, as_json: bool) -> int:
    """Say what differs between two versions, item by item; exit 1 where anything does.

    A and B are each a file, or an id and a version in quotes: "cse-investigation 1.0". With --vault they are
    the versions of that vault.
    """
    with way.desk() if way.folder else nullcontext() as desk:
        before, after = named_definition(was, desk), named_definition(now, desk)
        why, standing = _published(after, desk)
    found = compare(before.checklist, after.checklist)
    if output is not None:
        from sopcheck.bootstrap import SystemClock, printed_comparison

        paper = board_paper(found, reason=reason or why, standing=standing)
        write_whole(output, printed_comparison(paper, printed_at=SystemClock().now()))
    if as_json:
        print_json([row_fields(row) for row in found.rows])
    else:
        _print_lines(found.rows)
    return 1 if found.rows else 0


def compared_line(row: Row) -> str:
    """What it is about, what changed, how much that weighs, and what was and is."""
    words = told(row)
    # Of a key that is left out its value alone would read as if it had come.
    absent = "none" if row.key else ""
    change = " -> ".join(part for part in (words.was or absent, words.is_ or absent) if part)
    return f"{words.about}: {row.change} ({row.weight}): {change}"


def _published(after: Read, desk: Desk | None) -> tuple[str, str]:
    """Why the later version was proposed, and where it is in its life; of a file it is a draft."""
    rows = () if desk is None else desk.library.versions()
    for row in rows:
        if desk is not None and row.digest == after.digest:
            return desk.library.proposal(row.checklist, row.version), row.status
    ships = any(pack.digest == after.digest for pack in shipped())
    return "", "illustrative baseline" if ships else "draft"


def _print_lines(rows: tuple[Row, ...]) -> None:
    for row in rows:
        click.echo(compared_line(row))
    major = sum(row.weight == "major" for row in rows)
    click.echo(f"Differences: {len(rows)}, of these {major} major." if rows else "No difference.", err=True)
