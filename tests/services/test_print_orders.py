"""Which print this is: its file names nobody, and nothing is printed for nothing or for nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.print_orders import FILE_WORDS, PrintOrders, Wanted, file_name
from sopcheck.services.ways_in import Passphrase
from tests.world import PASSPHRASE, World


@given(st.text(max_size=40), st.sampled_from(sorted(FILE_WORDS)))
def test_a_file_name_has_no_letter_that_leads_elsewhere(reference: str, kind: str) -> None:
    found = file_name(kind, reference, "AB12-00001")  # type: ignore[arg-type]  # one of the literals
    assert re.fullmatch(r"[a-z-]+-[A-Za-z0-9-]+-AB12-00001\.pdf", found)


def test_a_reference_of_signs_only_names_the_file_after_a_case() -> None:
    assert file_name("status", "../..", "AB12-00001") == "status-sheet-case-AB12-00001.pdf"


def test_a_print_for_something_and_somebody_is_in_order(world: World) -> None:
    PrintOrders(world.desk.opened).check(Wanted(kind="status", purpose="Case file", recipient="DI Teal"))


@pytest.mark.parametrize(("purpose", "recipient"), [("", "x"), ("x", " "), ("\n", "x")])
def test_a_print_for_nothing_or_nobody_is_refused(world: World, purpose: str, recipient: str) -> None:
    with pytest.raises(RefusedError, match="of the print"):
        PrintOrders(world.desk.opened).check(Wanted(kind="status", purpose=purpose, recipient=recipient))


def test_numbers_name_the_chain_that_the_print_states_and_run_on_over_an_unlock(world: World) -> None:
    wanted = Wanted(kind="status", purpose="File", recipient="Court")
    series = world.desk.opened.vault.witness.paper().log[:4].upper()
    numbers = []
    for name in ("okell", "teal"):
        opened = world.as_(name).opened
        numbers.append(PrintOrders(opened).take(wanted, opened.vault.witness.paper()).number)
    assert numbers == [f"{series}-00001", f"{series}-00002"]


def test_what_is_only_shown_takes_no_number_and_is_not_noted(world: World) -> None:
    before = len(world.desk.opened.vault.ledger.entries(ACCESS))
    order = PrintOrders(world.desk.opened).on_screen()
    assert (order.number, order.watermark) == ("not numbered", "SHOWN ON SCREEN")
    assert len(world.desk.opened.vault.ledger.entries(ACCESS)) == before


def test_a_vault_put_back_to_a_backup_gives_no_number_a_second_time(world: World) -> None:
    wanted = Wanted(kind="status", purpose="File", recipient="Court")
    made = world.desk.backups.make()
    before = number(world, wanted)
    world.desk.lock()
    world.desk, _ = world.program.access.restore(made.path, Passphrase(world.people["okell"], PASSPHRASE))
    after = number(world, wanted)
    assert (before[-5:], after[-5:]) == ("00001", "00001")
    assert before != after


def number(world: World, wanted: Wanted) -> str:
    opened = world.desk.opened
    return PrintOrders(opened).take(wanted, opened.vault.witness.paper()).number
