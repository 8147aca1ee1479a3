"""Lists over many cases are range queries, search finds the beginnings of words, and all can be rebuilt."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from sopcheck.cases.derived import CaseRow, LimitRow, OpenLimit, Words
from sopcheck.vault.index import CaseIndex
from sopcheck.vault.vault import OpenVault
from tests.vault.vaults import NOW, contents, enter, tamper

HOUR = timedelta(hours=1)


@pytest.fixture
def index(vault: OpenVault) -> CaseIndex:
    return vault.index


def limit(place: str = "record-crime", *, soon: int | None = 20, end: int | None = 24) -> LimitRow:
    return LimitRow(
        place=place,
        what="Record the crime",
        basis="national",
        soon_at=None if soon is None else NOW + soon * HOUR,
        ends_at=None if end is None else NOW + end * HOUR,
    )


def row(case: str = "c1", *limits: LimitRow, activity: int = 0, **changes: object) -> CaseRow:
    made = CaseRow(
        case=case,
        reference=f"NV/CSE/26/{case}",
        operation="Heather",
        district="Northvale",
        team="CSE 1",
        investigator="ann",
        supervisor="ben",
        opened=NOW,
        closed=False,
        answered=3,
        applicable=56,
        last_activity=NOW + activity * HOUR,
        next_moment=None,
        payload=b'{"risk":"high"}',
        limits=limits,
    )
    return replace(made, **changes)


def known(rows: list[CaseRow]) -> list[str]:
    return [one.case for one in rows]


def test_a_row_is_given_back_as_it_was_put(index: CaseIndex) -> None:
    put = row("c1", limit(), limit("see-child", soon=None, end=None), next_moment=NOW + HOUR)
    index.put(put)

    got = index.get("c1")

    assert got is not None
    assert replace(got, limits=()) == replace(put, limits=())
    assert set(got.limits) == set(put.limits)


def test_a_row_replaces_the_one_before_with_its_limits(index: CaseIndex) -> None:
    index.put(row("c1", limit("a"), limit("b"), answered=1))
    index.put(row("c1", limit("b"), limit("c"), answered=2))

    got = index.get("c1")

    assert got is not None
    assert (got.answered, {one.place for one in got.limits}) == (2, {"b", "c"})


def test_a_case_that_is_not_there_is_none(index: CaseIndex) -> None:
    assert index.get("c1") is None
    assert index.by_reference("NV/1") is None


@pytest.mark.parametrize("typed", ["NV/CSE/26/c1", "nv/cse/26/C1"])
def test_a_case_is_found_by_its_reference_whatever_the_letters(index: CaseIndex, typed: str) -> None:
    index.put(row("c1"))

    found = index.by_reference(typed)

    assert found is not None
    assert found.case == "c1"


def test_cases_are_listed_by_latest_activity(index: CaseIndex) -> None:
    for case, activity in (("c1", 1), ("c2", 3), ("c3", 2)):
        index.put(row(case, activity=activity))

    assert known(index.cases()) == ["c2", "c3", "c1"]


def test_cases_are_listed_for_a_person_and_while_open(index: CaseIndex) -> None:
    index.put(row("c1", activity=3))
    index.put(row("c2", investigator="cat", activity=2))
    index.put(row("c3", supervisor="dan", activity=1))
    index.put(row("c4", closed=True))

    assert known(index.cases(open_only=True)) == ["c1", "c2", "c3"]
    assert known(index.cases(investigator="ann")) == ["c1", "c3", "c4"]
    assert known(index.cases(supervisor="dan", open_only=True)) == ["c3"]


def test_limits_are_listed_from_when_they_are_soon_by_their_end(index: CaseIndex) -> None:
    later, sooner, far = limit("later", end=30), limit("sooner", end=22), limit("far", soon=21)
    without_end = limit("open", end=None)
    index.put(row("c1", later, far, without_end))
    index.put(row("c2", sooner, limit("not running", soon=None)))

    assert index.limits(soon_by=NOW + 20 * HOUR) == [
        OpenLimit(case="c2", limit=sooner),
        OpenLimit(case="c1", limit=later),
        OpenLimit(case="c1", limit=without_end),
    ]


def test_limits_of_closed_cases_and_of_others_are_left_out(index: CaseIndex) -> None:
    index.put(row("c1", limit()))
    index.put(row("c2", limit(), closed=True))
    index.put(row("c3", limit(), investigator="cat"))
    soon = NOW + 20 * HOUR

    assert [one.case for one in index.limits(soon_by=soon, holder="ann")] == ["c1"]
    assert len(index.limits(soon_by=soon, holder="ben")) == 2


def test_a_case_is_listed_once_for_whoever_holds_it_in_any_role(index: CaseIndex) -> None:
    index.put(row("c1", activity=3))
    index.put(row("c2", investigator="ben", activity=2))
    index.put(row("c3", supervisor="cat", activity=1))
    index.put(row("c4", closed=True))

    assert [one.case for one in index.listed("ben")] == ["c1", "c2"]
    assert [one.case for one in index.listed()] == ["c1", "c2", "c3"]
    assert index.listed("nobody") == []


def test_a_line_has_what_its_row_has(index: CaseIndex) -> None:
    put = row("c1", next_limit=NOW, next_words="Refer", next_basis="national", next_review=NOW, directed=2)
    index.put(replace(put, last_review=NOW, owner_absent=True))

    (line,) = index.listed()

    found = index.get("c1")
    assert found is not None
    assert {name: getattr(found, name) for name in line.__struct_fields__} == asdict(line)
    assert (line.next_words, line.directed, line.owner_absent) == ("Refer", 2, True)


def test_two_cases_of_the_same_minute_keep_their_order(index: CaseIndex) -> None:
    for case in ("c3", "c1", "c2"):
        index.put(row(case))
    index.put(row("c1", answered=9))

    assert [one.case for one in index.listed()] == ["c3", "c1", "c2"]
    assert known(index.cases()) == ["c3", "c1", "c2"]


def test_the_limits_of_a_row_stand_by_their_ends(index: CaseIndex) -> None:
    index.put(row("c1", limit("open", end=None), limit("later", end=30), limit("sooner", end=22)))

    got = index.get("c1")

    assert got is not None
    assert [one.place for one in got.limits] == ["sooner", "later", "open"]


def test_what_comes_next_is_not_soon_yet_and_ends_first(index: CaseIndex) -> None:
    soon, first, second, third = (
        limit(str(number), soon=number, end=number + 4) for number in (1, 20, 21, 22)
    )
    index.put(row("c1", third, first, soon))
    index.put(row("c2", second, investigator="cat"))
    index.put(row("c3", limit("closed"), closed=True))
    after = NOW + HOUR

    assert [one.limit.place for one in index.coming(after=after, most=2)] == ["20", "21"]
    assert [one.limit.place for one in index.coming(after=after, most=9, holder="cat")] == ["21"]
    assert [one.limit.place for one in index.coming(after=after, most=9, holder="ann")] == ["20", "22"]


def test_a_moment_is_kept_too_early_rather_than_too_late(index: CaseIndex) -> None:
    # Times are kept to the millisecond: the case is evaluated once more, and never shown as it was before.
    index.put(row("c1", next_moment=NOW + timedelta(microseconds=1)))

    assert index.stale(NOW) == ["c1"]
    assert index.stale(NOW - timedelta(milliseconds=1)) == []


@pytest.mark.parametrize(("hours", "told"), [(0, []), (1, ["c2"]), (2, ["c2", "c1"])])
def test_cases_that_time_has_changed_are_told(index: CaseIndex, hours: int, told: list[str]) -> None:
    index.put(row("c1", next_moment=NOW + 2 * HOUR))
    index.put(row("c2", next_moment=NOW + HOUR))
    index.put(row("c3"))

    assert index.stale(NOW + hours * HOUR) == told


def test_a_removed_case_is_gone_from_everything(index: CaseIndex) -> None:
    index.put(row("c1", limit()))
    index.words([Words(case="c1", part="operation", text="Heather")])
    index.remove("c1")
    index.put(row("c1"))

    assert index.search("heather") == []
    assert index.limits(soon_by=NOW + 20 * HOUR) == []


@pytest.fixture
def texts(index: CaseIndex) -> CaseIndex:
    index.put(row("c1", activity=1))
    index.put(row("c2", activity=2))
    index.words(
        [
            Words(case="c1", part="reference", text="NV/CSE/26/0101"),
            Words(case="c1", part="operation", text="Heather"),
            Words(case="c1", part="n1", text='Called "Zoë" about the telephone – twice'),
            Words(case="c2", part="operation", text="Thistle"),
            Words(case="c2", part="n1", text="رحمان Łukasz telefon زینب"),
        ]
    )
    return index


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("heather", ["c1"]),
        ("HEATH", ["c1"]),
        ("tele", ["c2", "c1"]),
        ("tele heather", ["c1"]),
        ("heather thistle", []),
        ("NV/CSE/26/0101", ["c1"]),
        ("nv/cse/26/01", ["c1"]),
        ("0101", ["c1"]),
        ("zoe", ["c1"]),
        ('"Zoë"', ["c1"]),
        ("رحم", ["c2"]),
        ("łuk", ["c2"]),
        ("lukasz", ["c2"]),
        ("زينب", ["c2"]),
        ("زینب", ["c2"]),
        ("eather", []),
        ("", []),
        ("  – !! ", []),
        ("– heather", ["c1"]),
    ],
)
def test_every_word_begins_some_word_of_the_case(texts: CaseIndex, typed: str, found: list[str]) -> None:
    assert texts.search(typed) == found


@pytest.mark.parametrize(
    "typed",
    ['"', "a OR b", "NEAR(a b)", "text:heather", "*", "a*b", "^heather", "-heather", "(", "a\0b", "'; --"],
)
def test_what_is_typed_is_text_and_never_a_language(texts: CaseIndex, typed: str) -> None:
    assert set(texts.search(typed)) <= {"c1", "c2"}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_can_be_searched_for(texts: CaseIndex, typed: str) -> None:
    assert set(texts.search(typed)) <= {"c1", "c2"}


@pytest.mark.parametrize("typed", ["heather\0", "heather\ud83d", "\ud83d heather", "heather\x85"])
def test_what_no_text_can_hold_is_not_searched_for(texts: CaseIndex, typed: str) -> None:
    assert texts.search(typed) == ["c1"]


def test_a_megabyte_pasted_into_search_is_answered(texts: CaseIndex) -> None:
    assert texts.search("heather " * 100_000 + "x" * 200_000) == ["c1"]


def test_search_gives_only_so_many(texts: CaseIndex) -> None:
    assert texts.search("tele", most=1) == ["c2"]


def test_a_text_replaces_the_one_before_and_an_empty_one_removes_it(texts: CaseIndex) -> None:
    texts.words([Words(case="c1", part="operation", text="Bramble"), Words(case="c1", part="n1", text="")])
    texts.words([Words(case="c1", part="n2", text="")])

    assert texts.search("heather") == texts.search("zoe") == []
    assert texts.search("bramble") == ["c1"]


def test_the_index_is_replaced_as_a_whole(texts: CaseIndex) -> None:
    texts.rebuild([(row("c3", limit()), [Words(case="c3", part="operation", text="Foxglove")])])

    assert known(texts.cases()) == ["c3"]
    assert texts.search("foxglove") == ["c3"]
    assert texts.search("heather") == []


def test_a_rebuild_that_fails_leaves_the_old_index(texts: CaseIndex) -> None:
    def rows_that_fail() -> object:
        yield row("c3"), []
        raise KeyError

    with pytest.raises(KeyError):
        texts.rebuild(rows_that_fail())  # type: ignore[arg-type]  # a generator that raises

    assert known(texts.cases()) == ["c2", "c1"]


def test_an_index_agrees_with_exactly_the_cases_that_it_lists(texts: CaseIndex) -> None:
    assert texts.agrees(["c1", "c2"])
    assert not texts.agrees(["c1"])
    assert not texts.agrees(["c1", "c2", "c3"])


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM case_words_data WHERE id > 10",
        "UPDATE case_words_data SET block = X'00' WHERE id = 10",
        "UPDATE case_words_content SET c0 = 'Bramble'",
    ],
)
def test_a_search_that_lost_its_words_is_noticed_and_made_again(folder: Path, statement: str) -> None:
    found = (row("c1"), [Words(case="c1", part="operation", text="Foxglove")])
    with enter(folder) as vault:
        vault.index.rebuild([found])
    tamper(folder, statement)

    with enter(folder) as vault:
        assert not vault.index.agrees(["c1"])
        vault.index.rebuild([found])
        assert vault.index.agrees(["c1"])
        assert vault.index.search("foxglove") == ["c1"]


def test_the_wish_to_rebuild_is_remembered_until_it_is_done(folder: Path) -> None:
    with enter(folder) as vault:
        assert not vault.index.must_rebuild
        vault.index.mark_for_rebuild()
    with enter(folder) as vault:
        assert vault.index.must_rebuild
        vault.index.rebuild([])
        assert not vault.index.must_rebuild


def test_nothing_searchable_lies_readable_in_the_folder(folder: Path) -> None:
    with enter(folder) as vault:
        vault.index.put(row("c1", operation="Foxglove"))
        vault.index.words([Words(case="c1", part="operation", text="Foxglove")])
        vault.unfinished.keep(key="note", text="Foxglove")

    assert not [name for name, data in contents(folder).items() if b"oxglove" in data]
