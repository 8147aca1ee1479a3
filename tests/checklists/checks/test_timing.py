import pytest

from sopcheck.checklists.problems import check
from tests.checklists.samples import Broken, assert_only, broken, changed, words

LIMIT = "limit: {amount: 4, unit: hours, from: told, basis: baseline}"


@pytest.mark.parametrize("case", broken("timing"))
def test_what_can_never_be_counted_is_found_at_its_line(case: Broken) -> None:
    assert_only(case)


@pytest.mark.parametrize(
    "limit",
    [
        "{amount: 1, unit: hours, from: told, basis: baseline}",
        "{amount: 100000, unit: hours, from: told, basis: baseline}",
        "{amount: 3, unit: months, from: alarm, basis: national, beginning_with: true}",
        "{amount: 3, unit: calendar-days, from: closed, basis: national}",
    ],
)
def test_what_can_be_counted_is_no_problem(limit: str) -> None:
    assert check(changed(LIMIT, f"limit: {limit}"), name="small.yaml") == ()


def test_a_clock_of_a_run_counts_in_a_checklist_that_runs_for_reviews() -> None:
    text = changed(LIMIT, LIMIT.replace("told", "signed"))
    text = changed("time_zone: Europe/London", "time_zone: Europe/London\nruns_for: review", text)
    assert check(text, name="small.yaml") == ()


@pytest.mark.parametrize("setter", ["act-soon", '"add: device"'])
def test_a_limit_never_starts_whose_clock_names_only_what_does_not_set_it(setter: str) -> None:
    text = changed("set_by: [record-report]\n  person", f"set_by: [{setter}]\n  person")
    text = changed("sets_clock: told", "guidance: Note it.", text)
    found = words(check(text, name="small.yaml"))
    assert ("limit-never-starts", "act-at-once") in found
    assert ("limit-never-starts", "grade-danger") in found


def test_a_clock_that_only_its_own_item_sets_starts_no_limit_of_it() -> None:
    text = changed(LIMIT, f"{LIMIT.replace('told', 'person-added')}\n        sets_clock: person-added")
    text = changed('set_by: ["add: person"]\n  last', "set_by: [act-at-once]\n  last", text)
    found = check(text, name="small.yaml")
    assert ("limit-never-starts", "act-at-once") in words(found)
    assert any("Only this item sets “person-added”" in problem.sentence for problem in found)


def test_a_clock_set_by_an_item_of_a_checklist_unseen_may_start() -> None:
    text = changed("set_by: [record-report]\n  person", "set_by: [elsewhere]\n  person")
    assert check(text, name="small.yaml") == ()


def test_a_gate_whose_clock_nothing_sets_never_closes() -> None:
    found = check(changed("    hard_gate: true", "    hard_gate: true\n    of: review"), name="small.yaml")
    assert words(found) == [("gate-never-closes", "at-the-end"), ("gate-never-closes", "finish")]
    assert "Nothing can set the clock “closed”" in found[0].sentence


def test_a_rolling_item_needs_a_clock() -> None:
    text = changed("sets_clock: last-seen\n", "guidance: Again.\n")
    text = changed("    set_by: [see-again]\n", "", text)
    assert words(check(text, name="small.yaml")) == [("rolling-without-clock", "see-again")]


def test_the_clock_of_a_rolling_item_is_marked_as_rolling() -> None:
    text = changed("set_by: [see-again]\n    rolling: true", "set_by: [see-again]")
    assert words(check(text, name="small.yaml")) == [("rolling-unmarked", "see-again")]


def test_a_rolling_item_without_a_limit_is_found() -> None:
    limit = "limit: {amount: 28, unit: calendar-days, from: last-seen, basis: baseline}\n"
    found = check(changed(limit, "guidance: Again.\n"), name="small.yaml")
    assert words(found) == [("rolling-without-limit", "see-again")]
