import msgspec
import pytest

from sopcheck.checklists.definition import ClockId, Gate, Item, ItemId, Limit, Rank, RankRule, Unit
from sopcheck.checklists.tailoring_strength import weaknesses


def _limit(amount: int, unit: Unit, clock: str = "told", *, beginning_with: bool = False) -> Limit:
    return Limit(
        amount=amount, unit=unit, from_=ClockId(clock), basis="baseline", beginning_with=beginning_with
    )


ITEM = Item(
    id=ItemId("a"),
    prompt="Do.",
    answered_by="investigator",
    asks=("status",),
    source="GK",
    limit=_limit(2, "working-days"),
    gate=Gate(before=ClockId("closed"), basis="baseline"),
    applies_when="urgent",
    reason_when_not_done="required",
    rank=(RankRule(rank="inspector"),),
)


def _found(**changes: object) -> list[str]:
    return list(weaknesses(ITEM, msgspec.structs.replace(ITEM, **changes)))


def test_what_is_the_same_asks_as_much() -> None:
    assert _found() == []
    assert _found(guidance="Other.", source="APP", print_class="victim-safety") == []


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"limit": None}, "it has no limit any more"),
        ({"limit": _limit(3, "working-days")}, "its limit may end later"),
        ({"limit": _limit(2, "working-days", "seen")}, "its limit may end later"),
        ({"gate": None}, "nothing waits for it any more"),
        ({"gate": Gate(before=ClockId("told"), basis="baseline")}, "something else waits for it"),
        ({"applies_when": "alarmed"}, "it is asked in other cases"),
        ({"rank": ()}, "a lower rank may answer it"),
        ({"rank": (RankRule(rank="sergeant"),)}, "a lower rank may answer it"),
        ({"reason_when_not_done": "optional"}, "it may be left without a reason"),
    ],
)
def test_what_asks_less_is_said(changes: dict[str, object], what: str) -> None:
    assert _found(**changes) == [what]


@pytest.mark.parametrize(
    "changes",
    [
        {"limit": _limit(1, "working-days")},
        {"applies_when": None},
        {"rank": (RankRule(rank="superintendent"),)},
        {"gate": Gate(before=ClockId("closed"), basis="national")},
    ],
)
def test_what_asks_more_needs_no_reason(changes: dict[str, object]) -> None:
    assert _found(**changes) == []


def test_an_item_that_goes_asks_nothing() -> None:
    assert list(weaknesses(ITEM, None)) == ["it is not asked any more"]


@pytest.mark.parametrize(
    ("was", "now", "as_soon"),
    [
        (_limit(2, "calendar-days"), _limit(47, "hours"), True),
        (_limit(2, "calendar-days"), _limit(48, "hours"), False),
        (_limit(2, "calendar-days", beginning_with=True), _limit(23, "hours"), True),
        (_limit(2, "calendar-days", beginning_with=True), _limit(24, "hours"), False),
        (_limit(2, "working-days"), _limit(2, "calendar-days"), True),
        (_limit(2, "working-days"), _limit(3, "calendar-days"), False),
        (_limit(1, "months"), _limit(28, "calendar-days"), True),
        (_limit(1, "months"), _limit(29, "calendar-days"), False),
        (_limit(48, "hours"), _limit(1, "calendar-days"), False),
    ],
)
def test_limits_of_different_units_are_compared_by_the_worst_day(
    was: Limit, now: Limit, as_soon: bool
) -> None:
    item = msgspec.structs.replace(ITEM, limit=was)
    weaker = list(weaknesses(item, msgspec.structs.replace(item, limit=now)))
    assert bool(weaker) is not as_soon


def test_a_rank_for_some_cases_only_is_no_rank() -> None:
    some: Rank = "superintendent"
    assert _found(rank=(RankRule(rank=some, applies_when="urgent"),)) == ["a lower rank may answer it"]


def test_an_item_without_limits_can_only_gain() -> None:
    bare = msgspec.structs.replace(ITEM, limit=None, gate=None, applies_when=None, rank=())
    assert list(weaknesses(bare, msgspec.structs.replace(ITEM, applies_when=None))) == []
