"""`sopcheck case`: enough to drive a case from a script."""

from pathlib import Path
from typing import get_args

import click

from sopcheck.cases.duties import Duty, joined
from sopcheck.cases.events import Given, Place, Status, When
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.checklists.local_time import LONDON, parse_wall, to_local
from sopcheck.checklists.time_words import short_end_words
from sopcheck.cli.case_json import case_json, item_json, row_json
from sopcheck.cli.common import WayIn, json_bytes, json_option, person_named, print_json, vault_options
from sopcheck.cli.definitions import wanted_version
from sopcheck.cli.erasing import COMMANDS
from sopcheck.cli.grammar import Group
from sopcheck.cli.moving import move
from sopcheck.cli.supervising import COMMANDS as SUPERVISING
from sopcheck.errors import RefusedError
from sopcheck.files import whole_file
from sopcheck.ledger.entry import PersonId
from sopcheck.services.desk import Desk
from sopcheck.services.views import CaseRow, CaseView, NewCase

_AT = "Local time, such as “2026-05-07 14:00”."


@click.group(cls=Group)
def case() -> None:
    """List, show, open, answer and export cases; erase them by law."""


for each in (*COMMANDS, *SUPERVISING, move):
    case.add_command(each)


@case.command("list")
@vault_options
@json_option
def list_(*, way: WayIn, as_json: bool) -> None:
    """List every case of the vault."""
    with way.desk() as desk:
        rows, now = desk.casework.cases(), desk.opened.scribe.now()
    if as_json:
        print_json([row_json(row) for row in rows])
        return
    for row in rows:
        limit = short_end_words(row.next_limit, zone=LONDON, now=now) if row.next_limit else ""
        click.echo(_line(row, limit))


@case.command()
@click.argument("reference")
@vault_options
@json_option
def show(*, reference: str, way: WayIn, as_json: bool) -> None:
    """Show what applies on a case and how it stands; the view is logged."""
    with way.desk() as desk:
        view = desk.casework.view(desk.casework.find(reference))
        whole = case_json(desk.casework, view)
    if as_json:
        print_json(whole)
        return
    asked = (state for state in view.evaluation.places if state.applies != "no")
    for duty in joined(asked, view.case.programme):
        click.echo(_duty_line(view, duty))


@case.command()
@click.argument("reference")
@vault_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The JSON file to write."
)
@click.option("--purpose", required=True, help="What the file is for; it is logged.")
@click.option("--recipient", required=True, help="Who gets the file; it is logged.")
def export(*, reference: str, way: WayIn, output: Path, purpose: str, recipient: str) -> None:
    """Write how a case stands to a file, as `show --json` has it; the disclosure is logged."""
    # The place is tried first, or the log tells of what nobody ever got.
    with way.desk() as desk, whole_file(output) as file:
        view = desk.casework.export(desk.casework.find(reference), purpose=purpose, recipient=recipient)
        file.write(json_bytes(case_json(desk.casework, view)))
    click.echo(f"The case is in {output.name}.", err=True)


@case.command("open")
@click.argument("reference")
@vault_options
@click.option("--received", required=True, help=f"When any police employee was first told. {_AT}")
@click.option(
    "--checklist",
    "names",
    multiple=True,
    default=("cse-investigation",),
    show_default=True,
    help="Without a version: the one in force on the day of the report.",
)
@click.option("--operation", default="", help="The name of the operation.")
@click.option("--district", default="", help="The district that the case belongs to.")
@click.option("--team", default="", help="The team that works it.")
@click.option("--investigator", default="", help="Who investigates: label, collar number or name.")
@click.option("--supervisor", default="", help="Who supervises: label, collar number or name.")
@json_option
def open_(
    *,
    reference: str,
    way: WayIn,
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
    # Read before the vault is unlocked, because a slip of the keyboard should not cost the wait.
    at, checklists = _when(received), tuple(_checklist(name) for name in names)
    with way.desk() as desk:
        new = NewCase(
            reference=reference,
            received=at,
            checklists=checklists,
            operation=operation,
            district=district,
            team=team,
            investigator=_holder(desk, investigator),
            supervisor=_holder(desk, supervisor),
        )
        view = desk.casework.open_case(new)
    if as_json:
        print_json({"case": view.case.reference, "id": view.id})
        return
    click.echo(f"The case {view.case.reference} is open.")


@case.command()
@click.argument("reference")
@click.argument("item")
@vault_options
@click.option("--is", "status", type=click.Choice(get_args(Status)), default="done", show_default=True)
@click.option("--done-at", default="", help=f"Now, unless said. {_AT}")
@click.option("--of", "labels", multiple=True, help="The label of the subject; several for one act.")
@click.option("--choice", default="", help="What was chosen, in the words of the item.")
@click.option("--reference", "given_reference", default="", help="A reference, such as a crime number.")
@click.option("--text", default="", help="A note beside the answer.")
@click.option("--reason", default="", help="Why it was not done or does not apply.")
@click.option("--confirmed", is_flag=True, help="The time is before the report, and meant so.")
@json_option
def answer(
    *,
    reference: str,
    item: str,
    way: WayIn,
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
    at = _when(done_at) if done_at else None
    with way.desk() as desk:
        view = desk.casework.refresh(desk.casework.find(reference))
        place, of = place_named(view, item), tuple(_subject(view, label) for label in labels)
        done = at or When(to_local(desk.opened.scribe.now(), LONDON))
        view = desk.casework.answer(view.id, place, given, done, of=of, confirmed=confirmed)
        answered = _answered(view, place, of)
        row = item_json(desk.casework, view, answered)
    if as_json:
        print_json(row)
        return
    click.echo(f"Saved. {_duty_line(view, (answered,))}")


def _checklist(named: str) -> tuple[ChecklistId, Version]:
    """A checklist by its id, with the version only where one is meant."""
    return wanted_version(named) if " " in named else (ChecklistId(named), Version(""))


def _line(row: CaseRow, limit: str) -> str:
    counted = f"{row.answered} of {row.applicable}"
    return f"{row.reference:18} {row.operation:12} {counted:10} {limit:22} {row.investigator}".rstrip()


def _duty_line(view: CaseView, duty: Duty) -> str:
    state, items = duty[0], " + ".join(dict.fromkeys(one.place.item for one in duty))
    about = f" ({label})" if (label := view.subject_label(state.place.of)) else ""
    status = "may apply" if state.applies == "may" else state.status
    return f"{status:15} {state.word or '':12} {items}{about}"


def _answered(view: CaseView, place: Place, of: tuple[str, ...]) -> PlaceState:
    states = [
        one for one in view.evaluation.places if (one.place.checklist, one.place.item) == _item_of(place)
    ]
    return next((one for one in states if of and one.place.of == of[0]), states[0])


def _item_of(place: Place) -> tuple[str, str]:
    return place.checklist, place.item


def place_named(view: CaseView, named: str) -> Place:
    """The place of an item, named by its id or `checklist/item`.

    Raises:
        RefusedError: there is none, or several checklists have it.
    """
    checklist, _, item = named.rpartition("/")
    found = {
        Place(state.place.checklist, state.place.item)
        for state in view.evaluation.places
        if state.place.item == item and checklist in {"", state.place.checklist}
    }
    if not found:
        raise RefusedError("The case has no such item. Look at `sopcheck case show`.")
    if len(found) > 1:
        raise RefusedError("Several checklists of the case have that item. Name it as “checklist/item”.")
    return found.pop()


def _subject(view: CaseView, label: str) -> str:
    found = [one.subject for one in view.evaluation.subjects if label in {one.label, one.subject}]
    if len(found) != 1:
        raise RefusedError(
            "No subject, or more than one, has that label. Look at `sopcheck case show --json`."
        )
    return found[0]


def _holder(desk: Desk, named: str) -> PersonId | None:
    return person_named(desk, named).person if named else None


def _when(text: str) -> When:
    return When(parse_wall(text, zone=LONDON))
