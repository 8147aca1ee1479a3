"""The state of one item as a document shows it, with what was answered and where its limit stands."""

from collections.abc import Iterable

from sopcheck.cases.duties import Duty, joined
from sopcheck.cases.events import Given
from sopcheck.cases.moving_history import answered_as, withdrawn_states
from sopcheck.cases.reviews.reviewed import Reviewed, Shown
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import ChecklistId, StageId
from sopcheck.records import wording
from sopcheck.records.naming import item_ids, label, person_name, prompts, text_of, title
from sopcheck.records.record import ItemState

_NOTHING = Given(status="not done")


def asked(reviewed: Reviewed) -> tuple[Duty, ...]:
    """Every item and question that applies, in the order of checklists, stages and subjects, each duty once.

    After them what was answered under a version before and is asked no more: every answer prints.
    """
    withdrawn = ((state,) for state in withdrawn_states(reviewed.case, reviewed.evaluation))
    return (*asked_now(reviewed, (*reviewed.evaluation.places, *reviewed.questions)), *withdrawn)


def asked_now(shown: Shown, states: Iterable[PlaceState]) -> tuple[Duty, ...]:
    """What of these applies to a case now, each duty once (convention 11)."""
    there = (state for state in states if state.applies == "yes" and not state.none_yet)
    return joined(there, shown.case.programme)


def item_state(shown: Shown, duty: Duty) -> ItemState:
    """The full state of an item; of a sensitive one what was chosen or referred to is among its words."""
    state = duty[0]
    answer, given = state.answer, state.answer.given if state.answer else _NOTHING
    in_clear = state.item.print_class == "ordinary"
    return ItemState(
        checklist=title(shown, state.place.checklist),
        stage=stage_title(shown, state.place.checklist, state.stage),
        item=prompts(duty),
        item_id=item_ids(duty),
        of=label(shown, state.place.of),
        status=state.status,
        limit=_limit_words(shown, state),
        done=answer.done if answer else None,
        done_day_only=answer is not None and answer.precision == "day",
        recorded=answer.recorded if answer else None,
        by=person_name(shown, answer.by) if answer else "",
        choice=given.choice if in_clear else "",
        reference=given.reference if in_clear else "",
        words=text_of(state, item_words(state)),
        asked_as=_asked_as(shown, state),
        conflict=state.conflict,
    )


def _asked_as(shown: Shown, state: PlaceState) -> str:
    asked = answered_as(shown.case, state)
    return "" if asked is None else f"Answered as version {asked.version} asked it: “{asked.prompt}”"


def _limit_words(shown: Shown, state: PlaceState) -> str:
    """Where a limit or gate stands, and the moment that it ends or is about."""
    ends = state.limit.ends if state.limit else None
    when = wording.end(ends, shown.case.programme.zone) if ends else ""
    return "\n".join(part for part in (wording.limit(state.word or ""), when) if part)


def item_words(state: PlaceState) -> str:
    """What somebody wrote in the answer, and of a sensitive item chose: “support needed” says it all."""
    given = state.answer.given if state.answer else _NOTHING
    hidden = () if state.item.print_class == "ordinary" else (given.choice, given.reference)
    return "\n".join(part for part in (*hidden, given.text, given.reason) if part)


def stage_title(shown: Shown, checklist: ChecklistId, stage: StageId) -> str:
    """The title of a stage, as its checklist has it."""
    stages = (
        known for one in shown.case.programme.checklists if one.checklist == checklist for known in one.stages
    )
    return next((known.title for known in stages if known.id == stage), stage)
