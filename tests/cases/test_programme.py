"""What the versions of a case say together: the later wins, and what is one duty is kept in one place."""

import msgspec

from sopcheck.cases.events import Place
from sopcheck.cases.programme import Programme, plans_of
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    Clock,
    ClockId,
    FactId,
    ItemId,
    KindId,
    SameAct,
)
from sopcheck.checklists.local_time import LONDON
from tests.cases.book import SOP, before, checklist, hours, item, place

OTHER, THIRD = ChecklistId("other"), ChecklistId("third")


def programme(*checklists: Checklist) -> Programme:
    return Programme.of(checklists, {})


def linked(other: str, where: ChecklistId, *, always: bool = True) -> tuple[SameAct, ...]:
    return (SameAct(item=ItemId(other), checklist=where, always=always),)


def test_a_later_version_says_what_an_item_is_now() -> None:
    old, new = checklist(item("act")), checklist(item("act", rolling=True), version="2.0")
    found = programme(old, new).item(SOP, ItemId("act"))
    assert found is not None
    assert found.rolling


def test_an_item_that_a_later_version_left_out_is_still_known() -> None:
    merged = programme(checklist(item("gone")), checklist(item("act"), version="2.0"))
    assert merged.item(SOP, ItemId("gone")) is not None


def test_a_later_version_says_what_a_clock_means() -> None:
    clock = {"arrested": Clock(says="Anew.")}
    merged = programme(checklist(item()), checklist(item(), version="2.0", clocks=clock))
    assert merged.clocks[ClockId("arrested")].says == "Anew."


def test_what_is_not_linked_has_no_lead_and_is_shared_with_nothing() -> None:
    merged = programme(checklist(item("act")))
    key = (SOP, ItemId("act"))
    assert (merged.lead(place("act")), merged.sharing(key)) == (place("act"), (key,))
    assert merged.lead(place("act", "s1")) == place("act", "s1")


def test_the_checklist_that_came_first_leads_a_duty() -> None:
    here = checklist(item("tell", same_act=linked("inform", OTHER)))
    there = checklist(item("inform"), name=OTHER)
    merged = programme(here, there)
    assert merged.lead(Place(OTHER, ItemId("inform"), "s1")) == place("tell", "s1")


def test_a_duty_of_three_packs_is_one_however_its_links_run() -> None:
    first = checklist(item("a"))
    second = checklist(item("b", same_act=linked("a", SOP)), name=OTHER)
    third = checklist(item("c", same_act=linked("b", OTHER)), name=THIRD)
    shared = programme(first, second, third).sharing((THIRD, ItemId("c")))
    assert shared == ((SOP, ItemId("a")), (OTHER, ItemId("b")), (THIRD, ItemId("c")))


def test_an_answer_serves_the_others_of_its_duty_for_the_same_subject() -> None:
    here = checklist(item("tell", repeats_for=KindId("child"), same_act=linked("inform", OTHER)))
    merged = programme(here, checklist(item("inform", repeats_for=KindId("child")), name=OTHER))
    told, informed = place("tell", "s1"), Place(OTHER, ItemId("inform"), "s1")
    assert (list(merged.others(told)), list(merged.others(informed))) == ([informed], [told])
    # Of nobody, an answer is of none of the places that repeat.
    assert list(merged.others(place("tell"))) == []


def test_what_is_asked_for_a_subject_is_not_served_by_what_is_asked_once() -> None:
    here = checklist(item("tell", same_act=linked("inform", OTHER)))
    merged = programme(here, checklist(item("inform", repeats_for=KindId("child")), name=OTHER))
    assert list(merged.others(place("tell"))) == []
    assert list(merged.others(Place(OTHER, ItemId("inform"), "s1"))) == []


def test_a_link_that_does_not_always_hold_makes_no_one_duty() -> None:
    here = checklist(item("tell", same_act=linked("inform", OTHER, always=False)))
    merged = programme(here, checklist(item("inform"), name=OTHER))
    assert merged.sharing((OTHER, ItemId("inform"))) == ((OTHER, ItemId("inform")),)


def test_a_link_to_a_checklist_that_the_case_does_not_follow_is_nothing() -> None:
    here = checklist(item("tell", same_act=linked("inform", OTHER)))
    assert programme(here).sharing((SOP, ItemId("tell"))) == ((SOP, ItemId("tell")),)


def test_a_zone_that_nobody_knows_is_read_as_that_of_the_force() -> None:
    odd = msgspec.structs.replace(checklist(item()), time_zone="Mars/Olympus")
    assert programme(odd).zone == programme().zone == LONDON


def test_items_of_one_condition_share_its_scope() -> None:
    one, two, three = plans_of(
        checklist(item("one", applies_when="online"), item("two", applies_when="online"), item("three"))
    )
    assert one.scope is two.scope
    assert one.scope is not three.scope


def test_a_plan_names_the_facts_and_the_clock_that_move_it() -> None:
    limit, gate, none = plans_of(
        checklist(
            item("limit", limit=hours(1, "arrested"), applies_when="online"),
            item("gate", gate=before("decided")),
            item("none"),
        )
    )
    assert (set(limit.facts), limit.clock) == ({FactId("online")}, ClockId("arrested"))
    assert (gate.clock, none.clock, none.not_started) == (ClockId("decided"), None, None)
    assert gate.not_started is not None
    assert gate.not_started.word == "gate open"
