"""Words of a move: what becomes of an item, when it is due before and after, what changes on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.cases.decisions.moving import planned_move
from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sopcheck.cases.moving import PlaceMove, Preview
    from sopcheck.cases.standing import Adopted
    from sopcheck.services.moving import Choice, MoveOutcome
    from sopcheck.services.views import CaseView
    from sopcheck.ui.words import Words


def choice_words() -> list[tuple[Choice, str]]:
    """What can be chosen for a case."""
    return [
        ("now", tr("Move now")),
        ("at the next review", tr("Move at the next review")),
        ("stay", tr("Stay")),
    ]


def fate_words(one: PlaceMove) -> str:
    """What becomes of an item for one subject."""
    words = {
        "kept": tr("As before"),
        "reworded": tr("Reworded"),
        "changed": tr("Changed"),
        "new": tr("New"),
        "withdrawn": tr("Asked no more"),
        "replaced": tr("Replaced by {items}").format(items=", ".join(one.replaced_by)),
    }[one.fate]
    if one.ask_again:
        return tr("{what}: ask again?").format(what=words)
    if one.fate == "kept" and one.stage_moved:
        return tr("In another stage")
    return words


def before_words(one: PlaceMove, words: Words) -> str:
    """How it stood under the version before."""
    if not one.asked_before:
        return tr("Not asked")
    if one.answered:
        return tr("Answered")
    return _due(one.ends_before, words)


def after_words(one: PlaceMove, words: Words) -> str:
    """How it stands under the version to come."""
    if not one.asked_now:
        return tr("Kept as history") if one.answered else tr("Not asked")
    if one.answered:
        return tr("Answered")
    return _due(one.ends_now, words)


def changes_words(shown: Preview) -> str:
    """What changes on a case, in numbers."""
    parts = (
        (len(shown.gains), tr("new"), tr("new")),
        (len(shown.losses), tr("asked no more"), tr("asked no more")),
        (len(shown.asked_again), tr("answered and reworded"), tr("answered and reworded")),
        (len(shown.limits), tr("due at another time"), tr("due at another time")),
        (len(shown.reviews), tr("review moves"), tr("reviews move")),
    )
    said = [count_words(number, one, many) for number, one, many in parts if number]
    return ", ".join(said) or tr("Nothing changes")


def outcome_words(outcomes: tuple[MoveOutcome, ...], name: str) -> str:
    """What was done for several cases, in one sentence."""
    done = [one for one in outcomes if not one.refused]
    counted: Mapping[str, int] = {
        choice: sum(one.choice == choice for one in done) for choice in ("now", "at the next review", "stay")
    }
    cases = (tr("case"), tr("cases"))
    sentences = (
        (tr("{cases} moved to {name}."), counted["now"]),
        (tr("{cases} will move to {name} at the next review."), counted["at the next review"]),
    )
    said = [
        words.format(cases=count_words(number, *cases), name=name) for words, number in sentences if number
    ]
    return " ".join(said) or tr("No case was moved.")


def refused_words(refused: Sequence[MoveOutcome]) -> str:
    """Which cases were not moved, with the reason; cases with the same reason are named together."""
    reasons: dict[str, list[str]] = {}
    for one in refused:
        reasons.setdefault(one.refused, []).append(one.reference)
    return " ".join(f"{', '.join(references)}: {reason}" for reason, references in reasons.items())


def earlier_words(view: CaseView, adopted: Adopted, words: Words) -> str:
    """Which version of a checklist the case followed before, and until when; nothing where none."""
    line = [one for one in view.case.versions if one.checklist == adopted.checklist]
    before = line[-2] if len(line) > 1 else None
    if before is None:
        return ""
    said = tr(", {version} until {day}")
    return said.format(version=before.version, day=words.day_of(adopted.at))


def planned_words(view: CaseView) -> list[str]:
    """Which moves wait for the next review."""
    plans = (planned_move(view.case, one.checklist) for one in view.case.adopted)
    said = tr("moves to {checklist} {version} at the next review")
    return [said.format(checklist=one.checklist, version=one.version) for one in plans if one is not None]


def _due(ends: datetime | None, words: Words) -> str:
    return tr("No limit runs") if ends is None else tr("By {end}").format(end=words.ends(ends))
