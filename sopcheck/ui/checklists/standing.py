"""Where a version stands and how it came there, in words: who proposed and approved it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from datetime import date

    from sopcheck.checklists.definition import Tailoring
    from sopcheck.services.views import VersionStep
    from sopcheck.ui.words import Words


def standing_words(status: str, begins: date | None, words: Words) -> str:
    """Where a version stands; of one that is approved, from which day on new cases follow it."""
    said = {"approved": tr("approved, in force from {day}"), "in force": tr("in force since {day}")}
    return status if begins is None else said.get(status, status).format(day=words.day(begins))


def tailored_words(source: Tailoring | None) -> tuple[str, ...]:
    """What a district's version was made from, and where it asks less than that, with the reason."""
    if source is None:
        return ()
    made = tr("Tailored from {baseline} ({digest}) by the profile {profile} ({profile_digest}).").format(
        baseline=source.version,
        digest=source.digest[:8],
        profile=source.profile,
        profile_digest=source.profile_digest[:8],
    )
    less = tr("Asks less: {item}, {what}. {reason}")
    weaker = (less.format(item=one.item, what=one.what, reason=one.reason) for one in source.weakenings)
    return made, *weaker


def step_words(step: VersionStep) -> str:
    """One step of a version: “Proposed by DS Okell: why.”."""
    words = {
        "proposed": tr("Proposed by {name}: {reason}"),
        "approved": tr("Approved by {name}: {reason}"),
        "withdrawn": tr("Withdrawn by {name}: {reason}"),
    }[step.word]
    said = words.format(name=step.by_name, reason=step.reason)
    return (
        tr("{said} (authority: {whose})").format(said=said, whose=step.authority) if step.authority else said
    )
