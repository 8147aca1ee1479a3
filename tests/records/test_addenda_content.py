"""From a case to the addenda of one of its reviews."""

import dataclasses

import msgspec

from sopcheck.cases.event_parts import ReviewId
from sopcheck.cases.reviews.reviewed import Amended, Shown
from sopcheck.cases.standing import Addendum
from sopcheck.records.addenda_content import addenda_of
from sopcheck.records.record import Text
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed


def amended(*texts: str) -> tuple[Shown, ReviewId]:
    """A case of two reviews, of which the first has these addenda and the second another."""
    shown = reviewed(*CHILD, FIRST, THIRD)
    first, second = shown.case.held_reviews
    added = [
        Addendum(mark=review.mark, review=review.review, text=text, reason="Left out.")
        for review, text in (*((first, text) for text in texts), (second, "of the other"))
    ]
    case = dataclasses.replace(shown.case, addenda=tuple(added))
    return msgspec.structs.replace(shown, case=case), first.review


def test_the_addenda_of_one_review_are_there_in_their_order() -> None:
    shown, review = amended("one", "two")
    found = addenda_of(shown, Amended(review=review, title="First review", digest="ab"))
    assert [one.text for one in found.addenda] == [Text("one"), Text("two")]
    assert (found.addenda[0].reason, found.addenda[0].by) == (Text("Left out."), "DS Okell")


def test_they_name_the_review_and_the_record_that_they_belong_to() -> None:
    shown, review = amended("one")
    found = addenda_of(shown, Amended(review=review, title="First review", digest="ab"))
    assert (found.review_type, found.record_digest, found.reviewer.name) == ("First review", "ab", "DS Okell")
    assert found.held == shown.case.held_reviews[0].at


def test_a_reviewer_who_is_not_known_here_is_said_to_be_so() -> None:
    shown, review = amended("one")
    stranger = msgspec.structs.replace(shown, people={})
    found = addenda_of(stranger, Amended(review=review, title="First review", digest="ab"))
    assert found.reviewer.name == "a person not known here"
