"""The six lists of exceptions in words: what is the matter, why, what was said of it and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sopcheck.cases.events import Place
from sopcheck.cases.judged_rows import decided_on, row_of
from sopcheck.cases.said import explained_before
from sopcheck.services.history import given_words
from sopcheck.ui.case.row_words import title_of
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.words import basis_word, limit_sign, review_sign, status_sign, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.cases.events import Judged as JudgedRow
    from sopcheck.cases.events import ListedAs, Verdict
    from sopcheck.cases.standing import RowJudgement
    from sopcheck.cases.states import Answer, Explained, Judged, LimitState, PlaceState, ReviewState
    from sopcheck.services.views import CaseView
    from sopcheck.ui.words import Words

    Row = tuple[PlaceState, ...]

ListKind = Literal["limits", "gates", "not done", "not applicable", "late", "reviews"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionRow:
    """One row: `key` knows it again, `places` are what one act or duty joins, the first one leads.

    `named` is how it is called when it is judged, `facts` are figures and times, `why` the sentence of the
    limit or rule, `notes` what people said.
    """

    key: str
    places: tuple[Place, ...]
    title: str
    sign: Sign
    listed: ListKind = "limits"
    named: tuple[JudgedRow, ...] = ()
    facts: str = ""
    why: str = ""
    notes: tuple[str, ...] = ()
    judged: Sign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionList:
    """One of the six lists."""

    kind: ListKind
    title: str
    rows: tuple[ExceptionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is needed to put exceptions into words; `why_limit` and `why_review` make the sentences."""

    view: CaseView
    words: Words
    why_limit: Callable[[CaseView, PlaceState], str]
    why_review: Callable[[CaseView, ReviewState], str]


def exception_lists(telling: Telling) -> tuple[ExceptionList, ...]:
    """The six lists in the order of the record; what is intelligence-sensitive stands last and is marked."""
    own, annex = telling.view.evaluation.exceptions, telling.view.evaluation.annex
    lists: tuple[tuple[ListKind, str, tuple[Row, ...], tuple[Row, ...]], ...] = (
        ("limits", tr("Limits passed"), own.limits_passed, annex.limits_passed),
        ("gates", tr("Gates not met"), own.gates_not_met, annex.gates_not_met),
        ("not done", tr("Not done"), own.not_done, annex.not_done),
        ("not applicable", tr("Not applicable"), own.not_applicable, annex.not_applicable),
        (
            "late",
            tr("Late records and corrections"),
            own.late_records_and_corrections,
            annex.late_records_and_corrections,
        ),
    )
    late = tuple(_late_review(telling, state) for state in own.reviews_late_or_missed)
    return (
        *(_list_of(telling, kind, title, rows, sensitive) for kind, title, rows, sensitive in lists),
        ExceptionList(kind="reviews", title=tr("Reviews late or missed"), rows=late),
    )


def said_of(row: ExceptionRow) -> str:
    """A row as a screen reader says it."""
    parts = (row.title, row.sign.word, row.facts, row.why, *row.notes, row.judged.word if row.judged else "")
    return ", ".join(part for part in parts if part)


def _list_of(
    telling: Telling, kind: ListKind, title: str, rows: Iterable[Row], sensitive: Iterable[Row]
) -> ExceptionList:
    note = tr("Intelligence-sensitive: not on the ordinary record, only counted there.")
    # A supervisor judges these too; only the ordinary print leaves them out (`domain.md` 4.3).
    own = [_row(telling, kind, row) for row in rows]
    marked = [_row(telling, kind, row) for row in sensitive]
    marked = [replace(row, notes=(*row.notes, note)) for row in marked]
    return ExceptionList(kind=kind, title=title, rows=(*own, *marked))


def _row(telling: Telling, kind: ListKind, row: Row) -> ExceptionRow:
    make = {"limits": _limit, "gates": _gate, "late": _late_record}.get(kind, _unanswered)
    made = make(telling, row[0])
    also = "; ".join(title_of(state) for state in row[1:])
    notes = (tr("The same act: {titles}").format(titles=also), *made.notes) if also else made.notes
    named = tuple(row_of(state, listed=kind) for state in row)
    made = replace(made, listed=kind, named=named, places=tuple(state.place for state in row), notes=notes)
    return made if kind == "limits" else _decided(telling, made, kind, row[0])


def _decided(
    telling: Telling, row: ExceptionRow, listed: ListedAs, state: PlaceState | ReviewState
) -> ExceptionRow:
    """The row with what a supervisor decided on it, if anybody has."""
    found = decided_on(telling.view.case, listed, state)
    if found is None:
        return row
    notes = (*row.notes, *_judged_words(telling, found))
    return replace(row, judged=verdict_sign(found.verdict), notes=notes)


def _blank(telling: Telling, state: PlaceState, sign: Sign) -> ExceptionRow:
    of = telling.view.subject_label(state.place.of)
    place, limit = state.place, state.limit
    parts = (place.checklist, place.item, place.of or "", str(limit.round or "") if limit else "")
    title = f"{title_of(state)} · {of}" if of else title_of(state)
    return ExceptionRow(key="/".join(parts), places=(place,), title=title, sign=sign)


def _limit(telling: Telling, state: PlaceState) -> ExceptionRow:
    limit = state.limit
    if limit is None:
        return _blank(telling, state, status_sign(state))
    explained, judged = limit.explained or state.explained, limit.judged or state.judged
    return replace(
        _blank(telling, state, limit_sign(limit.word)),
        facts=" · ".join(_limit_facts(telling, state, limit)),
        why=telling.why_limit(telling.view, state),
        notes=(
            _explained_words(telling, explained),
            *_explained_before(telling, state, limit),
            *_judged_words(telling, judged),
        ),
        judged=None if judged is None else verdict_sign(judged.verdict),
    )


def _limit_facts(telling: Telling, state: PlaceState, limit: LimitState) -> Iterator[str]:
    words = telling.words
    yield basis_word(limit.basis)
    if limit.over_seconds is not None:
        yield tr("over by {time}").format(time=words.over(limit.over_seconds))
    if state.answer is not None and limit.word == "late":
        yield tr("done {time}").format(time=_done(words, state.answer))
    elif limit.word == "passed":
        yield tr("still open")
    if limit.extended_to is not None:
        yield tr("extended to {time}").format(time=words.ends(limit.extended_to))
    if limit.provisional:
        yield tr("provisional, beyond the calendar of bank holidays")


def _explained_words(telling: Telling, explained: Explained | None) -> str:
    if explained is None:
        return tr("No reason has been written.")
    return tr("Reason, written {time} by {name}: “{reason}”").format(
        time=telling.words.moment(explained.written),
        name=telling.view.name(explained.by),
        reason=explained.reason,
    )


def _explained_before(telling: Telling, state: PlaceState, limit: LimitState) -> Iterator[str]:
    """The reasons that another took the place of; those of a rolling item are for other rounds."""
    if limit.round is not None or state.explained is None:
        return
    for one in explained_before(telling.view.case.explanations.get(state.place, ()), state.explained):
        said = tr("Reason before that, written {time} by {name}: “{reason}”")
        when, who = telling.words.moment(one.written), telling.view.name(one.by)
        yield said.format(time=when, name=who, reason=one.reason)


def _judged_words(telling: Telling, judged: Judged | RowJudgement | None) -> tuple[str, ...]:
    if judged is None:
        return ()
    who = tr("Decided {time} by {name}").format(
        time=telling.words.moment(judged.at), name=telling.view.name(judged.by)
    )
    return (f"{who}: “{judged.reason}”" if judged.reason else f"{who}.",)


def verdict_sign(verdict: Verdict) -> Sign:
    """How a decision is shown; none of them takes the limit off the record."""
    return {
        "justified": Sign(tr("justified"), "disc", "met"),
        "not justified": Sign(tr("not justified"), "cross", "ink"),
        "action": Sign(tr("action needed"), "half", "soon"),
    }[verdict]


def _gate(telling: Telling, state: PlaceState) -> ExceptionRow:
    made = _blank(telling, state, limit_sign("gate not met"))
    overrides = telling.view.case.overrides.get(state.place, ())
    notes = tuple(
        tr("Overridden {time} by {name}: “{reason}”").format(
            time=telling.words.moment(one.recorded), name=telling.view.name(one.by), reason=one.reason
        )
        for one in overrides
    )
    facts = basis_word(state.limit.basis) if state.limit else ""
    return replace(made, facts=facts, why=telling.why_limit(telling.view, state), notes=notes)


def _unanswered(telling: Telling, state: PlaceState) -> ExceptionRow:
    made = _blank(telling, state, status_sign(state))
    answer = state.answer
    if answer is None:
        return made
    reason = answer.given.reason
    said = tr("Reason: “{reason}”").format(reason=reason) if reason else tr("No reason was given.")
    facts = f"{telling.view.name(answer.by)}, {telling.words.moment(answer.recorded)}"
    return replace(made, facts=facts, notes=(said,))


def _late_record(telling: Telling, state: PlaceState) -> ExceptionRow:
    answers = telling.view.case.history(state.place)
    late = any(answer.late_record for answer in answers)
    words = tr("late record") if late else tr("correction")
    word = tr("late record, corrected") if late and state.corrected else words
    notes = (*_late_words(telling, answers), *_correction_words(telling, answers))
    return replace(_blank(telling, state, Sign(word, "half", "ink")), notes=notes)


def _late_words(telling: Telling, answers: Iterable[Answer]) -> Iterator[str]:
    for answer in answers:
        if answer.late_record:
            yield tr("Done {done}, recorded {recorded} by {name}.").format(
                done=_done(telling.words, answer),
                recorded=telling.words.moment(answer.recorded),
                name=telling.view.name(answer.by),
            )


def _correction_words(telling: Telling, answers: Iterable[Answer]) -> Iterator[str]:
    before: Answer | None = None
    for answer in answers:
        if answer.correction and before is not None:
            yield tr("Corrected {time} by {name}: was “{old}”, is “{new}”. Why: “{why}”").format(
                time=telling.words.moment(answer.recorded),
                name=telling.view.name(answer.by),
                old=_answer_words(telling.words, before),
                new=_answer_words(telling.words, answer),
                why=answer.why,
            )
        before = answer


def _answer_words(words: Words, answer: Answer) -> str:
    return f"{given_words(answer.given)}; {_done(words, answer)}"


def _done(words: Words, answer: Answer) -> str:
    return words.day_of(answer.done) if answer.precision == "day" else words.moment(answer.done)


def _late_review(telling: Telling, state: ReviewState) -> ExceptionRow:
    words = telling.words
    of = telling.view.subject_label(state.of)
    held = ""
    if state.held is not None:
        held = tr("held {time} by {name}").format(
            time=words.moment(state.held), name=telling.view.name(state.by)
        )
    over = tr("over by {time}").format(time=words.over(state.over_seconds)) if state.over_seconds else ""
    cycles = tr("{count} cycles missed").format(count=state.missed_cycles) if state.missed_cycles else ""
    row = ExceptionRow(
        listed="reviews",
        named=(row_of(state, listed="reviews"),),
        key="/".join(("review", state.rule.id, state.of or "", state.trigger or "", str(state.due))),
        places=(),
        title=f"{state.rule.title} · {of}" if of else state.rule.title,
        sign=review_sign(state.word),
        facts=" · ".join(part for part in (held, over, cycles) if part),
        why=telling.why_review(telling.view, state),
        notes=(state.exception,) if state.exception else (),
    )
    return _decided(telling, row, "reviews", state)
