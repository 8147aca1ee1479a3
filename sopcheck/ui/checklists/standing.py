"""Where a version stands and how it came there, in words: who proposed and approved it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.services.views import VersionStep


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
