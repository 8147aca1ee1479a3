"""From a case to the addenda of one of its reviews: what the signed record should have said, and why."""

from sopcheck.cases.reviews.reviewed import Amended, Shown
from sopcheck.cases.reviews.signed import signed_reviews
from sopcheck.records.front import enrolled
from sopcheck.records.naming import person_name
from sopcheck.records.record import Person, Text
from sopcheck.records.sheets import Addenda, Addendum


def addenda_of(shown: Shown, amended: Amended) -> Addenda:
    """All addenda to a review, in the order in which they were written."""
    case = shown.case
    held = next(one for one in signed_reviews(case) if one.review == amended.review)
    known = shown.people.get(held.by)
    return Addenda(
        case_reference=case.reference,
        operation=case.operation,
        time_zone=str(case.programme.zone),
        marking=shown.marking.marking,
        handling=shown.marking.handling,
        notice=shown.marking.notice,
        as_at=shown.evaluation.at,
        review_type=amended.title,
        held=held.at,
        reviewer=enrolled(known, "reviewer") if known else Person(name=person_name(shown, held.by)),
        record_digest=amended.digest,
        addenda=tuple(
            Addendum(
                text=Text(one.text),
                reason=Text(one.reason),
                by=person_name(shown, one.by),
                at=one.recorded,
            )
            for one in case.addenda
            if one.review == amended.review
        ),
    )
