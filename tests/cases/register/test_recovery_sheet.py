"""Two groups of a sheet are asked for, and what is meant is taken."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.register.recovery_sheet import RecoverySheet, plain

GROUPS = ("K3QZ", "7M0P", "XN2V", "91TB", "GH4D", "WWE5", "CY8A")


def sheet(number: str = "3F2A91") -> RecoverySheet:
    made = datetime(2026, 5, 7, tzinfo=UTC)
    return RecoverySheet(number=number, vault="f" * 32, made=made, groups=GROUPS)


@given(st.integers(0, 0xFFFFFF))
def test_two_different_groups_are_asked_for(number: int) -> None:
    first, second = sheet(f"{number:06X}").asked
    assert first != second
    assert {first, second} <= set(range(1, 8))


def test_every_group_is_asked_for_of_some_sheet() -> None:
    assert {group for number in range(50) for group in sheet(f"{number:06X}").asked} == set(range(1, 8))


@pytest.mark.parametrize("typed", ["7M0P", "7m0p", " 7 M O P ", "7-mo-p"])
def test_a_group_is_taken_as_it_is_meant(typed: str) -> None:
    assert sheet().has(2, typed)


@pytest.mark.parametrize("typed", ["", "7M0", "7M0PX", "K3QZ", "7M1P"])
def test_another_group_is_not(typed: str) -> None:
    assert not sheet().has(2, typed)


def test_a_code_is_read_with_dashes_and_told_nowhere_else() -> None:
    assert plain(sheet().code) == "".join(GROUPS)
    assert not any(group in repr(sheet()) for group in GROUPS)


def test_what_is_pasted_by_mistake_is_not_looked_at() -> None:
    assert len(plain("A" * 1_000_000)) == 200
