"""From a case to its status sheet."""

import dataclasses

import msgspec

from sopcheck.cases.standing import Closing
from sopcheck.records.record import Text
from sopcheck.records.sheets import StatusSheet
from sopcheck.records.status_content import status_of
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

ACTION = "at: 2026-05-01 09:00, by: okell, action: Ask the rota, for: farrow, due: 2026-05-08, as: a1"
REPORT = "at: 2026-04-30 11:00, by: farrow, add: intelligence-report, as: ir, label: First report"
EARLY = "at: 2026-05-01 11:00, by: okell, review: 24-hour, outcome: on track"


def open_case() -> StatusSheet:
    return status_of(reviewed(*CHILD, EARLY, assume=False))


def test_it_says_who_holds_the_case_and_what_was_last_decided() -> None:
    sheet = status_of(reviewed(*CHILD, FIRST))
    assert sheet.investigator is not None
    assert sheet.supervisor is not None
    assert (sheet.investigator.name, sheet.supervisor.name) == ("DC Farrow", "DS Okell")
    assert (sheet.last_review, sheet.case_reference) == ("On track", "NV/CSE/26/0900")


def test_it_says_since_when_a_closed_case_is_closed() -> None:
    case = reviewed(*CHILD, EARLY, assume=False)
    closing = Closing(mark=case.case.holders[-1].mark, reason="Every line followed")
    closed = msgspec.structs.replace(case, case=dataclasses.replace(case.case, closings=(closing,)))
    assert status_of(closed).closed == closing.at
    assert status_of(case).closed is None


def test_what_is_passed_comes_first_and_national_before_local() -> None:
    items = open_case().items
    order = ["passed", "due soon", "running", "gate open", "not started", "no limit"]
    places = [order.index(item.state) for item in items if item.state in order]
    assert places == sorted(places)
    passed = [item.basis for item in items if item.state == "passed"]
    assert passed == sorted(passed, key=lambda basis: basis != "national")
    assert passed[0] == "national"


def test_only_what_is_open_and_applies_is_on_it() -> None:
    assert status_of(reviewed(*CHILD, FIRST)).items != open_case().items
    done = "at: 2026-04-30 12:00, by: farrow, answer: record-crime, reference: NV-1"
    ids = {item.item_id for item in status_of(reviewed(*CHILD, done, EARLY, assume=False)).items}
    assert "record-crime" not in ids
    assert "record-crime" in {item.item_id for item in open_case().items}


def test_intelligence_items_are_counted_and_not_named() -> None:
    sheet = status_of(reviewed(*CHILD, REPORT, EARLY, assume=False, packs="cse-intelligence 1.0"))
    assert (open_case().left_out, sheet.left_out > 0) == (0, True)
    assert "intel-submit" not in {item.item_id for item in sheet.items}


def test_an_item_says_whom_it_is_about_by_the_label() -> None:
    found = next(item for item in open_case().items if item.item_id == "see-child")
    assert found.of == Text("Child A")
    assert [child.of for child in open_case().seen] == [Text("Child A")]


def test_reviews_that_are_overdue_say_so_and_none_is_listed_twice() -> None:
    case = reviewed(*CHILD, EARLY, assume=False)
    late = msgspec.structs.replace(case.evaluation.reviews[0], word="overdue", held=None)
    waiting = msgspec.structs.replace(
        case, evaluation=msgspec.structs.replace(case.evaluation, reviews=(late,))
    )
    reviews = status_of(waiting).next_reviews
    assert reviews[0].rule == "overdue"
    assert len({(one.kind, one.due) for one in reviews}) == len(reviews)
    assert [one.due for one in reviews if one.due] == sorted(one.due for one in reviews if one.due)


def test_open_actions_are_on_it() -> None:
    (action,) = status_of(reviewed(*CHILD, FIRST, ACTION, THIRD)).actions
    assert (action.what, action.owner) == (Text("Ask the rota"), "DC Farrow")


def test_a_case_before_its_first_review_has_none() -> None:
    case = reviewed(*CHILD, FIRST)
    before = msgspec.structs.replace(case, case=dataclasses.replace(case.case, held_reviews=()))
    assert (status_of(before).reviewed_at, status_of(before).risk) == (None, "")
