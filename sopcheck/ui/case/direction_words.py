"""A direction in words: what, of whom, by when, what was done, and what a supervisor said of that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from datetime import date

    from sopcheck.cases.standing import Direction
    from sopcheck.services.views import CaseView
    from sopcheck.ui.words import Words


def direction_sign(direction: Direction, today: date) -> Sign:
    """How far a direction is; one whose day is over without an answer is passed."""
    if direction.state == "settled":
        return Sign(tr("met"), "disc", "met")
    if direction.state == "dropped":
        return Sign(tr("dropped"), "dash", "muted")
    if direction.state == "answered":
        return Sign(tr("answered"), "half", "soon")
    if direction.due is not None and direction.due < today:
        return Sign(tr("day passed"), "triangle", "passed")
    return Sign(tr("open"), "ring", "ink")


def direction_lines(view: CaseView, direction: Direction, words: Words) -> Iterator[str]:
    """A direction as lines of the item that it is about."""
    by = tr(", by {day}").format(day=words.day(direction.due)) if direction.due is not None else ""
    yield tr("Direction of {name}, {when}{by}: {text}").format(
        name=view.name(direction.by), when=words.moment(direction.at), by=by, text=direction.text
    )
    yield from followed_lines(view, direction, words)


def followed_lines(view: CaseView, direction: Direction, words: Words) -> Iterator[str]:
    """What came of a direction."""
    for answer in direction.answers:
        yield tr("Answered {when} by {name}: {text}").format(
            when=words.moment(answer.at), name=view.name(answer.by), text=answer.text
        )
    settled = direction.settled
    if settled is not None:
        word = tr("Dropped") if settled.dropped else tr("Settled")
        said = tr("{word} {when} by {name}").format(
            word=word, when=words.moment(settled.at), name=view.name(settled.by)
        )
        yield f"{said}: {settled.result}" if settled.result else said
