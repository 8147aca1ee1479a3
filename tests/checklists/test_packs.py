from collections import Counter

import pytest

from sopcheck.checklists.conditions import facts_of
from sopcheck.checklists.definition import Checklist, ReviewRule
from sopcheck.checklists.packs import PackSource, shipped
from sopcheck.checklists.problems import check, problems
from sopcheck.checklists.reader import read

# Stages, items, those with a limit, of these national, gates, and items with a condition.
FIGURES = {
    "cse-investigation": (12, 90, 49, 11, 16, 61),
    "cse-intelligence": (8, 35, 17, 3, 0, 13),
    "supervisor-review": (7, 35, 1, 0, 0, 10),
    "online-cse": (4, 24, 12, 4, 3, 20),
    "victim-engagement": (4, 19, 6, 2, 4, 7),
    "learning-review": (5, 21, 9, 2, 1, 3),
}
PACKS = {source.id: read(source.yaml, name=source.file).checklist for source in shipped()}
each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=list(PACKS))


def _figures(pack: Checklist) -> tuple[int, ...]:
    items = list(pack.items())
    limits = [item.limit for item in items if item.limit]
    return (
        len(pack.stages),
        len(items),
        len(limits),
        sum(limit.basis == "national" for limit in limits),
        sum(item.gate is not None for item in items),
        sum(item.applies_when is not None for item in items),
    )


def test_six_packs_ship_with_224_items() -> None:
    assert {name: _figures(pack) for name, pack in PACKS.items()} == FIGURES
    assert sum(len(list(pack.items())) for pack in PACKS.values()) == 224


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_a_pack_that_ships_has_no_problem(source: PackSource) -> None:
    assert check(source.yaml, name=source.file) == ()
    assert problems(PACKS[source.id], beside=PACKS.values()) == ()


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_a_file_is_named_for_its_checklist_and_version(source: PackSource) -> None:
    pack = PACKS[source.id]
    assert (pack.checklist, pack.version) == (source.id, source.version)
    assert source.file == f"{pack.checklist}-{pack.version}.yaml"


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_a_version_that_ships_is_never_written_differently(source: PackSource) -> None:
    assert read(source.yaml, name=source.file).digest == source.digest


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_a_file_says_that_it_is_an_illustrative_baseline(source: PackSource) -> None:
    opening = source.yaml.decode().split("\n\n")[0]
    assert "illustrative baseline" in opening
    assert "approved by no force" in opening
    assert PACKS[source.id].baseline == "illustrative"


def test_the_investigation_is_met_first() -> None:
    assert shipped()[0].id == "cse-investigation"


@each_pack
def test_a_pack_has_only_what_it_uses(pack: Checklist) -> None:
    used = {fact for item in pack.items() for fact in facts_of(item.applies_when)}
    used |= {rule.fact for item in pack.items() for rule in item.sets_fact}
    used |= {clock.sets_fact for clock in pack.clocks.values() if clock.sets_fact}
    used |= {fact for kind in pack.subjects.values() for fact in kind.sets_fact}
    used |= {level.fact for grade in pack.grades for level in grade.levels_high_to_low}
    used |= {fact for item in pack.items() for rule in item.rank for fact in facts_of(rule.applies_when)}
    used |= {fact for rule in _rules(pack) for fact in facts_of(rule.applies_when)}
    assert set(pack.facts) == used


@each_pack
def test_every_item_says_where_it_comes_from_and_what_to_look_at(pack: Checklist) -> None:
    assert all(item.source and item.guidance for item in pack.items())


@each_pack
def test_titles_of_stages_carry_no_number(pack: Checklist) -> None:
    assert not [stage.title for stage in pack.stages if stage.title[0].isdigit()]


def test_no_item_id_is_in_two_packs() -> None:
    ids = Counter(item.id for pack in PACKS.values() for item in pack.items())
    assert max(ids.values()) == 1


def test_one_duty_in_two_packs_is_linked_from_both() -> None:
    linked = {
        (item.id, other.item)
        for pack in PACKS.values()
        for item in pack.items()
        for other in item.same_act
        if other.always
    }
    assert linked == {
        ("tell-victim-of-suspect-event", "contact-tell-events"),
        ("contact-tell-events", "tell-victim-of-suspect-event"),
    }


def test_only_the_supervisor_s_own_review_runs_for_reviews() -> None:
    assert [name for name, pack in PACKS.items() if pack.runs_for] == ["supervisor-review"]
    assert [name for name, pack in PACKS.items() if pack.reviews] == ["cse-investigation"]


def test_two_gates_are_hard() -> None:
    hard = {name for pack in PACKS.values() for name, clock in pack.clocks.items() if clock.hard_gate}
    assert hard == {"nfa-decision", "case-closed"}


def test_the_first_review_alone_may_be_partly_independent() -> None:
    rules = _rules(PACKS[shipped()[0].id])
    assert [rule.id for rule in rules if rule.if_not_independent == "flag"] == ["24-hour"]
    assert len(rules) == 14


def _rules(pack: Checklist) -> tuple[ReviewRule, ...]:
    return pack.reviews.schedule if pack.reviews else ()
