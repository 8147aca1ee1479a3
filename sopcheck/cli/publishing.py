"""`sopcheck checklist propose | approve | withdraw | impact`: the life of a version, and what it would do."""

from datetime import date
from pathlib import Path

import click

from sopcheck.cases.register.decisions import Approval
from sopcheck.cases.register.register import DefinitionRow
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.local_time import parse_day
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.definitions import is_file, read_file, wanted_version
from sopcheck.cli.moving_json import impact_json
from sopcheck.services.desk import Desk
from sopcheck.services.moving import CaseImpact, Impact

_REASON = click.option("--reason", required=True, help="Why; it is kept and shown with the version.")
_EVERY = 25


@click.command()
@click.argument("named", nargs=-1, required=True, metavar="FILE | ID VERSION")
@_REASON
@vault_options
@json_option
def propose(*, named: tuple[str, ...], reason: str, way: WayIn, as_json: bool) -> None:
    """Put a definition forward, of a file or of the vault; another SOP owner approves it."""
    path = Path(" ".join(named))
    # Read before the vault is unlocked, because a slip of the keyboard should not cost the wait.
    text = read_file(path).text.encode() if is_file(path) else b""
    with way.desk() as desk:
        if text:
            row = desk.publishing.propose(text, path.name, reason=reason)
        else:
            row = desk.publishing.propose_version(*wanted_version(" ".join(named)), reason=reason)
    _tell(row, "is proposed. Another SOP owner can approve it.", as_json=as_json)


@click.command()
@click.argument("checklist")
@click.argument("version")
@click.option("--from", "day", required=True, metavar="DATE", help="The first day, such as “2026-07-01”.")
@click.option("--authority", default="", help="By what authority, such as a policy board.")
@_REASON
@vault_options
@json_option
def approve(
    *, checklist: str, version: str, day: str, authority: str, reason: str, way: WayIn, as_json: bool
) -> None:
    """Approve a proposed version for the force, from a day on."""
    given = Approval(effective_from=parse_day(day), reason=reason, authority=authority)
    with way.desk() as desk:
        row = desk.publishing.approve(ChecklistId(checklist), Version(version), given)
    _tell(row, f"is approved, from {day}.", as_json=as_json)


@click.command()
@click.argument("checklist")
@click.argument("version")
@_REASON
@vault_options
@json_option
def withdraw(*, checklist: str, version: str, reason: str, way: WayIn, as_json: bool) -> None:
    """Let no new case follow a version any more."""
    with way.desk() as desk:
        row = desk.publishing.withdraw(ChecklistId(checklist), Version(version), reason=reason)
    _tell(row, "is withdrawn. Cases that follow it go on with it.", as_json=as_json)


@click.command()
@click.argument("named", nargs=-1, required=True, metavar="FILE | ID VERSION")
@vault_options
@json_option
def impact(*, named: tuple[str, ...], way: WayIn, as_json: bool) -> None:
    """Tell what following a version would do to every open case; nothing is changed."""
    with way.desk() as desk:
        found = desk.moving.impact(version_of(desk, " ".join(named)), _show_progress)
    if as_json:
        print_json(impact_json(found))
        return
    for one in found.cases:
        click.echo(_line(one))
    click.echo(_sum(found))


def version_of(desk: Desk, named: str) -> Checklist:
    """A version of the vault, or of a file.

    Raises:
        RefusedError: there is no such version, or the file has problems.
    """
    path = Path(named)
    if is_file(path):
        return desk.moving.candidate(read_file(path).text.encode(), path.name)
    return desk.library.definition(*wanted_version(named))


def _show_progress(done: int, of: int) -> None:
    # Now and then only, and never where it would end in a file beside the answer.
    if of and (done % _EVERY == 0 or done == of):
        click.echo(f"{done} of {of} cases", err=True)


def _line(one: CaseImpact) -> str:
    shown = one.preview
    if shown.is_quiet:
        return f"{one.reference:18} nothing changes"
    parts = (
        (len(shown.gains), "new"),
        (len(shown.losses), "asked no more"),
        (len(shown.asked_again), "answered and reworded"),
        (len(shown.limits), "due at another time"),
        (len(shown.reviews), "of the reviews due at another time"),
    )
    return f"{one.reference:18} " + ", ".join(f"{number} {words}" for number, words in parts if number)


def _sum(found: Impact) -> str:
    return (
        f"Open cases: {found.looked_at}; following another version: {len(found.cases)};"
        f" touched: {len(found.touched)}; to be looked at: {len(found.needing_somebody)}."
    )


def _tell(row: DefinitionRow, what: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_row(row))
        return
    click.echo(f"{row.checklist} {row.version} ({row.digest[:8]}) {what}")


def _row(row: DefinitionRow) -> dict[str, object]:
    return {
        "id": row.checklist,
        "version": row.version,
        "digest": row.digest,
        "status": row.status,
        "effective_from": _day(row.effective_from),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
