"""`sopcheck case move`: preview a move, make it now or at the next review, or take it back."""

import click

from sopcheck.cases.events import CaseId
from sopcheck.cases.moving import PlaceMove, Preview
from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.local_time import LONDON
from sopcheck.checklists.time_words import end_words
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.moving_json import Label, preview_json, told_places
from sopcheck.cli.publishing import version_of
from sopcheck.errors import RefusedError
from sopcheck.services.desk import Desk


@click.command()
@click.argument("reference")
@click.argument("named", nargs=-1, required=True, metavar="ID VERSION")
@click.option("--reason", default="", help="Why; it is kept with the move. Not needed for a preview.")
@click.option("--preview", is_flag=True, help="Only show what it would do.")
@click.option("--at-next-review", "later", is_flag=True, help="Move when the next review is held.")
@click.option("--undo", is_flag=True, help="Take the last move to this version back.")
@vault_options
@json_option
def move(
    *,
    reference: str,
    named: tuple[str, ...],
    reason: str,
    preview: bool,
    later: bool,
    undo: bool,
    way: WayIn,
    as_json: bool,
) -> None:
    """Let a case follow another version of a checklist, such as “cse-investigation 2.0”."""
    if preview + later + undo > 1:
        raise RefusedError("A preview, a later move and an undo are three things. Ask for one of them.")
    with way.desk() as desk:
        to, case = version_of(desk, " ".join(named)), desk.casework.find(reference)
        # Logged as a view, for what it tells is how the case stands.
        view = desk.casework.view(case)
        shown = desk.moving.preview(case, to)
        if not preview:
            _do(desk, case, to, reason=reason, later=later, undo=undo)
    if as_json:
        print_json({"undone": True} if undo else preview_json(shown, view.subject_label))
    elif undo:
        click.echo("The move is taken back.")
    else:
        _print(shown, view.subject_label, done=not preview, later=later)


def _do(desk: Desk, case: CaseId, to: Checklist, *, reason: str, later: bool, undo: bool) -> None:
    if undo:
        desk.moving.undo(case, to.checklist, reason=reason)
    elif later:
        desk.moving.plan(case, to.checklist, to.version, reason=reason)
    else:
        desk.moving.move(case, to.checklist, to.version, reason=reason)


def _print(shown: Preview, label: Label, *, done: bool, later: bool) -> None:
    told = told_places(shown)
    for one in told:
        click.echo(_line(shown, one, label(one.place.of)))
    for review in shown.reviews:
        click.echo(f"{'review':10} {review.title}")
    click.echo(f"As before: {len(shown.places) - len(told)}.")
    if done:
        when = "at the next review" if later else "from now on"
        click.echo(f"The case follows {shown.checklist} {shown.version} {when}.")


def _line(shown: Preview, one: PlaceMove, of: str) -> str:
    notes = [
        "answered" if one.answered else "",
        "ask again?" if one.ask_again else "",
        f"replaced by {', '.join(one.replaced_by)}" if one.replaced_by else "",
        "kept as history" if one.is_lost and one.answered else "",
    ]
    if one.ends_now is not None and one.ends_now != one.ends_before:
        notes.append(f"due {end_words(one.ends_now, zone=LONDON, now=shown.at)}")
    about = f" ({of})" if of else ""
    return f"{one.fate:10} {one.place.item}{about}  {'; '.join(note for note in notes if note)}".rstrip()
