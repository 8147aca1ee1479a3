"""`sopcheck vault recover` and what goes with it: sheets, the custodians of a force, rehearsals."""

from pathlib import Path
from typing import BinaryIO

import click

from sopcheck.cases.register.recovery_sheet import RecoverySheet
from sopcheck.cli.common import (
    WayIn,
    json_option,
    passphrase_of,
    person_of,
    print_json,
    program_on,
    vault_option,
    vault_options,
)
from sopcheck.errors import RefusedError
from sopcheck.files import opened_file, read_whole, whole_file
from sopcheck.services.desk import Desk
from sopcheck.services.ways_in import CustodianKeys, NewWayIn, SheetCode, WayBack

sheet_option = click.option(
    "--sheet",
    "sheet_file",
    type=click.Path(path_type=Path),
    help="Write the recovery sheet into this PDF instead of printing its code.",
)
custodians_option = click.option(
    "--custodian", "custodians", multiple=True, metavar="KEY", help="The public key of a custodian; two."
)
_CODE = click.option(
    "--code-file", type=click.Path(path_type=Path), help="Read the code of the recovery sheet from a file."
)
_NEW = click.option(
    "--new-passphrase-file", type=click.Path(path_type=Path), help="The person's new passphrase."
)
_CUSTODIAN_FILES = click.option(
    "--custodian-key",
    "custodian_files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="The key file of a custodian; two, instead of the code.",
)
_CUSTODIAN_PASSPHRASES = click.option(
    "--custodian-passphrase-file",
    "passphrase_files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="The passphrase of each, in the same order.",
)


@click.command()
@vault_option
@click.option("--person", default="", metavar="NAME", help="Who gets a new way in.")
@_CODE
@_CUSTODIAN_FILES
@_CUSTODIAN_PASSPHRASES
@_NEW
@json_option
def recover(
    *,
    folder: Path | None,
    person: str,
    code_file: Path | None,
    custodian_files: tuple[Path, ...],
    passphrase_files: tuple[Path, ...],
    new_passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Give a person a new passphrase, with the recovery sheet or the keys of both custodians."""
    access = program_on(folder).access
    whom = person_of(access.people(), person)
    if custodian_files:
        back: WayBack = CustodianKeys(_custodian_keys(custodian_files, passphrase_files))
    else:
        back = SheetCode(passphrase_of(code_file, prompt="Code of the recovery sheet"))
    access.recover(NewWayIn(back, whom, _new_passphrase(new_passphrase_file)))
    if as_json:
        print_json({"person": whom})
        return
    click.echo(
        "The new passphrase is in force. Make a new recovery sheet, and destroy the one that was used."
    )


@click.command("recovery-sheet")
@vault_options
@sheet_option
@json_option
def recovery_sheet(*, way: WayIn, sheet_file: Path | None, as_json: bool) -> None:
    """Make a recovery sheet in place of the one before; its code is told once."""
    with way.desk() as desk, opened_file(sheet_file) as out:
        told = tell_sheet(desk, desk.recovery.make_sheet(), out)
    if as_json:
        print_json(told)
        return
    say_sheet(told)


@click.command("rehearse-recovery")
@vault_options
@_CODE
@_CUSTODIAN_FILES
@_CUSTODIAN_PASSPHRASES
@json_option
def rehearse_recovery(
    *,
    way: WayIn,
    code_file: Path | None,
    custodian_files: tuple[Path, ...],
    passphrase_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Prove that the recovery sheet, or both custodians, open the vault; nothing is changed by it."""
    with way.desk() as desk:
        if custodian_files:
            keys = CustodianKeys(_custodian_keys(custodian_files, passphrase_files))
            told, who = {"number": desk.recovery.rehearse_force(keys)}, "Both custodians together open"
        else:
            typed = passphrase_of(code_file, prompt="Code of the recovery sheet")
            told = {"sheet": desk.recovery.rehearse(typed)}
            who = f"Sheet {told['sheet']} opens"
    if as_json:
        print_json(told)
        return
    click.echo(f"{who} this vault. The rehearsal is noted.")


@click.command("custodians")
@vault_options
@custodians_option
@json_option
def custodians(*, way: WayIn, custodians: tuple[str, ...], as_json: bool) -> None:
    """Let two custodians together recover the vault, in place of those before."""
    keys = public_keys_of(custodians)
    if keys is None:
        raise RefusedError("Name the public keys of both custodians with --custodian, twice.")
    with way.desk() as desk:
        number = desk.recovery.make_force(keys)
    if as_json:
        print_json({"number": number})
        return
    click.echo(f"Both custodians together can recover the vault now (number {number}).")


@click.command("custodian-key")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The key file to write.")
@_NEW
@json_option
def custodian_key(*, output: Path, new_passphrase_file: Path | None, as_json: bool) -> None:
    """Make the key of a custodian: a file to keep offline, and a public key to give away."""
    from sopcheck.bootstrap import new_custodian

    # In its place may lie the key of vaults that are in use, and nobody could make that one again.
    if output.is_file():
        raise RefusedError(f"There is a file {output.name} already. Name a new one for the key.")
    with whole_file(output) as out:
        content, public = new_custodian(_new_passphrase(new_passphrase_file))
        out.write(content)
    if as_json:
        print_json({"public": public})
        return
    click.echo(f"The public key, for whoever makes vaults: {public}")


COMMANDS = (recover, recovery_sheet, rehearse_recovery, custodians, custodian_key)


def public_keys_of(typed: tuple[str, ...]) -> tuple[str, str] | None:
    """The public keys of two custodians; none where none was named.

    Raises:
        RefusedError: there is one only, or one is mistyped.
    """
    from sopcheck.bootstrap import custodian_keys

    return custodian_keys(typed) if typed else None


def tell_sheet(desk: Desk, sheet: RecoverySheet, out: BinaryIO | None) -> dict[str, object]:
    """Write the sheet into its file, or give its code to be printed."""
    if out is None:
        return {"sheet": sheet.number, "code": sheet.code}
    out.write(desk.recovery.printed(sheet))
    return {"sheet": sheet.number}


def say_sheet(told: dict[str, object]) -> None:
    """Say where the code is, or say the code."""
    if "code" in told:
        click.echo(f"Recovery sheet {told['sheet']}: {told['code']}")
        click.echo("Write this code down now and seal it in an envelope: it is not shown again.")
    elif told:
        click.echo(f"Recovery sheet {told['sheet']} is in the file. Print it, seal it, and delete the file.")


def _new_passphrase(file: Path | None) -> str:
    return passphrase_of(file, prompt="New passphrase", confirm=True)


def _custodian_keys(
    files: tuple[Path, ...], passphrase_files: tuple[Path, ...]
) -> tuple[tuple[bytes, str], ...]:
    if len(files) != 2 or len(passphrase_files) not in (0, 2):
        raise RefusedError("Recovery takes the key files of both custodians. Name --custodian-key twice.")
    given = passphrase_files or (None, None)
    return tuple(
        (read_whole(file), passphrase_of(typed, prompt=f"Passphrase of {file.name}"))
        for file, typed in zip(files, given, strict=True)
    )
