from itertools import permutations

import msgspec
import pytest

from sopcheck.checklists.agreement import disagreements
from sopcheck.checklists.definition import Checklist, Clock, ClockId, Fact, FactId, KindId
from sopcheck.checklists.packs import shipped
from tests.checklists.samples import pack, small

CLOSED, URGENT, DEVICE = ClockId("closed"), FactId("urgent"), KindId("device")


def _with_clock(clock: Clock) -> Checklist:
    return msgspec.structs.replace(small(), clocks=small().clocks | {CLOSED: clock})


def test_the_packs_that_ship_agree() -> None:
    packs = [pack(source.id) for source in shipped()]
    assert not [apart for one, other in permutations(packs, 2) for apart in disagreements(one, other)]


@pytest.mark.parametrize(
    "change",
    [{"gate": False}, {"hard_gate": False}, {"of": "person"}, {"may_be_ahead": True}, {"rolling": True}],
)
def test_a_clock_that_means_something_else_is_told(change: dict[str, bool | str]) -> None:
    other = _with_clock(msgspec.structs.replace(small().clocks[CLOSED], **change))
    assert [str(apart) for apart in disagreements(small(), other)] == ["clock closed"]


def test_a_fact_of_another_kind_is_told() -> None:
    facts = small().facts | {URGENT: Fact(says="The report is urgent.", of=KindId("person"))}
    other = msgspec.structs.replace(small(), facts=facts)
    assert [str(apart) for apart in disagreements(small(), other)] == ["fact urgent"]


def test_a_kind_that_is_part_of_another_is_told() -> None:
    alone = msgspec.structs.replace(small().subjects[DEVICE], part_of=None)
    other = msgspec.structs.replace(small(), subjects=small().subjects | {DEVICE: alone})
    assert [str(apart) for apart in disagreements(small(), other)] == ["subject device"]


def test_other_words_and_other_setters_are_no_disagreement() -> None:
    clock = msgspec.structs.replace(
        small().clocks[CLOSED], says="Closed.", when="it ended", set_by=("finish",)
    )
    derived = {FactId("not-done-present"): Fact(says="Left undone.", derived="it does")}
    other = msgspec.structs.replace(_with_clock(clock), facts=small().facts | derived)
    assert disagreements(small(), other) == ()


def test_what_only_one_of_them_has_is_no_disagreement() -> None:
    assert disagreements(small(), msgspec.structs.replace(small(), clocks={}, facts={})) == ()
