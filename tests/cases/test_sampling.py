"""A dip sample follows from its seed and its frame alone, anywhere and in any order of the cases."""

import hashlib
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sopcheck.cases.sampling import Frame, InFrame, drawn, frame_words, is_in, rank

references = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), unique=True, max_size=20)
PINNED = ("NV/CSE/26/0004", "NV/CSE/26/0010", "NV/CSE/26/0003")
CASE = InFrame(
    reference="NV/1",
    district="Rotherham",
    team="North",
    checklists=("cse-investigation",),
    opened=date(2026, 5, 7),
    closed=False,
)


def test_the_draw_is_pinned_for_ever() -> None:
    cases = [f"NV/CSE/26/{number:04}" for number in range(1, 13)]
    assert drawn(cases, seed="2026-05", size=3) == PINNED


def test_the_documented_formula_is_the_one_used() -> None:
    written = hashlib.sha256(b"sopcheck-dip-sample-1\n2026-05\nNV/CSE/26/0001").hexdigest()
    assert rank("2026-05", "NV/CSE/26/0001") == written


@given(references, st.text(), st.randoms(use_true_random=False))
def test_the_order_of_the_cases_changes_nothing(cases: list[str], seed: str, random: object) -> None:
    mixed = sorted(cases, key=lambda _: random.random())  # type: ignore[attr-defined]  # a Random
    assert drawn(mixed, seed=seed, size=5) == drawn(cases, seed=seed, size=5)


@given(references, st.text(), st.integers(0, 20))
def test_a_larger_sample_begins_with_the_smaller_one(cases: list[str], seed: str, size: int) -> None:
    assert drawn(cases, seed=seed, size=size + 1)[:size] == drawn(cases, seed=seed, size=size)


@given(references, st.text(), st.integers(0, 20))
def test_a_case_outside_the_sample_changes_nothing_by_leaving(cases: list[str], seed: str, size: int) -> None:
    chosen = drawn(cases, seed=seed, size=size)
    assert drawn(chosen, seed=seed, size=size) == chosen
    assert set(chosen) <= set(cases)


def test_another_seed_is_another_draw() -> None:
    cases = [f"NV/{number}" for number in range(100)]
    assert drawn(cases, seed="1", size=5) != drawn(cases, seed="2", size=5)


def test_every_case_is_as_likely_as_any_other() -> None:
    cases = [f"NV/{number}" for number in range(10)]
    often = Counter(one for seed in range(2000) for one in drawn(cases, seed=str(seed), size=3))
    assert all(500 <= often[case] <= 700 for case in cases)


@pytest.mark.parametrize(
    ("frame", "inside"),
    [
        (Frame(), True),
        (Frame(state="open"), True),
        (Frame(state="closed"), False),
        (Frame(district="Rotherham"), True),
        (Frame(district="Sheffield"), False),
        (Frame(team="North"), True),
        (Frame(team="South"), False),
        (Frame(checklist="cse-investigation"), True),
        (Frame(checklist="online-cse"), False),
        (Frame(opened_from=date(2026, 5, 7)), True),
        (Frame(opened_from=date(2026, 5, 8)), False),
        (Frame(opened_to=date(2026, 5, 7)), True),
        (Frame(opened_to=date(2026, 5, 6)), False),
        (Frame(district="Rotherham", team="South"), False),
    ],
)
def test_a_case_is_in_a_frame_that_asks_for_what_it_has(frame: Frame, inside: bool) -> None:
    assert is_in(CASE, frame) is inside


def test_a_closed_case_is_in_a_frame_of_closed_ones() -> None:
    assert is_in(replace(CASE, closed=True), Frame(state="closed"))
    assert not is_in(replace(CASE, closed=True), Frame(state="open"))


def test_a_frame_is_told_in_words() -> None:
    assert frame_words(Frame()) == "all cases"
    every = Frame(
        state="closed",
        district="Rotherham",
        team="North",
        checklist="online-cse",
        opened_from=date(2026, 4, 1),
        opened_to=date(2026, 4, 30),
    )
    assert frame_words(every) == (
        "closed cases, district Rotherham, team North, following online-cse, opened from Wed 1 Apr 2026, "
        "opened to Thu 30 Apr 2026"
    )
