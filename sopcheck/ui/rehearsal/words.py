"""How a rehearsal reads on the screen: its events and checks, what moved, reviews, what it expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopcheck.cases.reviews.explanations import why_review
from sopcheck.services.rehearsal_moves import Move, PlaceMoved, ReviewMoved
from sopcheck.services.rehearsal_what_if import Change, FactIs, Moved
from sopcheck.ui.case.row_words import Speaker, fact_words, plain, row_sign, sentence_case, title_of
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.review.exception_words import said_of
from sopcheck.ui.words import Words, basis_word, count_words, limit_sign, review_sign, tr

if TYPE_CHECKING:
    from datetime import datetime

    from sopcheck.cases.states import PlaceState, ReviewState
    from sopcheck.services.rehearsal_story import Stop, Story
    from sopcheck.services.rehearsal_telling import Finding
    from sopcheck.services.rehearsal_what_if import Tried
    from sopcheck.services.views import CaseView
    from sopcheck.ui.review.exception_words import ExceptionList, ExceptionRow

VALUES = {"yes": "yes", "no": "no", "unknown": "not known"}
_MOST_LETTERS = 70


@dataclass(frozen=True, slots=True)
class Told:
    """Puts what was seen into words; `view` is the case at that moment, `words` are seen from there."""

    view: CaseView
    words: Words

    def speaker(self) -> Speaker:
        """What the pages of a case put rows into words with."""
        programme = self.view.case.programme
        return Speaker(
            words=self.words,
            label=self.view.subject_label,
            clocks=programme.clocks,
            facts=programme.facts,
            kinds=programme.kinds,
        )

    def move(self, move: Move) -> RowText:
        """One row: before, and after it what is so now."""
        if isinstance(move, PlaceMoved):
            title, before, after = self._place(move)
        else:
            title, before, after = self._review_moved(move)
        said = tr("{before}  →  {after}").format(before=before, after=after)
        # An arrow is no word; a screen reader is told what it means.
        spoken = tr("{title}: was {before}, is {after}").format(title=title, before=before, after=after)
        return RowText(primary=title, detail=said, sign=_sign_of(move), spoken=spoken)

    def _place(self, move: PlaceMoved) -> tuple[str, str, str]:
        there = move.after or move.before
        of = self.view.subject_label(there.place.of) if there else ""
        title = title_of(there) if there else ""
        return (f"{title} · {of}" if of else title), self.standing(move.before), self.standing(move.after)

    def standing(self, state: PlaceState | None) -> str:
        """How a place stands, in a few words: `done, ends today, 10:00`."""
        if state is None or (state.applies == "no" and state.answer is None):
            return tr("not asked")
        return ", ".join(part for part in (row_sign(state).word, *self._limit(state)) if part)

    def _limit(self, state: PlaceState) -> tuple[str, ...]:
        limit = state.limit
        if limit is None:
            return ()
        word = limit_sign(limit.word).word
        said = word if word != row_sign(state).word else ""
        # A gate has no end of its own: it closes with its event.
        if limit.ends is None or limit.word.startswith("gate"):
            return (said,)
        ends = tr("ends {end}").format(end=self.words.ends(limit.ends))
        return (said, f"{ends} ({basis_word(limit.basis)})")

    def _review_moved(self, move: ReviewMoved) -> tuple[str, str, str]:
        there = move.after or move.before
        title = self.review_title(there) if there else ""
        return title, self.review_standing(move.before), self.review_standing(move.after)

    def review_title(self, review: ReviewState) -> str:
        """The title of a review and whom it is for."""
        known = review.of if review.of in self.view.case.subjects else None
        of = self.view.subject_label(known)
        return f"{review.rule.title} · {of}" if of else review.rule.title

    def review_standing(self, review: ReviewState | None) -> str:
        """How a review stands, in a few words: `held late, due Fri 1 May, 10:15`."""
        if review is None:
            return tr("no such review")
        due = tr("due {end}").format(end=self.words.ends(review.due)) if review.due else ""
        return ", ".join(part for part in (review_sign(review.word).word, due) if part)

    def review(self, review: ReviewState) -> RowText:
        """One review as it stands, with the rule that set its date."""
        held = (
            tr("held {when} by {name}").format(
                when=self.words.moment(review.held), name=self.view.name(review.by)
            )
            if review.held
            else ""
        )
        why = why_review(self.view.case, self.view.calendar, self.view.read_at, review)
        due = tr("due {end}").format(end=self.words.ends(review.due)) if review.due else ""
        return RowText(
            primary=self.review_title(review),
            secondary=held,
            detail=why,
            trailing=due,
            sign=review_sign(review.word),
        )


def _sign_of(move: Move) -> Sign | None:
    """The shape of what is so now; the words say the rest."""
    if isinstance(move, ReviewMoved):
        return (
            Sign("", review_sign(move.after.word).shape, review_sign(move.after.word).tone)
            if move.after
            else None
        )
    sign = row_sign(move.after) if move.after else Sign("", "none")
    return Sign("", sign.shape, sign.tone)


def stop_row(stop: Stop, words: Words) -> RowText:
    """An event with its number, when and by whom; or a check with its verdict."""
    if stop.is_check:
        title = tr("Expected as at {moment}").format(moment=words.moment(stop.at))
        return RowText(primary=title, sign=verdict_sign(stop.differs), sign_first=True, muted=True)
    sign = Sign(tr("refused"), "cross", "ink") if stop.refused else None
    return RowText(
        primary=f"{stop.number}  {plain(stop.words)}",
        secondary=f"{words.moment(stop.at)} · {stop.by}",
        sign=verdict_sign(stop.differs) if stop.differs else sign,
    )


def verdict_sign(differs: int) -> Sign:
    """Whether something is as the file expects."""
    if not differs:
        return Sign(tr("as expected"), "disc", "met")
    return Sign(count_words(differs, tr("difference"), tr("differences")), "triangle", "soon")


def finding_row(finding: Finding) -> RowText:
    """One line of an `expect` block, and what is other than it says."""
    if not finding.differences:
        return RowText(primary=finding.about, detail=finding.wanted, sign=verdict_sign(0), sign_first=True)
    return RowText(
        primary=finding.about,
        secondary=tr("line {line}").format(line=finding.line),
        detail=" ".join(finding.differences),
        sign=verdict_sign(len(finding.differences)),
        sign_first=True,
    )


def exception_row(listed: ExceptionList, row: ExceptionRow) -> RowText:
    """A row of one of the six lists, with the sentence of its limit."""
    return RowText(
        primary=row.title,
        secondary=listed.title,
        detail=" ".join(part for part in (f"{sentence_case(row.facts)}.", row.why, *row.notes) if part),
        sign=row.sign,
        sign_first=True,
        spoken=f"{listed.title}, {said_of(row)}",
    )


def summary(story: Story) -> str:
    """A story in one line: how long, and whether it is as its file expects."""
    events = count_words(len(story.played.steps), tr("event"), tr("events"))
    checks = count_words(len(story.played.rehearsal.expect), tr("check"), tr("checks"))
    verdict = verdict_sign(story.differs).word
    return tr("{events}, {checks}: {verdict}").format(events=events, checks=checks, verdict=verdict)


def event_words(stop: Stop) -> str:
    """An event as a list of choices shows it."""
    words = f"{stop.number}  {plain(stop.words)}"
    return words if len(words) <= _MOST_LETTERS else f"{words[: _MOST_LETTERS - 1]}…"


def change_words(change: Change, view: CaseView, words: Words) -> str:
    """A change as a sentence."""
    if isinstance(change, FactIs):
        fact = view.case.programme.facts.get(change.fact)
        of = view.subject_label(change.of or None)
        said = fact_words(fact).rstrip(".") if fact else change.fact
        return tr("“{fact}”{of} is {value} from {when}.").format(
            fact=said,
            of=f" ({of})" if of else "",
            value=VALUES[change.value],
            when=words.moment(change.since),
        )
    if isinstance(change, Moved):
        when = words.moment(change.at.at)
        return tr("Event {number} happened {when}.").format(number=change.number, when=when)
    return tr("Event {number} did not happen.").format(number=change.number)


def remarks(tried: Tried) -> tuple[str, ...]:
    """What else a change brought: events gone with it, and what a rule refuses now."""
    said = []
    if tried.gone:
        numbers = ", ".join(str(number) for number in tried.gone)
        said.append(
            tr("Left out too, because they speak of what is not there: events {numbers}.").format(
                numbers=numbers
            )
        )
    for number, sentence in tried.refused:
        who = tr("Event {number}").format(number=number) if number else tr("The change")
        said.append(tr("{who} is refused: {sentence}").format(who=who, sentence=sentence))
    return tuple(said)


def seen_at(at: datetime, words: Words, *, moves: bool) -> str:
    """As at which moment it is told what moves."""
    when = words.moment(at)
    if not moves:
        return tr("Nothing moves as at {when}.").format(when=when)
    return tr("As at {when}:").format(when=when)
