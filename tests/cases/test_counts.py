"""Counting items, not places."""

from sopcheck.cases.counts import counts
from tests.cases.book import REPORT, Book, checklist, item


def numbers(made: Book, at: str = "2026-05-09 09:00") -> list[tuple[int, int]]:
    return [(one.answered, one.applicable) for one in counts(made.evaluation(at), made.case().programme)]


def test_an_item_counts_once_however_many_subjects_it_has_and_with_none() -> None:
    made = Book(checklist(item("see", repeats_for="child"), item("act")))
    assert numbers(made) == [(0, 2)]
    for name in ("a", "b"):
        made.subject(name, REPORT, "child")
    assert numbers(made) == [(0, 2)]


def test_an_item_is_answered_once_it_is_for_every_subject() -> None:
    made = Book(checklist(item("see", repeats_for="child")))
    for name in ("a", "b"):
        made.subject(name, REPORT, "child")
    made.answer("see", "2026-05-06 09:00", "b", status="not done")
    assert numbers(made) == [(0, 1)]
    made.answer("see", "2026-05-06 09:00", "a", status="not applicable")
    assert numbers(made) == [(1, 1)]


def test_what_only_may_apply_or_does_not_is_not_counted() -> None:
    made = Book(checklist(item("act", applies_when="online"), item("other", applies_when="network")))
    made.fact("network", REPORT, "no")
    assert numbers(made) == [(0, 0)]


def test_each_stage_has_its_count() -> None:
    made = Book(checklist(item("act")))
    made.answer("act", "2026-05-06 09:00")
    stage = counts(made.evaluation("2026-05-09 09:00"), made.case().programme)[0].stages[0]
    assert (stage.stage, stage.answered, stage.applicable) == ("all", 1, 1)
