"""The book of directions: what was directed on which item, what came of it, and who looked at that."""

import msgspec

from sopcheck.cases.events import DirectionAnswered, DirectionGiven, DirectionSettled
from sopcheck.cases.standing import Direction, DirectionAnswer, Mark, Settlement
from sopcheck.ledger.entry import EntryHash

_NOT_HERE = "It is about a direction that is not on the case."


class DirectionBook:
    """Takes what is said of directions, in the order of the entries."""

    def __init__(self) -> None:
        self._directions: dict[EntryHash, Direction] = {}

    def all(self) -> tuple[Direction, ...]:
        """Every direction as it stands, in the order in which they were given."""
        return tuple(self._directions.values())

    def give(self, event: DirectionGiven, mark: Mark) -> None:
        """Take a direction."""
        self._directions[mark.entry] = Direction(
            mark=mark, place=event.place, text=event.text, due=event.due, review=event.review
        )

    def answer(self, event: DirectionAnswered, mark: Mark) -> str:
        """Take what was done on a direction; says why where it does not fit."""
        direction = self._directions.get(event.direction)
        if direction is None:
            return _NOT_HERE
        answer = DirectionAnswer(mark=mark, text=event.text)
        self._directions[event.direction] = msgspec.structs.replace(
            direction, answers=(*direction.answers, answer)
        )
        return ""

    def settle(self, event: DirectionSettled, mark: Mark) -> str:
        """Take that a direction is met or dropped; says why where it does not fit."""
        direction = self._directions.get(event.direction)
        if direction is None:
            return _NOT_HERE
        if direction.settled is not None:
            return "The direction was settled already."
        settled = Settlement(mark=mark, result=event.result, dropped=event.dropped, review=event.review)
        self._directions[event.direction] = msgspec.structs.replace(direction, settled=settled)
        return ""
