"""What this machine and paper know of a vault, and what nobody has seen yet."""

from datetime import timedelta
from pathlib import Path

import pytest

from sopcheck.ledger.checkpoint import Checkpoint, NotACheckpointError
from sopcheck.ledger.entry import ACCESS
from sopcheck.ledger.verify import What
from sopcheck.vault.errors import DiskError
from sopcheck.vault.vault import OpenVault
from sopcheck.vault.witness import Outstanding
from tests.vault.vaults import NOW, FakeKeyring, copy_of, create, enter, fill, tamper


def test_a_new_vault_is_nowhere_seen_and_misses_nothing(vault: OpenVault) -> None:
    assert not vault.witness.is_new_here()
    assert vault.witness.missing() == ()


def test_a_used_vault_that_this_machine_never_noted_is_new_here(folder: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 1)
        assert vault.witness.is_new_here()
        vault.witness.anchor(NOW)
        assert not vault.witness.is_new_here()


def test_a_folder_that_is_put_back_whole_is_noticed_at_unlocking(folder: Path, tmp_path: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 3)
    older = copy_of(folder, tmp_path / "older")
    with enter(folder) as vault:
        fill(vault, 2)
        vault.witness.anchor(NOW)
    (tmp_path / "older.anchor").write_bytes((tmp_path / "vault.anchor").read_bytes())
    with enter(older) as vault:
        assert [problem.what for problem in vault.problems] == [What.ROLLED_BACK, What.GAP]
        assert "2 entries are missing" in vault.notices[0]


@pytest.mark.parametrize("left", ["file", "keyring"])
def test_either_place_alone_is_enough(tmp_path: Path, left: str) -> None:
    keyring, path = FakeKeyring(), tmp_path / "vault"
    with create(path, keyring=keyring) as vault:
        fill(vault, 3)
        vault.witness.anchor(NOW)
    if left == "keyring":
        (tmp_path / "vault.anchor").unlink()
    else:
        keyring.kept = {name: kept for name, kept in keyring.kept.items() if name[1] != "anchor"}
    with enter(path, keyring=keyring) as vault:
        assert not vault.witness.is_new_here()


def test_entries_taken_out_of_the_middle_are_missed_by_their_number(folder: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 5)
        fill(vault, 3, book=ACCESS)
        vault.witness.anchor(NOW)
    tamper(folder, "DELETE FROM entry WHERE id = 2")
    with enter(folder) as vault:
        assert "1 entry is not there" in vault.witness.missing()[0].meaning


def test_the_newest_folder_put_back_again_misses_nothing(folder: Path, tmp_path: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 3)
    older = copy_of(folder, tmp_path / "older")
    with enter(folder) as vault:
        fill(vault, 2)
        vault.witness.anchor(NOW)
    beside = tmp_path / "older.anchor"
    beside.write_bytes((tmp_path / "vault.anchor").read_bytes())
    with enter(older) as vault:
        vault.witness.anchor(NOW + timedelta(hours=1))
    (tmp_path / "vault.anchor").write_bytes(beside.read_bytes())
    with enter(folder) as vault:
        assert vault.problems == ()


def test_a_loss_that_this_machine_cannot_note_is_not_accepted(folder: Path, tmp_path: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 3)
        vault.witness.anchor(NOW)
    tamper(folder, "DELETE FROM entry WHERE id = 3")
    with enter(folder) as vault:
        # A folder stands where the note would be written first.
        (tmp_path / "vault.anchor.part").mkdir()
        with pytest.raises(DiskError, match="try again"):
            vault.witness.accept(NOW)
        assert vault.witness.is_behind
        (tmp_path / "vault.anchor.part").rmdir()
        vault.witness.accept(NOW)
        assert not vault.witness.is_behind


def test_where_no_note_was_ever_kept_a_restore_is_accepted(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "vault.anchor.part").mkdir()
    with enter(folder) as vault:
        fill(vault, 1)
        vault.witness.accept(NOW)
        assert vault.witness.missing() == ()


def test_what_no_print_covers_is_counted_with_its_oldest(vault: OpenVault) -> None:
    fill(vault, 3)
    assert vault.witness.outstanding() == Outstanding(3, NOW)
    vault.witness.witnessed(vault.witness.paper())
    assert vault.witness.outstanding() == Outstanding(0, None)
    fill(vault, 2)
    fill(vault, 9, book=ACCESS)
    assert vault.witness.outstanding() == Outstanding(2, NOW)


def test_a_print_of_another_chain_witnesses_nothing_here(vault: OpenVault) -> None:
    fill(vault, 3)
    other = vault.witness.paper()
    vault.witness.witnessed(Checkpoint(vault.chains.access, other.size, other.root))
    assert vault.witness.outstanding().entries == 3


def test_a_printed_line_fits_for_ever(vault: OpenVault) -> None:
    fill(vault, 10)
    line = vault.witness.paper().line
    fill(vault, 30)
    assert vault.witness.compare(line) is None


def test_a_printed_line_that_saw_more_or_other_entries_does_not_fit(vault: OpenVault) -> None:
    fill(vault, 10)
    made = vault.witness.paper()
    more = Checkpoint(made.log, 12, made.root).line
    other = Checkpoint(made.log, 10, bytes(32)).line
    strange = made.line.replace(made.log[:8], "00000000")
    found = [vault.witness.compare(line) for line in (more, other, strange)]
    assert [one and one.what for one in found] == [What.ROLLED_BACK, What.REWRITTEN, What.ROLLED_BACK]


def test_what_is_no_line_is_said_to_be_none(vault: OpenVault) -> None:
    with pytest.raises(NotACheckpointError):
        vault.witness.compare("nonsense")
