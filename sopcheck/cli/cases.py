"""`sopcheck case`: enough to drive a case from a script."""

from datetime import datetime
from pathlib import Path
from typing import get_args

import click
import msgspec

from sopcheck.cases.counts import counts
from sopcheck.cases.events import Given, Place, Status, When
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.checklists.local_time import parse_wall
from sopcheck.cli.checklists import wanted_version
from sopcheck.cli.common import desk_of, json_option, print_json, vault_options
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.desk import Desk
from sopcheck.services.views import CaseRow, CaseView, NewCase

_AT = "Local time, such as “2026-05-07 14:00”."


@click.group()
def case() -> None:
    """List, show, open and answer cases."""


@case.command("list")
@vault_options
@json_option
def list_(*, folder: Path | None, person_name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """List every case of the vault."""
    with desk_of(folder, person_name, passphrase_file) as open_:
        rows = open_.desk.casework.cases()
    if as_json:
        print_json([_case_row(row) for row in rows])
        return
    for row in rows:
        click.echo(
            f"{row.reference}  {row.operation}  {row.answered} of {row.applicable}  {row.investigator}"
        )


@case.command()
@click.argument("reference")
@vault_options
@json_option
def show(
    *, reference: str, folder: Path | None, person_name: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Show what applies on a case and how it stands; the view is logged."""
    with desk_of(folder, person_name, passphrase_file) as open_:
        view = open_.desk.casework.view(open_.desk.casework.find(reference))
        rows = [
            _place_row(open_.desk, view, state) for state in view.evaluation.places if state.applies != "no"
        ]
    if as_json:
        print_json(
            {
                "case": view.case.reference,
                "as_at": _utc(view.read_at),
                "answered": sum(one.answered for one in counts(view.evaluation)),
                "applicable": sum(one.applicable for one in counts(view.evaluation)),
                "items": rows,
            }
        )
        return
    for row in rows:
        click.echo(f"{row['status']:15} {row['state']:12} {row['item']} {row['of']}".rstrip())


@case.command("open")
@click.argument("reference")
@vault_options
@click.option("--received", required=True, help=f"When any police employee was first told. {_AT}")
@click.option("--checklist", "names", multiple=True, default=("cse-investigation 1.0",), show_default=True)
@click.option("--operation", default="")
@click.option("--district", default="")
@click.option("--team", default="")
@click.option("--investigator", default="", help="The label of the person who investigates.")
@click.option("--supervisor", default="", help="The label of the person who supervises.")
@json_option
def open_(
    *,
    reference: str,
    folder: Path | None,
    person_name: str,
    passphrase_file: Path | None,
    received: str,
    names: tuple[str, ...],
    operation: str,
    district: str,
    team: str,
    investigator: str,
    supervisor: str,
    as_json: bool,
) -> None:
    """Open a case that follows the checklists."""
    with desk_of(folder, person_name, passphrase_file) as unlocked:
        new = NewCase(
            reference=reference,
            received=_when(received),
            checklists=tuple(wanted_version(name) for name in names),
            operation=operation,
            district=district,
            team=team,
            investigator=_labelled(unlocked.desk, investigator),
            supervisor=_labelled(unlocked.desk, supervisor),
        )
        view = unlocked.desk.casework.open_case(new)
    if as_json:
        print_json({"case": view.case.reference, "id": view.id})
    else:
        click.echo("The case is open.")


@case.command()
@click.argument("reference")
@click.argument("item")
@vault_options
@click.option("--is", "status", type=click.Choice(get_args(Status)), default="done", show_default=True)
@click.option("--done-at", required=True, help=_AT)
@click.option("--of", "labels", multiple=True, help="The label of the subject; several for one act.")
@click.option("--choice", default="")
@click.option("--reference", "given_reference", default="", help="A reference, such as a crime number.")
@click.option("--text", default="")
@click.option("--reason", default="")
@click.option("--confirmed", is_flag=True, help="The time is before the report, and meant so.")
@json_option
def answer(
    *,
    reference: str,
    item: str,
    folder: Path | None,
    person_name: str,
    passphrase_file: Path | None,
    status: Status,
    done_at: str,
    labels: tuple[str, ...],
    choice: str,
    given_reference: str,
    text: str,
    reason: str,
    confirmed: bool,
    as_json: bool,
) -> None:
    """Answer an item of a case, named by its id or `checklist/item`."""
    given = Given(status=status, choice=choice, reference=given_reference, text=text, reason=reason)
    with desk_of(folder, person_name, passphrase_file) as open_:
        casework = open_.desk.casework
        view = casework.refresh(casework.find(reference))
        place = _place(view, item)
        of = tuple(_subject(view, label) for label in labels)
        view = casework.answer(view.id, place, given, _when(done_at), of=of, confirmed=confirmed)
        answered = _answered(view, place, of)
        row = _place_row(open_.desk, view, answered)
    if as_json:
        print_json(row)
    else:
        click.echo(f"Saved: {row['item']} {row['status']}, limit {row['state'] or 'none'}.")


def _answered(view: CaseView, place: Place, of: tuple[str, ...]) -> PlaceState:
    wanted = msgspec.structs.replace(place, of=next(iter(of), place.of))
    states = [one for one in view.evaluation.places if _same_item(one.place, wanted)]
    return next((one for one in states if one.place.of == wanted.of), states[0])


def _same_item(one: Place, other: Place) -> bool:
    return (one.checklist, one.item) == (other.checklist, other.item)


def _place(view: CaseView, named: str) -> Place:
    checklist, _, item = named.rpartition("/")
    found = [
        one.place
        for one in view.evaluation.places
        if one.place.item == item and checklist in {"", one.place.checklist}
    ]
    if not found:
        raise RefusedError("The case has no such item. Look at `sopcheck case show`.")
    return Place(ChecklistId(found[0].checklist), ItemId(item))


def _subject(view: CaseView, label: str) -> str:
    found = [one.subject for one in view.evaluation.subjects if label in {one.label, one.subject}]
    if len(found) != 1:
        raise RefusedError("No subject, or more than one, has that label. Look at `sopcheck case show`.")
    return found[0]


def _labelled(desk: Desk, label: str) -> PersonId | None:
    if not label:
        return None
    found = [one.person for one in desk.people.all() if label in {one.label, one.number, one.name}]
    if len(found) != 1:
        raise RefusedError("No person, or more than one, has that label. Look at `sopcheck person list`.")
    return found[0]


def _when(text: str) -> When:
    from zoneinfo import ZoneInfo

    from sopcheck.cases.programme import DEFAULT_ZONE

    return When(parse_wall(text, zone=ZoneInfo(DEFAULT_ZONE)))


def _case_row(row: CaseRow) -> dict[str, object]:
    return {
        "case": row.reference,
        "operation": row.operation,
        "investigator": row.investigator,
        "supervisor": row.supervisor,
        "opened": _utc(row.opened),
        "answered": row.answered,
        "applicable": row.applicable,
        "next_limit": _utc(row.next_limit),
        "last_review": _utc(row.last_review),
        "closed": row.closed,
        "marks": list(row.marks),
    }


def _place_row(desk: Desk, view: CaseView, state: PlaceState) -> dict[str, object]:
    limit = state.limit
    return {
        "checklist": state.place.checklist,
        "item": state.place.item,
        "of": view.subject_label(state.place.of),
        "applies": state.applies,
        "status": state.status,
        "done_at": _utc(state.answer.done if state.answer else None),
        "state": state.word or "",
        "ends_at": _utc(limit.ends if limit else None),
        "basis": limit.basis if limit else None,
        "why": desk.casework.why_limit(view, state) if limit else "",
    }


def _utc(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
