"""`sopcheck record`: print what was signed, and verify a printed file."""

from pathlib import Path

import click

from sopcheck.cli.checklists import file_bytes
from sopcheck.cli.common import desk_of, json_option, print_json, vault_options
from sopcheck.cli.writing import write_whole
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
    folder: Path | None,
    person_name: str,
    passphrase_file: Path | None,
    output: Path,
    purpose: str,
    recipient: str,
    as_json: bool,
) -> None:
    """Print the record of a review: its number from the first one held, its id, or `last`."""
    with desk_of(folder, person_name, passphrase_file) as open_:
        desk = open_.desk
        case = desk.casework.find(reference)
        held = _chosen(desk.printing.reviews(case), review)
        printed = desk.printing.print_record(case, held.review, purpose=purpose, recipient=recipient)
        write_whole(output, printed.pdf)
    if as_json:
        print_json(
            {"file": str(output), "number": printed.number, "code": printed.code, "review": held.review}
        )
    else:
        click.echo(f"Print {printed.number} is written; its code is {printed.code}.")


@record.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--alone", is_flag=True, help="Judge the file by itself, without a vault.")
@vault_options
@json_option
def verify(
    *,
    file: Path,
    alone: bool,
    folder: Path | None,
    person_name: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Verify a printed file against the vault, or by itself; exit 1 where it was altered."""
    data = file_bytes(file)
    verdict = (
        by_itself(data)
        if alone or folder is None
        else _with_vault(data, folder, person_name, passphrase_file)
    )
    if as_json:
        print_json({"verdict": verdict.word, "sentence": verdict.sentence, "details": list(verdict.details)})
    else:
        click.echo(verdict.sentence)
        for detail in verdict.details:
            click.echo(f"  {detail}")
    return 0 if verdict.word in GOOD else 1


def by_itself(data: bytes) -> RecordVerdict:
    """What can be said of a printed file without a vault: intact or not, its signer not known here."""
    from sopcheck.crypto.signing import verify
    from sopcheck.records.proof import verify_file

    found = verify_file(data, verify=verify)
    return RecordVerdict(word=_WORDS[found.state], sentence=found.sentence, details=found.findings)


def _with_vault(
    data: bytes, folder: Path | None, person_name: str, passphrase_file: Path | None
) -> RecordVerdict:
    with desk_of(folder, person_name, passphrase_file) as open_:
        return open_.desk.printing.verify(data)


def _chosen(held: tuple[HeldReview, ...], named: str) -> HeldReview:
    """One of the reviews, which stand newest first.

    Raises:
        RefusedError: there is none of that name.
    """
    oldest_first = held[::-1]
    if held and named == "last":
        return held[0]
    if named.isdigit() and 1 <= int(named) <= len(held):
        return oldest_first[int(named) - 1]
    for one in held:
        if one.review == named:
            return one
    raise RefusedError(f"The case has {len(held)} held reviews. Name one by its number, from 1, or “last”.")
