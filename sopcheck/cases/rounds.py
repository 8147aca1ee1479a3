"""Rolling items, judged by rounds, from one setting of their clock to the next (convention 16)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec

from sopcheck.cases.events import Place
from sopcheck.cases.limits_state import OPEN, Act, limit_state
from sopcheck.cases.lines import Line
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemPlan
from sopcheck.cases.reading import Asked, Reading
from sopcheck.cases.ruling import Asking, Ruled, extended, floor_of, over_versions
from sopcheck.cases.said import by_round, explained, judged
from sopcheck.cases.standing import AnswerHistory, ClockSetting
from sopcheck.cases.states import Answer, LimitState
from sopcheck.checklists.definition import Limit
from sopcheck.ledger.entry import EntryHash

_NO_ANSWERS = AnswerHistory(answers=(), standing=(), rolling=True)


class Span(NamedTuple):
    """A round: when it began, and the act that ended it where one did."""

    began: datetime
    ended: datetime | None = None
    act: EntryHash | None = None


@dataclass(frozen=True, slots=True)
class _Rolling:
    """A rolling item of one subject, with all that its rounds are judged on."""

    reading: Reading
    line: Line
    plan: ItemPlan
    limit: Limit
    place: Place
    asked: Asked
    history: AnswerHistory
    settings: tuple[ClockSetting, ...]


def rounds(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, asked: Asked
) -> tuple[LimitState, ...]:
    """Tell where each round of a rolling item stands, the first one first; none where none has begun."""
    limit = plan.item.limit
    if limit is None:
        return ()
    place = Place(line.checklist, plan.item.id, of)
    history = reading.case.answers.get(place, _NO_ANSWERS)
    settings = reading.settings(limit.from_, of)
    rolling = _Rolling(reading, line, plan, limit, place, asked, history, settings)
    # What is no longer asked needs no further act; the rounds that were ended stay as they were.
    spans = [span for span in _spans(rolling) if span.ended is not None or asked.applies == "yes"]
    states = [_judged(rolling, span, number) for number, span in enumerate(spans, start=1)]
    return tuple(_with_words(rolling, spans, states))


def _spans(rolling: _Rolling) -> Iterator[Span]:
    ends = [(setting.at, setting.entry) for setting in rolling.settings]
    silent = _without_setting(rolling)
    if silent is not None:
        ends.append((silent.judged, silent.entry))
    began = _began_by_itself(rolling)
    if began is None and rolling.settings and not _first_is_own(rolling):
        began, ends = ends[0][0], ends[1:]
    if began is None:
        return
    for at, entry in ends:
        yield Span(began, at, entry)
        began = at
    if silent is None:
        yield Span(began)


def _began_by_itself(rolling: _Rolling) -> datetime | None:
    """Give when the first round began, where nothing but the item itself has set its clock."""
    if rolling.settings and not _first_is_own(rolling):
        return None
    received = rolling.reading.report_received()
    if received is None and rolling.asked.joined == EARLIEST:
        return None
    return max(received or EARLIEST, rolling.asked.joined)


def _first_is_own(rolling: _Rolling) -> bool:
    return rolling.settings[0].entry in {answer.entry for answer in rolling.history.standing}


def _without_setting(rolling: _Rolling) -> Answer | None:
    """Give an act that ended the last round but set no clock: a rehearsal may assume one."""
    last = rolling.settings[-1].at if rolling.settings else EARLIEST
    later = (answer for answer in rolling.history.standing if answer.assumed and answer.judged > last)
    return next(later, None)


def _judged(rolling: _Rolling, span: Span, number: int) -> LimitState:
    reading, asked = rolling.reading, rolling.asked
    # Each round is judged as the item was asked when the round ended (convention 10).
    start = max(span.began, floor_of(asked, span.ended) or asked.joined)

    # Given in an earlier round it was for that round; the next has its full length and no more.
    extensions = [
        extension
        for extension in reading.case.extensions.get(rolling.place, ())
        if extension.recorded >= span.began and (span.ended is None or extension.recorded < span.ended)
    ]

    def under(asking: Asking, version: ItemPlan) -> Ruled | None:
        """Give the end of this round as one version rules it."""
        limit = version.item.limit
        if limit is None:
            return None
        counted = reading.counted(limit, max(start, asking.since))
        return extended(Ruled(version, limit, counted), extensions)

    asking = Asking(reading, rolling.line, rolling.place.of, span.ended)
    found = over_versions(asking, rolling.plan.item.id, under)
    found = found or Ruled(rolling.plan, rolling.limit, reading.counted(rolling.limit, start))
    state = limit_state(reading, found, _act(rolling, span))
    return msgspec.structs.replace(state, round=number, act=span.act)


def _act(rolling: _Rolling, span: Span) -> Act:
    """Give the act that ended a round; of the open one what else was said of it."""
    if span.ended is not None:
        return Act("done", span.ended)
    later = [answer for answer in rolling.history.standing if answer.judged >= span.began]
    # An act that was done ends its round and begins the next, which it says nothing of.
    if not later or later[-1].given.status == "done":
        return OPEN
    return Act(later[-1].given.status, later[-1].judged)


def _with_words(
    rolling: _Rolling, spans: Sequence[Span], states: Sequence[LimitState]
) -> Iterator[LimitState]:
    """Give each round its own reason and decision."""
    case, began = rolling.reading.case, [span.began for span in spans]
    reasons = by_round(case.explanations.get(rolling.place, ()), began, states, spread=True)
    decisions = by_round(case.judgements.get(rolling.place, ()), began, states, spread=False)
    for number, state in enumerate(states):
        if number in reasons or number in decisions:
            reason, decision = explained(reasons.get(number)), judged(decisions.get(number))
            yield msgspec.structs.replace(state, explained=reason, judged=decision)
        else:
            yield state
