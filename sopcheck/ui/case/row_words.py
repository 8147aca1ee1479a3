"""How a row of the case page reads. Made for the rows that are painted or spoken, and for no others."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.states import LimitState, PlaceState
from sopcheck.checklists.definition import Clock, ClockId, Fact, FactId, KindId, SubjectKind
from sopcheck.ui.case.outline import Folded, Row
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.text import Tone
from sopcheck.ui.words import Words, basis_word, status_sign, tr

_QUOTED_ID = re.compile(r"`([a-z0-9-]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """The words of one row: what is asked, of whom, how it stands, and by when in the tone of the limit."""

    title: str
    sign: Sign
    subject: str = ""
    limit: str = ""
    limit_tone: Tone = "muted"
    muted: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """What is needed to put rows into words: times, names of subjects, facts and kinds."""

    words: Words
    label: Callable[[str | None], str]
    clocks: Mapping[ClockId, Clock]
    facts: Mapping[FactId, Fact]
    kinds: Mapping[KindId, SubjectKind]


def plain(text: str) -> str:
    """A text of a definition for people: an id in backquotes becomes words in quotation marks."""
    if "`" not in text:
        return text
    return _QUOTED_ID.sub(lambda found: f"“{found.group(1).replace('-', ' ')}”", text)


def title_of(state: PlaceState) -> str:
    """The prompt without its full stop, as a row or a button shows it."""
    return plain(state.item.prompt).removesuffix(".")


def title_with_subject(state: PlaceState, speaker: Speaker) -> str:
    """The prompt and, where it repeats, of whom: `See the child · Child A`."""
    of = speaker.label(state.place.of)
    return f"{title_of(state)} · {of}" if of else title_of(state)


def row_words(row: Row, speaker: Speaker, *, saving: bool = False) -> RowWords:
    """How a row reads; `saving` while its answer is on the way to the vault."""
    if row.state is not None:
        return _item_words(row.state, speaker, saving=saving)
    if row.folded is not None:
        return _fold_words(row.folded)
    return RowWords(title=f"{row.part.number}  {row.part.title}", sign=Sign(""), spoken=row.part.title)


def _item_words(state: PlaceState, speaker: Speaker, *, saving: bool) -> RowWords:
    sign = Sign(tr("saving…"), "half", "muted") if saving else row_sign(state)
    limit, tone = limit_line(state, speaker)
    subject = speaker.label(state.place.of)
    title = title_of(state)
    return RowWords(
        title=title,
        sign=sign,
        subject=subject,
        limit=limit,
        limit_tone=tone,
        muted=is_quiet(state),
        # Commas, because a screen reader pauses at them.
        spoken=", ".join(part for part in (title, subject, sign.word, limit) if part),
    )


def row_sign(state: PlaceState) -> Sign:
    """The word and shape of a place; where there is nobody yet to do it for, it says that."""
    if state.word == "none yet" and state.status == "open":
        return Sign(tr("none yet"), "none", "muted")
    return status_sign(state)


def is_quiet(state: PlaceState) -> bool:
    """Tell whether a row is written in the muted tone: there is nothing to do there now."""
    return state.status in ("done", "not applicable") or state.applies != "yes" or state.word == "none yet"


def has_line_below(state: PlaceState) -> bool:
    """Tell, without making a sentence, whether a row has something to say below what is asked."""
    if state.applies == "no":
        return state.place.of is not None
    if state.place.of is not None or state.status == "done" or state.word == "none yet":
        return True
    return state.limit is not None or state.applies == "may" or any(holds for holds, _ in _mark_words(state))


def limit_line(state: PlaceState, speaker: Speaker) -> tuple[str, Tone]:
    """By when, in one short line, and its tone; only what is passed is red."""
    if state.status == "open" and state.word == "none yet":
        return _none_yet(state, speaker), "muted"
    if state.status == "open" and state.applies == "may":
        return _not_known(state, speaker), "muted"
    if state.applies == "no":
        return "", "muted"
    parts = [_done_words(state, speaker.words), *limit_parts(state, speaker)]
    return " · ".join(part for part in parts if part), limit_tone(state)


def limit_parts(state: PlaceState, speaker: Speaker) -> list[str]:
    """What is to be said of the limit of a place, and what else is worth a word, each by itself."""
    limit = state.limit
    if limit is None or state.status == "not applicable":
        return _marks(state)
    said = _limit_words(limit, speaker)
    return [*([said, basis_word(limit.basis)] if said else []), *_marks(state)]


def clock_words(clock: ClockId, clocks: Mapping[ClockId, Clock]) -> str:
    """What a clock marks, as words that go on a sentence: `the report was received`."""
    known = clocks.get(clock)
    return known.when if known is not None and known.when else f"“{clock.replace('-', ' ')}”"


def fact_words(fact: Fact) -> str:
    """A fact as a statement."""
    return sentence_case(fact.when) + "." if fact.when else plain(fact.says)


def sentence_case(text: str) -> str:
    """A text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def _limit_words(limit: LimitState, speaker: Speaker) -> str:
    words = speaker.words
    if limit.word in ("running", "due soon") and limit.ends is not None:
        return tr("ends {when}").format(when=_end(limit.ends, words))
    if limit.word in ("passed", "late"):
        return _over_words(limit, words)
    if limit.word in ("gate open", "gate met"):
        return tr("before {event}").format(event=clock_words(limit.clock, speaker.clocks))
    if limit.word == "gate not met":
        return tr("not before {event}").format(event=clock_words(limit.clock, speaker.clocks))
    return {"not started": tr("limit not started"), "met": tr("limit met")}.get(limit.word, "")


def _over_words(limit: LimitState, words: Words) -> str:
    over = words.over(limit.over_seconds or 0)
    if limit.word == "late":
        return tr("met late, by {over}").format(over=over)
    if limit.ends is None:
        return tr("limit passed")
    return tr("ended {when}").format(when=_end(limit.ends, words))


def _end(end: datetime, words: Words) -> str:
    said = words.both(end)
    return tr("at {end}").format(end=said) if said.startswith("end of") else said


def _done_words(state: PlaceState, words: Words) -> str:
    answer = state.answer
    if answer is None or state.status != "done":
        return ""
    if answer.precision == "day":
        return words.day_of(answer.done)
    return words.moment(answer.done)


def _marks(state: PlaceState) -> list[str]:
    return [word for holds, word in _mark_words(state) if holds]


def _mark_words(state: PlaceState) -> tuple[tuple[bool, str], ...]:
    """What else is worth a word: a conflict, an explanation, a judgement, a correction."""
    return (
        (state.conflict, tr("two answers in conflict")),
        (state.limit is not None and state.limit.provisional, tr("provisional")),
        (state.limit is not None and state.limit.extended_to is not None, tr("extended")),
        (state.explained is not None, tr("explained")),
        (state.judged is not None, state.judged.verdict if state.judged else ""),
        (state.corrected, tr("corrected")),
    )


def limit_tone(state: PlaceState) -> Tone:
    """The tone of what is said about a limit: red for what is passed and nothing else."""
    word = state.limit.word if state.limit is not None else None
    if word in ("passed", "gate not met") and state.status != "not applicable":
        return "passed"
    return "soon" if word == "due soon" and state.status == "open" else "muted"


def _none_yet(state: PlaceState, speaker: Speaker) -> str:
    kind = speaker.kinds.get(state.item.repeats_for) if state.item.repeats_for else None
    return tr("no {kind} on the case yet").format(kind=kind.label) if kind else ""


def _not_known(state: PlaceState, speaker: Speaker) -> str:
    known = (speaker.facts[fact] for fact in state.unknown_facts if fact in speaker.facts)
    said = [fact_words(fact).rstrip(".") for fact in known]
    if not said:
        return ""
    # One line has room for one fact; the item itself names all of them.
    more = tr(" and {count} more").format(count=len(said) - 1) if len(said) > 1 else ""
    return tr("not known yet: {fact}").format(fact=said[0]) + more


def _fold_words(folded: Folded) -> RowWords:
    counted = (
        (folded.not_applicable, tr("not applicable")),
        (folded.none_yet, tr("none yet")),
        (folded.not_asked, tr("not asked")),
    )
    said = ", ".join(f"{count} {words}" for count, words in counted if count)
    does = tr("fold away") if folded.unfolded else tr("show")
    return RowWords(title=f"{said} · {does}", sign=Sign(""), muted=True, spoken=f"{said}, {does}")
