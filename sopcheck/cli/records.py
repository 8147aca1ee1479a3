"""`sopcheck record`: print what was signed and the other documents of a case, and verify a printed file."""

from pathlib import Path

import click

from sopcheck.cases.access_events import DocumentKind
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.prints import print_options, said, written
from sopcheck.errors import RefusedError
from sopcheck.files import read_whole
from sopcheck.services.views import HeldReview, RecordVerdict, VerdictWord

_WORDS: dict[str, VerdictWord] = {
    "intact": "not known here",
    "altered": "altered",
    "newer": "newer",
    "not a record": "not a record",
}
_DOCUMENTS: dict[str, DocumentKind] = {
    "record": "record",
    "items": "items",
    "annex": "annex",
    "addenda": "addenda",
    "status": "status",
    "checklist": "checklist",
    "disclosure": "disclosure",
    "sensitive-disclosure": "sensitive-disclosure",
}
_OF_A_REVIEW = frozenset(("record", "items", "annex", "addenda"))
GOOD = frozenset({"same", "superseded", "not known here"})


@click.group()
def record() -> None:
    """Print supervision records and the other documents of a case, and verify printed files."""


@record.command("print")
@click.argument("reference")
@click.argument("review", default="last")
@click.option(
    "--document",
    "kind",
    type=click.Choice(_DOCUMENTS),
    default="record",
    show_default=True,
    help="What to print; of `items`, the record with every item.",
)
@vault_options
@print_options
@json_option
def print_(
    *,
    reference: str,
    review: str,
    kind: str,
    way: WayIn,
    output: Path,
    purpose: str,
    recipient: str,
    as_json: bool,
) -> None:
    """Print the record of a review: its number from the first one held, its id, or `last`.

    Annex and addenda are of a review too; the others show the case as it stands.
    """
    document = _DOCUMENTS[kind]
    with way.desk() as desk:
        case = desk.casework.find(reference)
        of = chosen(desk.printing.reviews(case), review).review if document in _OF_A_REVIEW else None
        printed = written(
            desk,
            output,
            lambda: desk.printing.print_document(document, case, of, purpose=purpose, recipient=recipient),
        )
    said(printed, output, as_json=as_json, more={"review": of, "document": kind})


@record.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--alone", is_flag=True, help="Judge the file by itself, whatever vault is named.")
@vault_options
@json_option
def verify(*, file: Path, alone: bool, way: WayIn, as_json: bool) -> int:
    """Verify a printed file by itself, or with --vault against a vault; exit 1 where it was altered."""
    data = read_whole(file)
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
