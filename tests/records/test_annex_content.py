"""From a reviewed case to its sensitive annex."""

import msgspec

from sopcheck.records.annex_content import annex_of
from sopcheck.records.content import record_of
from sopcheck.records.record import Text
from sopcheck.records.sheets import Annex, AnnexPart
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

PLAN = "at: 2026-04-30 12:00, by: farrow, answer: agree-safety-plan, of: child-a, text: At her aunt's"
LATE_PLAN = "at: 2026-05-05 12:00, by: farrow, answer: agree-safety-plan, of: child-a, text: At her aunt's"
WHY = "at: 2026-05-05 12:05, by: farrow, explain: agree-safety-plan, of: child-a, reason: She had moved on"


def annex(*events: str) -> Annex:
    found = annex_of(reviewed(*events))
    assert found is not None
    return found


def part(found: Annex, print_class: str) -> AnnexPart:
    (one,) = [one for one in found.parts if one.print_class == print_class]
    return one


def test_it_names_the_record_that_it_goes_with() -> None:
    found = annex(*CHILD, PLAN, FIRST)
    assert (found.reference, found.case_reference) == ("NV/CSE/26/0900/S1", "NV/CSE/26/0900")
    assert (found.review_type, found.reviewer.name) == ("First review", "DS Okell")


def test_every_intelligence_item_is_in_it_whatever_was_answered() -> None:
    items = part(annex(*CHILD, FIRST), "intelligence-sensitive").items
    assert {item.item_id for item in items} == {"review-intelligence"}


def test_of_the_other_classes_only_what_has_words() -> None:
    assert [one.print_class for one in annex(*CHILD, FIRST).parts] == ["intelligence-sensitive"]
    (item,) = part(annex(*CHILD, PLAN, FIRST), "victim-safety").items
    assert item.words == Text("At her aunt's", "victim-safety")


def test_a_row_of_a_list_is_in_the_annex_with_its_words_and_in_the_record_without() -> None:
    events = (*CHILD, FIRST, LATE_PLAN, WHY, THIRD)
    (row,) = part(annex(*events), "victim-safety").exceptions.limits_passed
    assert row.reason == Text("She had moved on", "victim-safety")
    assert row.item_id in {one.item_id for one in record_of(reviewed(*events)).exceptions.limits_passed}


def test_without_anything_sensitive_there_is_no_annex() -> None:
    case = reviewed(*CHILD, FIRST)
    ordinary = msgspec.structs.replace(
        case,
        questions=(),
        evaluation=msgspec.structs.replace(
            case.evaluation,
            places=tuple(one for one in case.evaluation.places if one.item.print_class == "ordinary"),
        ),
    )
    assert annex_of(ordinary) is None
    assert record_of(ordinary).sensitive is None
