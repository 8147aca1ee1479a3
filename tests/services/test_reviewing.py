"""What a record and a form say of who approved the version that they rest on."""

from datetime import UTC, date, datetime

import pytest
from msgspec import structs

from sopcheck.cases.register.register import DefinitionRow, DefinitionStatus
from sopcheck.checklists.definition import ChecklistId, Digest, Version
from sopcheck.ledger.entry import PersonId
from sopcheck.services.reviewing import DRAFT_WORDS, standing_words

SHIPPED = DefinitionRow(
    checklist=ChecklistId("pack"),
    version=Version("1.0"),
    digest=Digest("d"),
    canonical="",
    yaml="",
    installed=datetime(2026, 5, 1, tzinfo=UTC),
)


def test_what_a_force_approved_says_from_when_it_holds_with_the_day_and_the_year() -> None:
    row = structs.replace(SHIPPED, status="approved", effective_from=date(2026, 3, 1))
    assert standing_words(row) == "approved by a force, in force from Sun 1 Mar 2026"


def test_what_was_approved_and_withdrawn_never_reads_as_if_no_force_had_approved_it() -> None:
    row = structs.replace(SHIPPED, status="withdrawn", effective_from=date(2026, 3, 1))
    assert standing_words(row) == "approved by a force, in force from Sun 1 Mar 2026, withdrawn since"


def test_what_came_with_the_program_is_never_said_to_be_approved() -> None:
    assert standing_words(SHIPPED) == "illustrative baseline, not approved by a force"
    withdrawn = structs.replace(SHIPPED, status="withdrawn")
    assert standing_words(withdrawn) == "illustrative baseline, not approved by a force, withdrawn since"


def test_a_draft_that_was_withdrawn_before_anybody_approved_it_was_never_a_baseline() -> None:
    row = structs.replace(SHIPPED, status="withdrawn", author=PersonId("okell"))
    assert standing_words(row) == "draft: test data, not approved by a force, withdrawn since"


@pytest.mark.parametrize("status", ["draft", "proposed"])
def test_what_is_still_written_says_so(status: DefinitionStatus) -> None:
    row = structs.replace(SHIPPED, status=status, author=PersonId("okell"))
    assert standing_words(row) == DRAFT_WORDS
