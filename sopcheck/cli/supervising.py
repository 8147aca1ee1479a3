"""`sopcheck case sample` and `case reminders`: a dip sample with its audit sheet, dates for a calendar."""

from datetime import date
from pathlib import Path
from typing import get_args

import click

from sopcheck.cases.sampling import CaseState, Frame, Sample, frame_words
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.grammar import DAY
from sopcheck.files import opened_file, whole_file


@click.command("sample")
@click.option("--size", type=int, required=True, help="How many cases to draw.")
@click.option("--seed", default="", help="What the draw follows from; without one the machine takes one.")
@click.option("--district", default="", help="Cases of this district.")
@click.option("--team", default="", help="Cases of this team.")
@click.option("--checklist", default="", help="Cases that follow this checklist.")
@click.option("--state", type=click.Choice(get_args(CaseState)), default="all", show_default=True)
@click.option("--from", "since", type=DAY, help="Opened on this day or later, such as 2026-04-01.")
@click.option("--to", "until", type=DAY, help="Opened on this day or earlier.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Print the audit sheet (PDF) there.")
@click.option("--purpose", default="", help="What the audit sheet is for; it is logged.")
@click.option("--recipient", default="", help="Who gets the audit sheet; it is logged.")
@vault_options
@json_option
def sample(
    *,
    size: int,
    seed: str,
    district: str,
    team: str,
    checklist: str,
    state: CaseState,
    since: date | None,
    until: date | None,
    output: Path | None,
    purpose: str,
    recipient: str,
    way: WayIn,
    as_json: bool,
) -> None:
    """Draw cases at random for an audit; anybody can draw them again with the seed. The draw is logged."""
    if output is not None and not (purpose and recipient):
        raise click.UsageError("An audit sheet is a print. Give --purpose and --recipient, which are logged.")
    frame = Frame(
        state=state,
        district=district,
        team=team,
        checklist=checklist,
        opened_from=since,
        opened_to=until,
    )
    # The place is tried first, or the access book tells of a draw that nobody ever saw.
    with way.desk() as desk, opened_file(output) as file:
        drawn = desk.sampling.draw(frame, size=size, seed=seed)
        if file is not None:
            file.write(desk.sampling.print_sheet(drawn, purpose=purpose, recipient=recipient).pdf)
    if as_json:
        print_json(_as_json(drawn, output))
        return
    click.echo(
        f"Sample {drawn.number}, seed {drawn.seed}: {len(drawn.cases)} of {drawn.in_frame}, "
        f"{frame_words(drawn.frame)}."
    )
    for case in drawn.cases:
        click.echo(case.reference)


@click.command("reminders")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The .ics file to write."
)
@click.option("--references", is_flag=True, help="Name the cases; each is logged as exported.")
@vault_options
def reminders(*, output: Path, references: bool, way: WayIn) -> None:
    """Write the dates of reviews to come as a calendar file that says nothing of any case."""
    with way.desk() as desk, whole_file(output) as file:
        file.write(desk.reminders.calendar(with_references=references))
    click.echo(f"The dates of reviews are in {output}.")


COMMANDS = (sample, reminders)


def _as_json(drawn: Sample, output: Path | None) -> dict[str, object]:
    return {
        "number": drawn.number,
        "seed": drawn.seed,
        "frame": frame_words(drawn.frame),
        "in_frame": drawn.in_frame,
        "cases": [case.reference for case in drawn.cases],
        "file": None if output is None else str(output),
    }
