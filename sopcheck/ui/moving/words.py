"""Words of a move: what becomes of an item, when it is due before and after, what changes on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sopcheck.cases.decisions.moving import planned_move
from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sopcheck.cases.moving import PlaceMove, Preview, ReviewMove
    from sopcheck.cases.standing import Adopted
    from sopcheck.services.moving import Choice, MoveOutcome
    from sopcheck.services.views import CaseView
    from sopcheck.ui.words import Words


def choice_words() -> list[tuple[Choice, str]]:
    """What can be chosen for a case."""
    return [
        ("stay", tr("Stay")),
        ("now", tr("Move now")),
        ("at the next review", tr("Move at the next review")),
    ]


def all_words() -> list[tuple[Choice | Literal["unseen now"] | None, str]]:
    """What can be chosen for all cases at once."""
    return [
        (None, tr("As chosen for each")),
        ("unseen now", tr("Move now where nothing is to be looked at")),
        *choice_words(),
    ]


def fate_words(one: PlaceMove) -> str:
    """What becomes of an item for one subject."""
    words = {
        "kept": tr("As before"),
        "reworded": tr("Reworded"),
        "changed": tr("Changed"),
        "new": tr("New"),
        "withdrawn": tr("Asked no more"),
        "replaced": tr("Replaced"),
    }[one.fate]
    if one.ask_again:
        return tr("{what}: ask again?").format(what=words)
    if one.fate == "kept" and one.stage_moved:
        return tr("In another stage")
    if one.fate == "new" and one.item.replaces:
        return tr("New, replaces another")
    return words


def told_words(one: PlaceMove, to: str) -> str:
    """What the move makes of an item, in sentences that somebody can sign for."""
    return " ".join(part for part in (_of_answer(one, to), _of_limit(one)) if part)


def _of_answer(one: PlaceMove, to: str) -> str:
    if one.ask_again:
        said = tr(
            "It was answered {under}, and the answer stands. Version {to} asks it in other words:"
            " see whether the answer still says enough, and answer it again if not."
        )
    elif one.fate in ("withdrawn", "replaced"):
        said = (
            tr("Version {to} asks it no more. The answer stays readable, and prints as “Withdrawn in {to}”.")
            if one.answered
            else tr("Version {to} asks it no more. It was not answered.")
        )
    elif one.answered:
        said = tr("It was answered {under}, and the answer stands.")
    elif one.is_lost and not one.perhaps_now:
        said = tr("In version {to} it does not apply to this case.")
    elif one.perhaps_now:
        said = tr("It may apply to this case: a fact that decides it is not known yet.")
    elif not (one.asked_before or one.asked_now):
        said = tr("It does not apply to this case, before or after.")
    else:
        return ""
    under = tr("under version {version}").format(version=one.answered_under)
    return said.format(under=under if one.answered_under else tr("before"), to=to)


def _of_limit(one: PlaceMove) -> str:
    if one.word_before == "passed" and not one.asked_now:
        return tr("Its limit had passed before, and that stays on the record.")
    return one.why_now


def review_words(one: ReviewMove, words: Words) -> str:
    """A review that would be due at another moment, with both."""
    before, after = (
        tr("not due") if due is None else tr("due by {end}").format(end=words.ends(due))
        for due in (one.due_before, one.due_now)
    )
    return tr("{review}: {before}, after the move {after}.").format(
        review=tr(one.title), before=before, after=after
    )


def before_words(one: PlaceMove, words: Words) -> str:
    """How it stood under the version before."""
    if not one.asked_before:
        return _unasked(perhaps=one.perhaps_before)
    if one.answered:
        return tr("Answered")
    return _due(one.ends_before, words)


def after_words(one: PlaceMove, words: Words) -> str:
    """How it stands under the version to come."""
    if not one.asked_now:
        return tr("Kept as history") if one.answered else _unasked(perhaps=one.perhaps_now)
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
    said = tr("moves to {name} at the next review")
    return [said.format(name=name) for name in _planned(view)]


def signing_words(view: CaseView) -> str:
    """What signing a review will move the case to; nothing where no move waits."""
    names = [*_planned(view)]
    said = tr("A move waits for this review: once you sign, the case follows {names}.")
    return said.format(names=", ".join(names)) if names else ""


def _planned(view: CaseView) -> Iterator[str]:
    titles = {one.checklist: one.title for one in view.case.programme.checklists}
    for checklist, title in titles.items():
        plan = planned_move(view.case, checklist)
        if plan is not None:
            yield f"{title} {plan.version}"


def _unasked(*, perhaps: bool) -> str:
    return tr("May apply") if perhaps else tr("Not asked")


def _due(ends: datetime | None, words: Words) -> str:
    return tr("No limit runs") if ends is None else tr("By {end}").format(end=words.ends(ends))
