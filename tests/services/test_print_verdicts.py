"""What a vault says of a printed file: its own, another's, one that was overtaken, or none at all."""

import pytest

from tests.records.prints import all_samples, ordinary_print
from tests.world import World

WHY = {"purpose": "File", "recipient": "CPS"}


def test_a_record_of_another_vault_is_intact_and_not_known_here(world: World) -> None:
    verdict = world.desk.printing.verify(ordinary_print())
    assert (verdict.word, verdict.sentence) == (
        "not known here",
        "The file is intact, but this vault knows no review that was signed with this record.",
    )


def test_a_record_that_names_a_case_of_this_vault_is_no_record_of_it_by_that(world: World) -> None:
    named = world.open("NV/CSE/26/0139").id
    world.review(named, "24-hour")
    assert world.desk.printing.verify(ordinary_print()).word == "not known here"


@pytest.mark.parametrize("name", ["status", "disclosure"])
def test_a_sheet_of_another_vault_was_not_printed_here(world: World, name: str) -> None:
    verdict = world.desk.printing.verify(all_samples()[name])
    assert verdict.word == "not known here"
    assert verdict.sentence == "The file is intact, but it was not printed from this vault."


def test_a_sheet_is_known_by_its_number(world: World) -> None:
    case = world.open().id
    printed = world.desk.printing.print_document("status", case, None, **WHY)
    verdict = world.desk.printing.verify(printed.pdf)
    assert (verdict.word, verdict.details) == ("same", ())
    assert verdict.sentence == f"The file is print {printed.number}, as it left this vault."


def test_a_sheet_that_came_to_nothing_at_the_printer_is_known_and_said_to_be_so(world: World) -> None:
    case = world.open().id
    printing = world.desk.printing
    printed = printing.print_document("status", case, None, **WHY)
    printing.failed(printed, at_printer=True)
    verdict = printing.verify(printed.pdf)
    assert verdict.word == "same"
    assert verdict.details == ("The access book says that this print was not completed.",)


def test_the_record_of_an_earlier_review_is_overtaken(world: World) -> None:
    case = world.open().id
    world.answer(case, "check-record-language", text="Read with the officer")
    first = world.review(case, "24-hour")
    world.clock.forward(minutes=1)
    world.review(case, "72-hour")
    printed = world.desk.printing.print_document("record", case, first.review, **WHY)
    verdict = world.desk.printing.verify(printed.pdf)
    assert verdict.word == "superseded"
    assert "what was signed at review 1" in verdict.sentence


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"\x00" * 1000])
def test_what_is_no_print_is_told_as_none(world: World, data: bytes) -> None:
    assert world.desk.printing.verify(data).word == "not a record"
