"""Everything that the page says about one item, as text; made for the item that is looked at alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopcheck.cases.duties import directions_at, joined
from sopcheck.cases.explanations import why_asked, why_limit
from sopcheck.cases.moving_history import answered_as
from sopcheck.cases.said import explained_before
from sopcheck.cases.states import Answer, PlaceState
from sopcheck.ui.case.direction_words import direction_lines
from sopcheck.ui.case.outline import Part
from sopcheck.ui.case.row_words import limit_line, limit_parts, limit_tone, plain, row_sign
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.text import Tone
from sopcheck.ui.words import rank_words, tr

if TYPE_CHECKING:
    from sopcheck.services.views import CaseView
    from sopcheck.ui.case.row_words import Speaker
    from sopcheck.ui.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """The words of the pane; what does not hold for an item is empty."""

    where: str
    prompt: str
    sign: Sign
    limit: str
    limit_tone: Tone
    standing: tuple[str, ...]
    guidance: str
    why_asked: str
    why_then: str
    remarks: tuple[str, ...]
    source: str


def item_text(view: CaseView, state: PlaceState, part: Part, speaker: Speaker) -> ItemText:
    """What the page says about an item at the moment at which the case was read."""
    words = speaker.words
    may = state.applies == "may"
    subject = speaker.label(state.place.of)
    where = f"{part.number}  {part.title}"
    return ItemText(
        where=f"{where} · {subject}" if subject else where,
        prompt=plain(state.item.prompt),
        sign=row_sign(state),
        limit=_limit(state, speaker),
        limit_tone=limit_tone(state),
        standing=tuple(_standing(view, state, words)),
        guidance=plain(state.item.guidance),
        # The card above asks the same question with its answers.
        why_asked="" if may else plain(why_asked(view.case, view.read_at, state)),
        why_then=plain(why_limit(view.case, view.calendar, view.read_at, state)) if state.limit else "",
        remarks=tuple(_remarks(view, state, words)),
        source=_source(state),
    )


def _limit(state: PlaceState, speaker: Speaker) -> str:
    """What the state of the limit is; when it was done, and what is not known, the pane says elsewhere."""
    if state.applies == "may":
        return ""
    if state.status == "done":
        return " · ".join(limit_parts(state, speaker))
    return limit_line(state, speaker)[0]


def answer_words(answer: Answer, name: str, words: Words) -> str:
    """An answer in one line: what, when, by whom, and when it was recorded."""
    done = words.day_of(answer.done) if answer.precision == "day" else words.moment(answer.done)
    said = f"{answer.given.status.capitalize()} {done}, {name}"
    # Recorded in the same hour is recorded at once; later is worth a word.
    if abs((answer.recorded - answer.done).total_seconds()) < 3600 and answer.precision == "minute":
        return said
    return tr("{said}, recorded {when}").format(said=said, when=words.moment(answer.recorded))


def _standing(view: CaseView, state: PlaceState, words: Words) -> list[str]:
    answer = state.answer
    if answer is None:
        return []
    given = answer.given
    labelled = (
        ("{words}", answer_words(answer, view.name(answer.done_by), words)),
        (tr("Choice: {words}"), given.choice),
        (tr("Reference: {words}"), given.reference),
        (tr("Reason: {words}"), given.reason),
        (tr("Note: {words}"), given.text),
    )
    lines = [pattern.format(words=said) for pattern, said in labelled if said]
    asked = answered_as(view.case, state)
    if asked is not None:
        said = tr("Version {version} asked it in other words: “{prompt}”")
        lines.append(said.format(version=asked.version, prompt=plain(asked.prompt)))
    return lines


def _remarks(view: CaseView, state: PlaceState, words: Words) -> list[str]:
    """What others have said about the item: reasons, judgements, directions, overrides."""
    said = _explained(view, state, words)
    if state.judged is not None:
        judged = tr("Judged {verdict} {when} by {name}").format(
            verdict=state.judged.verdict, when=words.moment(state.judged.at), name=view.name(state.judged.by)
        )
        said.append(f"{judged}: {state.judged.reason}" if state.judged.reason else judged)
    said += [*_directions(view, state, words), *_overrides(view, state, words)]
    return [*said, *_same_duty(view, state)]


def _explained(view: CaseView, state: PlaceState, words: Words) -> list[str]:
    """The reason for a limit, and those that it took the place of."""
    last = state.explained
    if last is None:
        return []
    before = explained_before(view.case.explanations.get(state.place, ()), last)
    reasons = [(tr("Explained {when} by {name}: {reason}"), last)]
    reasons += [(tr("Before that, {when}, {name} gave this reason: {reason}"), one) for one in before]
    return [
        pattern.format(when=words.moment(one.written), name=view.name(one.by), reason=one.reason)
        for pattern, one in reasons
    ]


def _same_duty(view: CaseView, state: PlaceState) -> list[str]:
    """Where another pack asks the same: it is shown here alone, and one answer serves both."""
    others = {*view.case.programme.others(state.place)}
    if not others:
        return []
    places = (one for one in view.evaluation.places if one.place == state.place or one.place in others)
    duties = joined(places, view.case.programme)
    duty = next((found for found in duties if found[0].place == state.place), ())
    return [
        tr("The same is asked by {checklist}: “{prompt}” One answer serves both.").format(
            checklist=_title(view, other), prompt=plain(other.item.prompt)
        )
        for other in duty[1:]
        if other.applies != "no"
    ]


def _title(view: CaseView, state: PlaceState) -> str:
    followed = (one for one in view.case.programme.checklists if one.checklist == state.place.checklist)
    return next((one.title for one in followed), state.place.checklist)


def _directions(view: CaseView, state: PlaceState, words: Words) -> list[str]:
    there = directions_at(view.case, state.place)
    return [line for direction in there for line in direction_lines(view, direction, words)]


def _overrides(view: CaseView, state: PlaceState, words: Words) -> list[str]:
    return [
        tr("The gate was let pass without it {when} by {name}: {reason}").format(
            name=view.name(override.by), when=words.moment(override.at), reason=override.reason
        )
        for override in view.case.overrides.get(state.place, ())
    ]


def _source(state: PlaceState) -> str:
    item = state.item
    by = (
        tr("Answered by a supervisor")
        if item.answered_by == "supervisor"
        else tr("Answered by an investigator")
    )
    asked = item.rank[0].rank if item.rank else None
    parts = [
        tr("{by}, {rank} or above").format(by=by, rank=rank_words(asked).lower()) if asked else by,
        plain(item.rank_note),
        _prints(state),
        tr("Source: {source}").format(source=item.source) if item.source else "",
    ]
    return " · ".join(part for part in parts if part)


def _prints(state: PlaceState) -> str:
    return {
        "ordinary": "",
        "intelligence-sensitive": tr("intelligence-sensitive: the record prints a count, not the words"),
        "staff-personal": tr("staff-personal: its words print only in the annex"),
        "victim-safety": tr("victim-safety: its words print only in the annex"),
    }[state.item.print_class]
