"""Every alteration is found, with its place; what was good is remembered, and cannot be forged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sopcheck.crypto.signing import UnfitKeyError
from sopcheck.ledger.entry import ACCESS
from sopcheck.ledger.verify import What
from sopcheck.vault.opening import LEDGER_PROBLEMS
from sopcheck.vault.vault import OpenVault
from sopcheck.vault.verification import Report
from tests.vault.vaults import ANN, BEN, BOOK, answer, enter, fill, tamper


@pytest.fixture
def filled(folder: Path) -> Path:
    """A vault with eight entries that were verified, and four more."""
    with enter(folder) as vault:
        fill(vault, 6)
        fill(vault, 2, book=ACCESS)
        assert whole(vault).problems == ()
        fill(vault, 4)
    return folder


def whole(vault: OpenVault, *, everything: bool = True) -> Report:
    return vault.ledger.verify(keys={ANN: [vault.public_key]}, everything=everything)


def sound(report: Report) -> int:
    """How many entries were checked, of which nothing is wrong."""
    assert report.problems == ()
    return report.checked


def found(report: Report) -> list[What]:
    return sorted(problem.what for problem in report.problems)


def test_a_whole_vault_has_no_problem(filled: Path) -> None:
    with enter(filled) as vault:
        assert sound(whole(vault)) == 12
        assert (vault.problems, vault.notices) == ((), ())


def test_only_what_is_new_need_be_checked_again(filled: Path) -> None:
    with enter(filled) as vault:
        assert sound(whole(vault, everything=False)) == 4
        assert sound(whole(vault, everything=False)) == 0
        fill(vault, 1)
        assert sound(whole(vault, everything=False)) == 1


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DELETE FROM entry WHERE id = 11", [What.GAP]),
        ("UPDATE entry SET signature = zeroblob(64) WHERE id = 11", [What.BAD_SIGNATURE]),
        ("UPDATE body SET content = X'7B7D' WHERE entry = 11", [What.CONTENT_ALTERED]),
        ("DELETE FROM body WHERE entry = 11", [What.CONTENT_MISSING]),
        ("UPDATE entry SET header = X'7B7D' WHERE id = 11", [What.GAP, What.MALFORMED]),
        ("UPDATE entry SET book = 'case:c2' WHERE id = 11", [What.MISFILED]),
        ("UPDATE entry SET seq = 99 WHERE id = 11", [What.MISFILED]),
        ("UPDATE entry SET log = 'x' WHERE id = 11", [What.MISFILED]),
        ("UPDATE entry SET hash = zeroblob(32) WHERE id = 11", [What.MISFILED]),
        ("UPDATE entry SET received = '2030-01-01T00:00:00.000Z' WHERE id = 11", [What.MISFILED]),
    ],
)
@pytest.mark.parametrize("everything", [True, False])
def test_an_alteration_after_the_last_good_check_is_found(
    filled: Path, statement: str, what: list[What], everything: bool
) -> None:
    tamper(filled, statement)

    with enter(filled) as vault:
        assert found(whole(vault, everything=everything)) == what


def test_an_alteration_before_the_last_good_check_is_found_by_the_whole_check(filled: Path) -> None:
    tamper(filled, "DELETE FROM entry WHERE id = 3")

    with enter(filled) as vault:
        assert found(whole(vault, everything=False)) == []
        assert found(whole(vault)) == [What.GAP]


@pytest.mark.parametrize("everything", [True, False])
def test_a_tail_cut_below_the_last_good_check_is_found(filled: Path, everything: bool) -> None:
    tamper(filled, "DELETE FROM entry WHERE id > 7")

    with enter(filled) as vault:
        (problem,) = whole(vault, everything=everything).problems
        assert (problem.what, problem.where) == (What.GAP, vault.chains.access)
        assert vault.problems == (problem,)


def test_what_is_found_at_unlocking_is_told(filled: Path) -> None:
    tamper(filled, "DELETE FROM entry WHERE id = 11")

    with enter(filled) as vault:
        assert [problem.what for problem in vault.problems] == [What.GAP]
        assert LEDGER_PROBLEMS in vault.notices


def test_a_check_with_problems_is_not_remembered_as_good(filled: Path) -> None:
    tamper(filled, "UPDATE entry SET signature = zeroblob(64) WHERE id = 11")

    with enter(filled) as vault:
        for _ in range(2):
            assert found(whole(vault, everything=False)) == [What.BAD_SIGNATURE]


@pytest.mark.parametrize(
    "forged",
    [
        "replace(value, '\"row\":8', '\"row\":12')",
        'replace(value, \'"mac":"\', \'"mac":"00\')',
        "'{}'",
        "'nonsense'",
    ],
)
def test_a_forged_memory_of_a_good_check_counts_for_nothing(filled: Path, forged: str) -> None:
    tamper(filled, f"UPDATE meta SET value = {forged} WHERE key = 'verified'")

    with enter(filled) as vault:
        assert sound(whole(vault, everything=False)) == 12


def test_people_whose_keys_are_not_given_are_unknown(filled: Path) -> None:
    with enter(filled) as vault:
        report = vault.ledger.verify(keys={BEN: [vault.public_key]})

    assert set(found(report)) == {What.UNKNOWN_SIGNER}


def test_a_key_of_somebody_else_fits_no_signature(filled: Path) -> None:
    with enter(filled) as vault:
        report = vault.ledger.verify(keys={ANN: [vault.device_key]})

    assert set(found(report)) == {What.BAD_SIGNATURE}


def test_a_key_that_proves_nothing_is_refused(vault: OpenVault) -> None:
    with pytest.raises(UnfitKeyError):
        vault.ledger.verify(keys={ANN: [bytes(32)]})


@pytest.fixture
def long(used_folder: Path) -> Iterator[OpenVault]:
    """A vault with more entries than are read at a time."""
    with enter(used_folder) as vault:
        vault.ledger.append(
            [answer(number) for number in range(600)], recorded_at=vault.ledger.entries(BOOK)[0].recorded
        )
        yield vault


def test_progress_is_told_up_to_the_end(long: OpenVault) -> None:
    told: list[tuple[int, int]] = []
    long.ledger.verify(keys={ANN: [long.public_key]}, progress=lambda done, total: told.append((done, total)))

    assert told == [(500, 640), (640, 640)]


def test_a_check_is_cancelled_by_an_exception(long: OpenVault) -> None:
    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        long.ledger.verify(keys={ANN: [long.public_key]}, progress=cancel)

    assert whole(long, everything=False).checked == 640


def test_others_may_save_while_a_check_runs(long: OpenVault) -> None:
    report = long.ledger.verify(keys={ANN: [long.public_key]}, progress=lambda *_: fill(long, 1))

    assert sound(report) == 640
    assert sound(whole(long, everything=False)) == 2
