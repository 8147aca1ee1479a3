"""From a reviewed case to its sensitive annex: the items and lists of the three classes, words and all."""

from collections.abc import Iterator

from sopcheck.cases.reviews.reviewed import Reviewed
from sopcheck.cases.states import Exceptions as Lists
from sopcheck.cases.states import PlaceState
from sopcheck.records.case_lists import rows_of
from sopcheck.records.front import identity
from sopcheck.records.items import asked, item_state, item_words
from sopcheck.records.record import Exceptions
from sopcheck.records.sheets import Annex, AnnexPart

INTELLIGENCE = "intelligence-sensitive"
SENSITIVE = (INTELLIGENCE, "staff-personal", "victim-safety")


def annex_of(reviewed: Reviewed) -> Annex | None:
    """The sensitive annex that goes with a record; none where there is nothing sensitive."""
    parts = tuple(part for part in _parts(reviewed) if part.items or part.exceptions != Exceptions())
    if not parts:
        return None
    who = identity(reviewed)
    return Annex(
        case_reference=reviewed.case.reference,
        operation=reviewed.case.operation,
        time_zone=str(reviewed.case.programme.zone),
        marking=reviewed.marking.marking,
        handling=reviewed.marking.handling,
        notice=reviewed.marking.notice,
        as_at=reviewed.held.at.at,
        reference=reviewed.annex_reference,
        review_id=reviewed.held.review,
        review_type=who.review_type,
        reviewer=who.reviewer,
        parts=parts,
    )


def _parts(reviewed: Reviewed) -> Iterator[AnnexPart]:
    duties = asked(reviewed)
    for print_class in SENSITIVE:
        lists = reviewed.evaluation.annex if print_class == INTELLIGENCE else reviewed.evaluation.exceptions
        yield AnnexPart(
            print_class=print_class,
            exceptions=rows_of(reviewed, _of_class(lists, print_class)),
            items=tuple(
                item_state(reviewed, duty)
                for duty in duties
                if duty[0].item.print_class == print_class and _is_told(duty[0])
            ),
        )


def _is_told(state: PlaceState) -> bool:
    """Of an intelligence item the record says nothing at all; of the others only the words are missing."""
    return state.item.print_class == INTELLIGENCE or bool(item_words(state))


def _of_class(lists: Lists, print_class: str) -> Lists:
    """The rows of a class; its words stand in the annex although the row is in the record too."""

    def kept(rows: tuple[tuple[PlaceState, ...], ...]) -> tuple[tuple[PlaceState, ...], ...]:
        """Keep the rows that are led by an item of the class."""
        return tuple(row for row in rows if row[0].item.print_class == print_class)

    return Lists(
        limits_passed=kept(lists.limits_passed),
        gates_not_met=kept(lists.gates_not_met),
        not_done=kept(lists.not_done),
        not_applicable=kept(lists.not_applicable),
        late_records_and_corrections=kept(lists.late_records_and_corrections),
    )
