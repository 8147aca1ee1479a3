"""Answers of places: which stands, which was replaced, which is in conflict (conventions 6, 16, 23, 24)."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from sopcheck.cases.events import AnswerCorrected, ConflictSettled, ItemAnswered, Place, Recorded, When
from sopcheck.cases.moments import in_utc, instant, offset_minutes
from sopcheck.cases.standing import AnswerHistory
from sopcheck.cases.states import Answer
from sopcheck.checklists.limits import LATE_RECORD_AFTER
from sopcheck.ledger.entry import EntryHash, PersonId


class AnswerBook:
    """Takes answers in the order of the entries and tells, for each place, what stands."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._chains: dict[Place, _Chain] = {}
        self._log: list[tuple[EntryHash, PersonId, bool]] = []

    def note(self, entry: Recorded, *, signed: bool = False) -> None:
        """Remember who recorded what, and whether it was a review that was signed (convention 23)."""
        # What a rehearsal assumes is nobody's recording, so it ends nobody's freedom to change an answer.
        if not entry.assumed:
            self._log.append((entry.entry, entry.by, signed))

    def answer(self, place: Place, event: ItemAnswered, entry: Recorded, *, rolling: bool) -> None:
        """Take an answer of a place."""
        chain = self._chains.setdefault(place, _Chain(rolling=rolling))
        # An act may name a place twice: by itself and by its twin in another pack.
        if chain.has(entry.entry):
            return
        # Two acts of a rolling item are both true, even if neither author knew of the other.
        known = () if rolling else chain.heads_known_to(entry)
        answer = self._made(entry, event.at, event, correction=self._is_correction(known, event, entry))
        chain.add(answer, replacing=known)

    def correct(self, event: AnswerCorrected, place: Place, entry: Recorded) -> str:
        """Take a correction; says why where there is nothing to correct."""
        chain = self._chains.get(place)
        if chain is None or not chain.has(event.corrects):
            return "It corrects an answer that is not on the case."
        answer = self._made(entry, event.at, event, correction=True)
        chain.add(answer, replacing=chain.replaced_by_correction(event.corrects, entry))
        return ""

    def settle(self, place: Place, event: ConflictSettled, entry: Recorded) -> str:
        """Let one answer of a conflict hold; says why where it cannot."""
        chain = self._chains.get(place)
        if chain is None or not chain.has(event.keep):
            return "It settles on an answer that is not on the case."
        chain.keep(event.keep, entry)
        return ""

    def places(self) -> tuple[Place, ...]:
        """The places where anything was answered."""
        return tuple(self._chains)

    def are_alike(self, one: Place, other: Place) -> bool:
        """Whether the same answer stands on two places, or none."""
        return self.heads(one) == self.heads(other)

    def heads(self, place: Place) -> frozenset[EntryHash]:
        """The entries of what stands on a place; of a rolling item the last."""
        chain = self._chains.get(place)
        return frozenset() if chain is None else chain.heads()

    def serve(self, place: Place, like: Place, *, since: datetime) -> None:
        """Let what stands on a place serve another from a move on, unless that was answered itself."""
        if place in self._chains:
            return
        found = self._chains[like].history()
        chain = self._chains[place] = _Chain(rolling=found.rolling)
        for answer in found.standing[-1:] if found.rolling else found.standing:
            # On the list of late records it is where it was answered, and its clock counts from the move.
            served = msgspec.structs.replace(
                answer,
                judged=max(answer.judged, since),
                serves_since=since,
                correction=False,
                late_record=False,
            )
            chain.add(served, replacing=())

    def take_back_served(self) -> dict[tuple[Place, frozenset[EntryHash]], datetime]:
        """Take back what served places by a move alone; give what it was, and since when."""
        found = {}
        for place, chain in list(self._chains.items()):
            last = chain.history().answers[-1]
            if last.serves_since is not None:
                found[place, chain.heads()] = last.serves_since
                del self._chains[place]
        return found

    def histories(self) -> dict[Place, AnswerHistory]:
        """What stands on each place that was answered."""
        return {place: chain.history() for place, chain in self._chains.items()}

    def free(self) -> frozenset[EntryHash]:
        """The entries whose author may still change them freely: the last of one person, unsigned since."""
        found: set[EntryHash] = set()
        for entry, by, signed in reversed(self._log):
            if signed or by != self._log[-1][1]:
                break
            found.add(entry)
        return frozenset(found)

    def _made(
        self, entry: Recorded, at: When, event: ItemAnswered | AnswerCorrected, *, correction: bool
    ) -> Answer:
        recorded = entry.recorded_at
        judged = instant(at, recorded=recorded, zone=self._zone)
        return Answer(
            entry=entry.entry,
            given=event.given,
            done=judged if at.precision == "minute" else in_utc(at.at),
            judged=judged,
            precision=at.precision,
            offset_minutes=offset_minutes(at),
            recorded=recorded,
            known=entry.known,
            by=entry.by,
            done_by=event.done_by or entry.by,
            correction=correction,
            why=event.reason if isinstance(event, AnswerCorrected) else "",
            late_record=recorded - judged > LATE_RECORD_AFTER,
            assumed=entry.assumed,
        )

    def _is_correction(self, replaced: Iterable[Answer], event: ItemAnswered, entry: Recorded) -> bool:
        """Tell whether a second answer changes one that was no longer free to change.

        Decisions refuse it; from another machine it may come all the same, and is then listed.
        """
        return any(not self._may_replace(answer, event, entry) for answer in replaced)

    def _may_replace(self, answer: Answer, event: ItemAnswered, entry: Recorded) -> bool:
        # Doing later what was honestly said not to be done is work, not a mistake that is put right.
        if answer.given.status == "not done" and event.given.status == "done":
            return True
        return answer.by == entry.by and self._was_free(answer, unseen=entry.unseen)

    def _was_free(self, answer: Answer, *, unseen: frozenset[EntryHash]) -> bool:
        """Tell whether nobody else had recorded and no review was signed since an answer.

        What the author did not know of when changing it does not count.
        """
        for entry, by, signed in reversed(self._log):
            if entry == answer.entry:
                return True
            if entry not in unseen and (signed or by != answer.by):
                return False
        return False


class _Chain:
    """The answers of one place while the entries are gone through."""

    def __init__(self, *, rolling: bool) -> None:
        self._rolling = rolling
        self._answers: list[Answer] = []
        self._heads: list[Answer] = []
        self._before: dict[EntryHash, set[EntryHash]] = {}

    def has(self, entry: EntryHash) -> bool:
        """Whether an answer of this place was recorded by that entry."""
        return entry in self._before

    def heads(self) -> frozenset[EntryHash]:
        """The entries of what stands; of a rolling item the last."""
        standing = self.history().standing
        return frozenset(head.entry for head in (standing[-1:] if self._rolling else standing))

    def heads_known_to(self, entry: Recorded) -> tuple[Answer, ...]:
        """Give what stands and the author knew: who did not know an answer knew none of its successors."""
        return tuple(
            head for head in self._heads if not entry.unseen & {head.entry, *self._before[head.entry]}
        )

    def replaced_by_correction(self, corrects: EntryHash, entry: Recorded) -> tuple[Answer, ...]:
        """Give what a correction replaces: the answer it names, or what stands in its stead."""
        named = tuple(head for head in self._heads if head.entry == corrects)
        if named or self._rolling:
            return named or tuple(head for head in self._heads if corrects in self._before[head.entry])
        # It was replaced in the meantime: by what the author knew, or unknown to the author (a conflict).
        return tuple(head for head in self.heads_known_to(entry) if corrects in self._before[head.entry])

    def add(self, answer: Answer, *, replacing: tuple[Answer, ...]) -> None:
        """Let an answer stand in place of those; what it does not replace stands beside it."""
        gone = {old.entry for old in replacing}
        self._before[answer.entry] = gone.union(*(self._before[old] for old in gone))
        self._heads = [*(head for head in self._heads if head.entry not in gone), answer]
        self._answers.append(answer)

    def keep(self, kept: EntryHash, entry: Recorded) -> None:
        """Let one answer hold against the others that whoever settled it knew of."""
        # An answer that the person who settled did not know of is still in conflict.
        dropped = {head.entry for head in self.heads_known_to(entry)}
        still = [head for head in self._heads if head.entry not in dropped and head.entry != kept]
        self._heads = [next(answer for answer in self._answers if answer.entry == kept), *still]

    def history(self) -> AnswerHistory:
        """Give what was answered, and what stands of it."""
        order = _by_act if self._rolling else _worst_first
        standing = tuple(sorted(self._heads, key=order))
        return AnswerHistory.of(tuple(self._answers), standing, rolling=self._rolling)


def _by_act(answer: Answer) -> tuple[datetime, datetime]:
    return answer.judged, answer.recorded


def _worst_first(answer: Answer) -> tuple[int, float, EntryHash]:
    """Order answers in conflict: the one that is worse for the limit first (convention 24)."""
    worse = ("not done", "done", "not applicable").index(answer.given.status)
    return worse, -answer.judged.timestamp(), answer.entry
