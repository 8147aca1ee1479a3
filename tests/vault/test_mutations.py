"""The sixteen ways to change a ledger (`security.md` 5.5), each noticed at its level.

The twelfth, an officer who signs a review, takes roles: `tests/services/test_hostile_writers.py`.

The vault has sixty entries, checkpoints at 32 and at 60, this machine's note of it, and a print of its state.
"""

import json
from pathlib import Path

import pytest
from msgspec import structs

from sopcheck.crypto.signing import SigningKey
from sopcheck.ledger.entry import ACCESS, REGISTER, PersonId, Times, write_header
from sopcheck.ledger.verify import What
from sopcheck.vault.errors import OlderVaultError
from tests.vault.forging import Forger
from tests.vault.vaults import ANN, BOOK, NOW, answer, copy_of, create, enter, fill

OTHER_WORDS = answer(50, text="not done").body


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vault before anybody changed it; only to be copied."""
    path = tmp_path_factory.mktemp("written") / "vault"
    with create(path) as vault:
        fill(vault, 60)
        vault.witness.anchor(NOW)
    return path


@pytest.fixture
def printed(written: Path) -> str:
    """What a record that was printed at the end says of the ledger."""
    with enter(written) as vault:
        return vault.witness.paper().line


@pytest.fixture
def forger(written: Path, tmp_path: Path) -> Forger:
    path = copy_of(written, tmp_path / "vault")
    (tmp_path / "vault.anchor").write_bytes(written.with_name("vault.anchor").read_bytes())
    return Forger(path)


def noticed(forger: Forger) -> set[What]:
    """What unlocking and a full verification find."""
    with enter(forger.folder) as vault:
        report = vault.ledger.verify(keys={ANN: [vault.public_key]})
        return {problem.what for problem in (*vault.problems, *report.problems)}


def unlocking(forger: Forger) -> set[What]:
    """What unlocking alone finds."""
    with enter(forger.folder) as vault:
        return {problem.what for problem in vault.problems}


def test_nothing_is_noticed_where_nothing_was_changed(forger: Forger, printed: str) -> None:
    assert noticed(forger) == set()
    with enter(forger.folder) as vault:
        assert vault.witness.compare(printed) is None
        assert vault.notices == ()


def test_c1_a_body_that_is_edited_in_place(forger: Forger) -> None:
    forger.run("UPDATE body SET content = X'7B7D' WHERE entry = 10")
    assert What.CONTENT_ALTERED in noticed(forger)


def test_c2_an_entry_that_is_deleted_in_the_middle(forger: Forger) -> None:
    forger.run("DELETE FROM body WHERE entry = 10", "DELETE FROM entry WHERE id = 10")
    assert What.GAP in noticed(forger)


def test_an_entry_of_a_moment_that_never_was_is_told_and_the_rest_read(forger: Forger) -> None:
    never = Times(False, 10**9, "2026-02-30T09:00:00.000Z")
    forger.append(lambda header: structs.replace(header, t=never))
    forger.save()
    assert noticed(forger) == {What.MALFORMED}


def test_c3_two_entries_that_are_swapped(forger: Forger) -> None:
    one, other = forger.header(10), forger.header(11)
    for place, header, seq in ((10, other, one.seq), (11, one, other.seq)):
        changed = structs.replace(header, seq=seq)
        content = forger.entries[21 - place]
        forger.entries[place] = structs.replace(content, header_bytes=write_header(changed))
    forger.save()
    assert What.BAD_SIGNATURE in noticed(forger)


def test_c4_a_copy_that_is_inserted(forger: Forger) -> None:
    header = structs.replace(forger.header(9), kind="NoteAdded")
    forger.entries.insert(10, forger.signed(write_header(header), forger.entries[9]))
    forger.save()
    assert What.FORK in noticed(forger)


def test_c5_a_tail_that_is_cut_below_a_checkpoint(forger: Forger) -> None:
    forger.forget_the_anchor()
    del forger.entries[55:]
    forger.save()
    assert noticed(forger) == {What.GAP}


def test_c6_a_tail_that_is_cut_with_its_checkpoint(forger: Forger) -> None:
    del forger.entries[55:]
    forger.save()
    forger.drop_checkpoints(last=1)
    assert unlocking(forger) == {What.ROLLED_BACK, What.GAP}


def test_c7_a_vault_that_is_put_back_with_all_its_checkpoints(forger: Forger) -> None:
    del forger.entries[30:]
    forger.save()
    forger.drop_checkpoints()
    with enter(forger.folder) as vault:
        assert vault.notices[0] == (
            "This vault is older than the last state seen on this machine: 30 entries are missing. "
            "It can be read; nothing is recorded in it. Put the newest folder back, restore the newest "
            "backup, or ask an administrator to accept the loss."
        )


def test_c8_an_author_who_rewrites_and_signs_again(forger: Forger) -> None:
    forger.forget_the_anchor()
    forger.rewrite(50, OTHER_WORDS)
    forger.save()
    assert noticed(forger) == {What.REWRITTEN}


def test_c9_the_same_without_the_last_checkpoint(forger: Forger) -> None:
    forger.rewrite(50, OTHER_WORDS)
    forger.save()
    forger.drop_checkpoints(last=1)
    assert unlocking(forger) == {What.REWRITTEN}


def test_c10_the_same_with_a_fresh_checkpoint_of_the_device(forger: Forger) -> None:
    forger.rewrite(50, OTHER_WORDS)
    forger.save()
    forger.drop_checkpoints(last=1)
    forger.sign_a_checkpoint()
    assert unlocking(forger) == {What.REWRITTEN}


def test_c11_the_same_with_the_note_of_the_machine_is_seen_by_paper_alone(
    forger: Forger, printed: str
) -> None:
    forger.rewrite(50, OTHER_WORDS)
    forger.save()
    forger.drop_checkpoints(last=1)
    forger.sign_a_checkpoint()
    forger.forget_the_anchor()
    assert noticed(forger) == set()
    with enter(forger.folder) as vault:
        assert vault.witness.is_new_here()
        problem = vault.witness.compare(printed)
    assert problem is not None
    assert problem.what is What.REWRITTEN


def test_c13_an_unknown_key_that_appends(forger: Forger) -> None:
    stranger = SigningKey(PersonId("eve"), bytes(32))
    forger.append(lambda header: structs.replace(header, by=stranger.person), signer=stranger)
    forger.save()
    assert What.UNKNOWN_SIGNER in noticed(forger)


def test_c14_a_whole_chain_that_is_removed(forger: Forger) -> None:
    forger.entries.clear()
    forger.save()
    assert unlocking(forger) >= {What.ROLLED_BACK}


def test_c15_an_encoding_of_another_form_that_is_validly_signed(forger: Forger) -> None:
    spaced = json.dumps(json.loads(forger.entries[-1].header_bytes), sort_keys=True).encode()
    forger.entries[-1] = forger.signed(spaced, forger.entries[-1])
    forger.save()
    assert What.MALFORMED in noticed(forger)


def test_c16_a_signature_for_another_purpose(forger: Forger) -> None:
    header_bytes = forger.entries[-1].header_bytes
    other = forger.person.sign(b"sopcheck/checkpoint/v1\0" + header_bytes)
    forger.entries[-1] = structs.replace(forger.entries[-1], signature=other)
    forger.save()
    assert noticed(forger) == {What.BAD_SIGNATURE}


@pytest.fixture
def put_back(forger: Forger) -> Forger:
    """The vault without its last five entries, which this machine had seen."""
    del forger.entries[55:]
    forger.save()
    return forger


def test_in_a_vault_that_was_put_back_only_looking_is_recorded(put_back: Forger) -> None:
    with enter(put_back.folder) as vault:
        fill(vault, 1, book=ACCESS)
        for drafts in ([answer()], [answer(book=ACCESS), answer(book=REGISTER)]):
            with pytest.raises(OlderVaultError, match="can be read but nothing is recorded in it"):
                vault.ledger.append(drafts, recorded_at=NOW)
        assert (len(vault.ledger.entries(BOOK)), len(vault.ledger.entries(ACCESS))) == (55, 1)


def test_a_vault_that_was_put_back_is_told_at_every_unlock_until_that_is_accepted(put_back: Forger) -> None:
    with enter(put_back.folder) as vault:
        vault.witness.anchor(NOW)
    with enter(put_back.folder) as vault:
        assert vault.witness.is_behind
        vault.witness.accept(NOW)
        fill(vault, 3)
    with enter(put_back.folder) as vault:
        assert (vault.witness.is_behind, vault.notices) == (False, ())


def test_a_vault_that_was_put_back_goes_on_in_new_chains(put_back: Forger) -> None:
    with enter(put_back.folder) as vault:
        vault.witness.accept(NOW)
        fill(vault, 3)
        assert {entry.header.log for entry in vault.ledger.entries(BOOK)} > {put_back.header(0).log}
    assert noticed(put_back) == set()


def test_what_was_rewritten_but_is_all_there_may_be_gone_on_with(forger: Forger) -> None:
    forger.rewrite(50, OTHER_WORDS)
    forger.save()
    with enter(forger.folder) as vault:
        fill(vault, 1)
