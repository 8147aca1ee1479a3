"""From a checklist version, or from what applies to a case, to a checklist to be filled in by hand."""

from collections.abc import Iterator
from itertools import groupby

from sopcheck.cases.duties import Duty
from sopcheck.cases.reviews.reviewed import Blank, Shown
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.asking import said_condition
from sopcheck.checklists.definition import Checklist, ClockId, Item
from sopcheck.checklists.explaining import basis_word, clock_words, limit_words
from sopcheck.records import wording
from sopcheck.records.annex_content import INTELLIGENCE
from sopcheck.records.items import asked_now, stage_title
from sopcheck.records.naming import item_ids, label, person_name, title
from sopcheck.records.phrases import sentence
from sopcheck.records.sheets import BlankChecklist, BlankItem, BlankStage

_BY_HAND = "Marked as above once it is filled in"


def blank_of(blank: Blank) -> BlankChecklist:
    """A version of a checklist with every item that it may ask."""
    checklist, marking = blank.checklist, blank.marking
    return BlankChecklist(
        time_zone=checklist.time_zone,
        marking=marking.marking,
        # Empty it says nothing about anybody; on paper nobody marks it anew once it does.
        handling=" · ".join(part for part in (marking.handling, _BY_HAND) if part),
        as_at=blank.at,
        versions=(f"{checklist.title} {checklist.version}, {blank.standing}, digest {blank.digest[:8]}",),
        stages=tuple(
            BlankStage(
                checklist=checklist.title,
                stage=stage.title,
                items=tuple(_of_version(checklist, item) for item in stage.items),
            )
            for stage in checklist.stages
        ),
    )


def case_blank_of(shown: Shown) -> BlankChecklist:
    """What applies to a case now, with what is recorded already; of intelligence items only their count."""
    case = shown.case
    asked = asked_now(shown, shown.evaluation.places)
    # That the case has such items, and which, is more than a form that lies about should tell.
    ordinary = [duty for duty in asked if duty[0].item.print_class != INTELLIGENCE]
    return BlankChecklist(
        case_reference=case.reference,
        operation=case.operation,
        time_zone=str(case.programme.zone),
        marking=shown.marking.marking,
        handling=shown.marking.handling,
        notice=shown.marking.notice,
        as_at=shown.evaluation.at,
        versions=tuple(_version(shown, number) for number in range(len(case.adopted))),
        stages=tuple(_stages(shown, ordinary)),
        left_out=len(asked) - len(ordinary),
    )


def _version(shown: Shown, number: int) -> str:
    adopted = shown.case.adopted[number]
    standing = shown.standings.get(adopted.digest, "not known here")
    return f"{title(shown, adopted.checklist)} {adopted.version}, {standing}, digest {adopted.digest[:8]}"


def _stages(shown: Shown, duties: list[Duty]) -> Iterator[BlankStage]:
    for (checklist, stage), group in groupby(duties, key=lambda one: (one[0].place.checklist, one[0].stage)):
        yield BlankStage(
            checklist=title(shown, checklist),
            stage=stage_title(shown, checklist, stage),
            items=tuple(_of_case(shown, duty) for duty in group),
        )


def _of_version(checklist: Checklist, item: Item) -> BlankItem:
    kind = checklist.subjects.get(item.repeats_for) if item.repeats_for else None
    condition = item.applies_when
    return BlankItem(
        item=item.prompt,
        item_id=item.id,
        repeats=f"For each {kind.label if kind else item.repeats_for}" if item.repeats_for else "",
        asked=f"Asked where {said_condition(condition, checklist.facts)}" if condition is not None else "",
        limit=_limit_of(checklist, item),
        choices=item.choices,
        reference=item.reference_is,
    )


def _limit_of(checklist: Checklist, item: Item) -> str:
    if item.gate is not None:
        when = _clock(checklist, item.gate.before)
        return f"{sentence(basis_word(item.gate.basis))} gate: before {when}"
    if item.limit is not None:
        when = _clock(checklist, item.limit.from_)
        return f"{sentence(basis_word(item.limit.basis))} limit: {limit_words(item.limit)} from when {when}"
    return ""


def _clock(checklist: Checklist, clock: ClockId) -> str:
    known = checklist.clocks.get(clock)
    return clock_words(clock, known) if known else clock.replace("-", " ")


def _of_case(shown: Shown, duty: Duty) -> BlankItem:
    state, item = duty[0], duty[0].item
    return BlankItem(
        item=item.prompt,
        item_id=item_ids(duty),
        of=label(shown, state.place.of),
        limit=_limit_in(shown, state),
        choices=item.choices,
        reference=item.reference_is,
        stands=_stands(shown, state),
    )


def _limit_in(shown: Shown, state: PlaceState) -> str:
    limit, zone = state.limit, shown.case.programme.zone
    if limit is None:
        return ""
    kind = "gate" if state.item.gate else "limit"
    ends = f", {wording.end(limit.ends, zone)}" if limit.ends else ""
    return f"{sentence(basis_word(limit.basis))} {kind}: {wording.limit(limit.word)}{ends}"


def _stands(shown: Shown, state: PlaceState) -> str:
    answer = state.answer
    if answer is None:
        return ""
    zone, day_only = shown.case.programme.zone, answer.precision == "day"
    done = wording.known_moment(answer.done, zone, day_only=day_only)
    return f"Recorded: {state.status}, {done}, {person_name(shown, answer.by)}"
