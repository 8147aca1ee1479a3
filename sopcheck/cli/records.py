"""`sopcheck record`: print what was signed, and verify a printed file."""

from pathlib import Path

import click

from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.files import file_bytes, whole_file
from sopcheck.errors import RefusedError
from sopcheck.services.views import HeldReview, RecordVerdict, VerdictWord

_WORDS: dict[str, VerdictWord] = {
    "intact": "not known here",
    "altered": "altered",
    "not a record": "not a record",
}
GOOD = frozenset({"same", "superseded", "not known here"})


@click.group()
def record() -> None:
    """Print and verify supervision records."""


@record.command("print")
@click.argument("reference")
@click.argument("review", default="last")
@vault_options
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The PDF to write.")
@click.option("--purpose", required=True, help="What the print is for; it is logged.")
@click.option("--recipient", required=True, help="Who gets the print; it is logged.")
@json_option
def print_(
    *,
    reference: str,
    review: str,
    way: WayIn,
    output: Path,
    purpose: str,
    recipient: str,
    as_json: bool,
) -> None:
    """Print the record of a review: its number from the first one held, its id, or `last`."""
    with way.desk() as desk:
        case = desk.casework.find(reference)
        held = chosen(desk.printing.reviews(case), review)
        # The place is tried before the print is numbered and logged, or the log tells of prints never made.
        with whole_file(output) as file:
            printed = desk.printing.print_record(case, held.review, purpose=purpose, recipient=recipient)
            file.write(printed.pdf)
    if as_json:
        print_json(
            {"file": str(output), "number": printed.number, "code": printed.code, "review": held.review}
        )
        return
    click.echo(f"Print {printed.number} is written; its code is {printed.code}.")


@record.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--alone", is_flag=True, help="Judge the file by itself, whatever vault is named.")
@vault_options
@json_option
def verify(*, file: Path, alone: bool, way: WayIn, as_json: bool) -> int:
    """Verify a printed file by itself, or with --vault against a vault; exit 1 where it was altered."""
    data = file_bytes(file)
    verdict = by_itself(data) if alone or way.folder is None else _with_vault(data, way)
    if as_json:
        print_json({"verdict": verdict.word, "sentence": verdict.sentence, "details": list(verdict.details)})
        return _status(verdict)
    for line in (verdict.sentence, *verdict.details):
        click.echo(line)
    return _status(verdict)


def by_itself(data: bytes) -> RecordVerdict:
    """What can be said of a printed file without a vault: intact or not, its signer not known here."""
    from sopcheck.crypto.signing import verify
    from sopcheck.records.proof import verify_file

    found = verify_file(data, verify=verify)
    return RecordVerdict(word=_WORDS[found.state], sentence=found.sentence, details=found.findings)


def chosen(held: tuple[HeldReview, ...], named: str) -> HeldReview:
    """One of the reviews, which stand newest first.

    Raises:
        RefusedError: there is none of that name.
    """
    by_name = {str(number): one for number, one in enumerate(reversed(held), start=1)}
    by_name |= {one.review: one for one in held}
    if held:
        by_name["last"] = held[0]
    if named not in by_name:
        raise RefusedError(
            f"The case has {len(held)} held reviews. Name one by its number, from 1, or “last”."
        )
    return by_name[named]


def _with_vault(data: bytes, way: WayIn) -> RecordVerdict:
    with way.desk() as desk:
        return desk.printing.verify(data)


def _status(verdict: RecordVerdict) -> int:
    return 0 if verdict.word in GOOD else 1
