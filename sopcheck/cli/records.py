"""`sopcheck record`: print what was signed and the other documents of a case, and verify a printed file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopcheck.cases.access_events import DocumentKind
from sopcheck.checklists.local_time import LONDON
from sopcheck.checklists.time_words import wall_text
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.grammar import Group
from sopcheck.cli.prints import print_options, said, written
from sopcheck.errors import RefusedError
from sopcheck.files import read_whole
from sopcheck.services.views import HeldReview, RecordVerdict, VerdictWord

if TYPE_CHECKING:
    from sopcheck.records.proof import Signer

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
_OTHER_SEALER = "Its own signature proves the record, but the pages are as whoever sealed them: another."
_COMPARE = "Compare the keys with those that the force names; with --vault that is done for you."
GOOD = frozenset({"same", "superseded", "not known here"})


@click.group(cls=Group)
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
    """Print the record of a review: its number from the first one held, its id or code, or `last`.

    One that was withdrawn is named by its id or by the code at the foot of its record.
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


@record.command("list")
@click.argument("reference")
@vault_options
@json_option
def list_(*, reference: str, way: WayIn, as_json: bool) -> None:
    """List the signed reviews of a case, the newest first; then those that were withdrawn since.

    The view is logged.
    """
    with way.desk() as desk:
        signed = desk.printing.reviews(desk.casework.view(desk.casework.find(reference)).id)
    if as_json:
        print_json([_row(one, number) for one, number in _numbered(signed)])
        return
    for one, number in _numbered(signed):
        stands = f"withdrawn {wall_text(one.withdrawn, zone=LONDON)}" if one.withdrawn else one.outcome
        said = (wall_text(one.held, zone=LONDON), one.title, one.by_name, one.code, stands)
        click.echo(f"{number or '-':>3}  {'  '.join(part for part in said if part)}")


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
    # Whose signature it is on what was changed does not matter any more.
    signers = () if found.findings else found.signers
    compare = (_COMPARE,) if signers else ()
    other = (_OTHER_SEALER,) if _is_of_two(signers) else ()
    details = (*found.findings, *map(_signer_words, signers), *other, *compare)
    return RecordVerdict(word=_WORDS[found.state], sentence=found.sentence, details=details)


def _is_of_two(signers: "tuple[Signer, ...]") -> bool:
    """Whether the pages were sealed by another than who signed the record in them."""
    keys = {part: {one.public_key for one in signers if one.part == part} for part in ("record", "print")}
    return bool(keys["record"]) and not keys["record"] & keys["print"]


def _signer_words(signer: "Signer") -> str:
    """A key to be compared with those of the force (`person list --json`); a name is what the file claims."""
    claimed = f", of {signer.name} as the file says" if signer.name else ""
    did = "The record in it was signed" if signer.part == "record" else "Its pages were sealed"
    return f"{did} with the key {signer.public_key}{claimed}."


def chosen(held: tuple[HeldReview, ...], named: str) -> HeldReview:
    """One of the reviews, which stand newest first and those that were withdrawn last.

    Raises:
        RefusedError: there is none of that name.
    """
    by_name = {str(number): one for one, number in _numbered(held) if number}
    if by_name:
        by_name["last"] = held[0]
    count = len(by_name) - bool(by_name)
    by_name |= {name: one for one in held for name in (one.review, one.code) if name}
    if named not in by_name:
        raise RefusedError(
            f"The case has {count} held reviews. Name one by its number, from 1, by the code of its record, "
            "or “last”; “record list” tells them."
        )
    return by_name[named]


def _numbered(signed: tuple[HeldReview, ...]) -> list[tuple[HeldReview, int]]:
    """The reviews with their numbers from the first one held; one that was withdrawn has none, 0."""
    count = sum(one.withdrawn is None for one in signed)
    return [(one, 0 if one.withdrawn else count - place) for place, one in enumerate(signed)]


def _row(one: HeldReview, number: int) -> dict[str, object]:
    return {
        "number": number or None,
        "review": one.review,
        "title": one.title,
        "held": one.held.isoformat(),
        "by": one.by_name,
        "outcome": one.outcome,
        "code": one.code,
        "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None,
    }


def _with_vault(data: bytes, way: WayIn) -> RecordVerdict:
    with way.desk() as desk:
        return desk.printing.verify(data)


def _status(verdict: RecordVerdict) -> int:
    return 0 if verdict.word in GOOD else 1
