"""What a move would do, as JSON: instants in ISO 8601 and UTC, subjects by their labels."""

from collections.abc import Callable, Iterable

from sopcheck.cases.moving import PlaceMove, Preview
from sopcheck.cases.rehearsals.json import instant
from sopcheck.services.moving import CaseImpact, Impact

Label = Callable[[str | None], str]
"""What people call a subject; empty for the case itself."""


def impact_json(found: Impact) -> dict[str, object]:
    """What publishing would do to every open case."""
    return {
        "checklist": found.checklist,
        "version": found.version,
        "open_cases": found.looked_at,
        "touched": len(found.touched),
        "to_look_at": len(found.needing_somebody),
        "cases": [_case(one) for one in found.cases],
    }


def told_places(shown: Preview) -> list[PlaceMove]:
    """The places that somebody is told of: where anything is other than it was."""
    return [one for one in shown.places if one.fate != "kept" or one.limit_moves or one.is_gained]


def preview_json(shown: Preview, label: Label) -> dict[str, object]:
    """What a move would do to one case; what stays as it is is only counted."""
    told = told_places(shown)
    return {
        "checklist": shown.checklist,
        "was": shown.was,
        "version": shown.version,
        "kept": len(shown.places) - len(told),
        "items": [_place(one, label) for one in told],
        "reviews": [
            {"review": one.rule, "was_due": instant(one.due_before), "is_due": instant(one.due_now)}
            for one in shown.reviews
        ],
    }


def _case(one: CaseImpact) -> dict[str, object]:
    shown = one.preview

    def label(of: str | None) -> str:
        """What a subject of this case is called."""
        return one.labels.get(of, of) if of else ""

    return {
        "reference": one.reference,
        "was": shown.was,
        "planned": one.planned,
        "gains": _names(shown.gains, label),
        "loses": _names(shown.losses, label),
        "asked_again": _names(shown.asked_again, label),
        "limits": [_place(place, label) for place in shown.limits],
        "reviews": [review.rule for review in shown.reviews],
    }


def _place(one: PlaceMove, label: Label) -> dict[str, object]:
    return {
        "item": one.place.item,
        "of": label(one.place.of) or None,
        "what": one.fate,
        "answered": one.answered,
        "ask_again": one.ask_again,
        "replaced_by": list(one.replaced_by),
        "was_due": instant(one.ends_before),
        "is_due": instant(one.ends_now),
        "was_state": one.word_before,
        "state": one.word_now,
    }


def _names(places: Iterable[PlaceMove], label: Label) -> list[str]:
    return [f"{one.place.item} @ {of}" if (of := label(one.place.of)) else one.place.item for one in places]
