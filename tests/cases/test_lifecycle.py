"""The life of a version: which is in force on a day, what a real case may follow, what is refused."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases import lifecycle
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.register.register import DefinitionRow, DefinitionStatus, Register
from sopcheck.checklists.definition import ChecklistId, Digest, ItemId, Version
from sopcheck.ledger.entry import PersonId
from tests.cases.book import SOP, checklist, item

DAY = date(2026, 6, 1)
BASELINE: DefinitionStatus = "illustrative baseline"


def row(version: str, status: DefinitionStatus = BASELINE, from_: date | None = None) -> DefinitionRow:
    """A version; all but the baseline was written here."""
    return DefinitionRow(
        checklist=SOP,
        version=Version(version),
        digest=Digest(version),
        canonical="",
        yaml="",
        installed=datetime(2026, 5, 1, tzinfo=UTC),
        status=status,
        author=None if status == BASELINE else PersonId("ash"),
        effective_from=from_,
    )


def register(*rows: DefinitionRow) -> Register:
    """A register of these versions."""
    return Register(
        enrolled={},
        definitions={(one.checklist, one.version): one for one in rows},
        calendars=(),
        set_aside=(),
    )


HISTORY = register(
    row("1.0"),
    row("1.1", "approved", date(2026, 6, 1)),
    row("2.0", "approved", date(2026, 7, 1)),
    row("2.1", "proposed"),
    row("2.2", "draft"),
    row("0.9", "withdrawn", date(2026, 1, 1)),
)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2026, 5, 31), "1.0"),
        (date(2026, 6, 1), "1.1"),
        (date(2026, 6, 30), "1.1"),
        (date(2026, 7, 1), "2.0"),
    ],
)
def test_the_version_in_force_is_the_last_that_had_begun(day: date, version: str) -> None:
    found = lifecycle.in_force(HISTORY, SOP, day)
    assert found is not None
    assert found.version == version


def test_of_a_checklist_that_is_not_here_none_is_in_force() -> None:
    assert lifecycle.in_force(HISTORY, ChecklistId("other"), DAY) is None
    assert lifecycle.in_force(register(row("1.0", "draft")), SOP, DAY) is None


def test_a_baseline_goes_on_while_the_force_considers_approving_it() -> None:
    proposed = register(msgspec.structs.replace(row("1.0"), status="proposed"))
    lifecycle.require_in_force(proposed, SOP, Version("1.0"), DAY)
    assert not lifecycle.is_draft(proposed.definitions[SOP, Version("1.0")])


def test_each_version_has_its_word_on_a_day() -> None:
    words = {
        one.version: lifecycle.status_on(HISTORY, one, DAY) for one in lifecycle.versions_of(HISTORY, SOP)
    }
    assert words == {
        "0.9": "withdrawn",
        "1.0": "superseded",
        "1.1": "in force",
        "2.0": "approved",
        "2.1": "proposed",
        "2.2": "draft",
    }
    old = HISTORY.definitions[SOP, Version("1.1")]
    assert lifecycle.status_on(HISTORY, old, date(2026, 7, 1)) == "superseded"
    assert (
        lifecycle.status_on(HISTORY, HISTORY.definitions[SOP, Version("1.0")], date(2026, 5, 1)) == BASELINE
    )


@pytest.mark.parametrize(
    ("version", "why"), [("2.1", "test data"), ("2.2", "test data"), ("0.9", "withdrawn")]
)
def test_no_real_case_follows_a_draft_or_what_was_withdrawn(version: str, why: str) -> None:
    with pytest.raises(ActRefusedError, match=why):
        lifecycle.require_usable(HISTORY, SOP, Version(version))


def test_a_new_case_follows_the_version_in_force_on_the_day_of_the_report() -> None:
    lifecycle.require_in_force(HISTORY, SOP, Version("1.1"), DAY)
    with pytest.raises(ActRefusedError, match=r"sop 1\.1 was in force"):
        lifecycle.require_in_force(HISTORY, SOP, Version("2.0"), DAY)


@pytest.mark.parametrize("version", ["2.2", "10.0", "2.1", "2.1+barnsley.1"])
def test_a_version_above_all_that_were_put_forward_may_be(version: str) -> None:
    # A draft counts as nothing yet; 2.1 is the proposal itself.
    lifecycle.require_higher(HISTORY, SOP, Version(version))


@pytest.mark.parametrize(
    ("version", "is_refused"),
    [("1.0+met.1", True), ("1.0+met.11", False), ("1.0+york.1", False), ("1.0", False)],
)
def test_the_revisions_of_a_district_go_up_by_themselves(version: str, is_refused: bool) -> None:
    known = register(row("0.9"), row("1.0+met.2", "proposed"))
    if not is_refused:
        lifecycle.require_higher(known, SOP, Version(version))
        return
    with pytest.raises(ActRefusedError, match=r"1\.0\+met\.2 is here"):
        lifecycle.require_higher(known, SOP, Version(version))


@pytest.mark.parametrize("version", ["2.0.9", "1.9", "0.1"])
def test_a_version_does_not_go_backwards(version: str) -> None:
    with pytest.raises(ActRefusedError, match="only go up"):
        lifecycle.require_higher(HISTORY, SOP, Version(version))


def test_an_id_is_not_given_another_meaning() -> None:
    old = checklist(item("record"))
    same = checklist(
        msgspec.structs.replace(item("record"), prompt="Please do record it all."), version="1.1"
    )
    other = checklist(msgspec.structs.replace(item("record"), prompt="Visit the school."), version="1.1")
    lifecycle.require_own_meanings(same, [old])
    with pytest.raises(ActRefusedError, match=r"something else in version 1\.0"):
        lifecycle.require_own_meanings(other, [old])


def test_an_id_taken_up_after_a_version_without_it_keeps_its_meaning_too() -> None:
    first, second = checklist(item("record"), item("see")), checklist(item("see"), version="1.1")
    again = msgspec.structs.replace(item("record"), prompt="Visit the school.")
    with pytest.raises(ActRefusedError, match="asked something else"):
        lifecycle.require_own_meanings(checklist(item("see"), again, version="1.2"), [first, second])
    assert first.find_item(ItemId("record")) is not None


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 5, 31), "in the past"),
        (date(2026, 6, 30), "would take over again"),
        (date(2026, 7, 1), ""),
    ],
)
def test_a_version_begins_neither_in_the_past_nor_before_one_that_is_to_come(day: date, why: str) -> None:
    proposed = HISTORY.definitions[SOP, Version("2.1")]
    if not why:
        lifecycle.require_day(HISTORY, proposed, day, today=DAY)
        return
    with pytest.raises(ActRefusedError, match=why):
        lifecycle.require_day(HISTORY, proposed, day, today=DAY)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(begins=st.lists(DAYS, max_size=6), day=DAYS)
def test_exactly_one_version_is_in_force_whatever_was_approved(begins: list[date], day: date) -> None:
    approved = [row(f"1.{number}", "approved", from_) for number, from_ in enumerate(begins, start=1)]
    known = register(row("1.0"), *approved)
    words = [lifecycle.status_on(known, one, day) for one in known.definitions.values()]
    assert sum(word in ("in force", BASELINE) for word in words) == 1


@pytest.mark.parametrize(
    ("version", "day", "begun"),
    [
        ("1.0", date(2026, 4, 1), True),
        ("1.1", date(2026, 5, 31), False),
        ("1.1", date(2026, 6, 1), True),
        ("2.1", date(2027, 1, 1), False),
        ("2.2", date(2027, 1, 1), False),
        ("0.9", date(2027, 1, 1), False),
    ],
)
def test_a_version_has_begun_on_its_first_day_unless_it_is_a_draft_or_withdrawn(
    version: str, day: date, begun: bool
) -> None:
    assert lifecycle.is_begun(HISTORY.definitions[SOP, Version(version)], day) is begun
