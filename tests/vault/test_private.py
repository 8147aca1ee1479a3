"""What lies beside the ledger: each person's own, durable, and never lost by a lock."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from sopcheck.cases.derived import Change, Snapshot
from sopcheck.vault.vault import OpenVault
from tests.vault.vaults import BEN, NOW, OTHER, answer, enter


def test_half_typed_text_outlives_a_lock(folder: Path) -> None:
    with enter(folder) as vault:
        vault.unfinished.keep(key="c1/note", text="The chi")
        vault.unfinished.keep(key="c1/note", text="The child was")
        vault.unfinished.keep(key="c2/reason", text="Waiting")
    with enter(folder) as vault:
        assert vault.unfinished.get("c1/note") == "The child was"
        assert vault.unfinished.all() == {"c1/note": "The child was", "c2/reason": "Waiting"}


def test_half_typed_text_is_forgotten_once_it_is_not_wanted(vault: OpenVault) -> None:
    vault.unfinished.keep(key="note", text="The chi")
    for _ in range(2):
        vault.unfinished.drop("note")

    assert vault.unfinished.get("note") == ""


def test_everybody_has_their_own_half_typed_text_and_looks(folder: Path) -> None:
    with enter(folder) as vault:
        vault.slots.add(person=BEN, label="5678", passphrase=OTHER)
        vault.unfinished.keep(key="note", text="mine")
        vault.markers.looked(case="c1", at=NOW)
    with enter(folder, person=BEN, passphrase=OTHER) as vault:
        assert vault.unfinished.all() == {}
        assert vault.markers.last_look("c1") is None


def test_the_last_look_is_remembered(vault: OpenVault) -> None:
    assert vault.markers.last_look("c1") is None

    for minutes in (0, 5):
        vault.markers.looked(case="c1", at=NOW + timedelta(minutes=minutes))

    assert vault.markers.last_look("c1") == NOW + timedelta(minutes=5)
    assert vault.markers.last_look("c2") is None


def test_what_a_review_showed_is_kept_once_and_for_all(vault: OpenVault) -> None:
    shown = Snapshot(review="r1", digest="d" * 64, content=b"everything shown")
    change = Change(snapshots=(shown,))
    vault.ledger.append([answer(1)], recorded_at=NOW, also=lambda _: change)

    with pytest.raises(IntegrityError):
        vault.ledger.append([answer(2)], recorded_at=NOW, also=lambda _: change)

    assert vault.snapshots.get("r1") == shown
    assert vault.snapshots.get("r2") is None
    assert vault.ledger.count() == 1


def test_the_notice_of_prints_outlives_a_lock_and_is_empty_at_first(folder: Path) -> None:
    with enter(folder) as vault:
        assert vault.print_notice.get() == ""
        vault.print_notice.keep("A fictitious case")
    with enter(folder) as vault:
        assert vault.print_notice.get() == "A fictitious case"


def test_a_number_is_given_once_whatever_happens_after(folder: Path) -> None:
    with enter(folder) as vault:
        assert [vault.numbers.take("print") for _ in range(3)] == [1, 2, 3]
        assert vault.numbers.take("other") == 1
    with enter(folder) as vault:
        assert vault.numbers.take("print") == 4
