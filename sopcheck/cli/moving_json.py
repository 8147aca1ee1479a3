"""What a move would do, as JSON: instants in ISO 8601 and UTC."""

from datetime import UTC, datetime

from sopcheck.cases.moving import PlaceMove, Preview
from sopcheck.services.moving import CaseImpact, Impact


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


def preview_json(shown: Preview) -> dict[str, object]:
    """What a move would do to one case; what stays as it is is only counted."""
    told = [one for one in shown.places if one.fate != "kept" or one.limit_moves or one.is_gained]
    return {
        "checklist": shown.checklist,
        "was": shown.was,
        "version": shown.version,
        "kept": len(shown.places) - len(told),
        "items": [_place(one) for one in told],
        "reviews": [
            {"review": one.rule, "was_due": _at(one.due_before), "is_due": _at(one.due_now)}
            for one in shown.reviews
        ],
    }


def _case(one: CaseImpact) -> dict[str, object]:
    shown = one.preview
    return {
        "reference": one.reference,
        "was": shown.was,
        "planned": one.planned,
        "gains": _names(shown.gains),
        "loses": _names(shown.losses),
        "asked_again": _names(shown.asked_again),
        "limits": [_place(place) for place in shown.limits],
        "reviews": [review.rule for review in shown.reviews],
    }


def _place(one: PlaceMove) -> dict[str, object]:
    return {
        "item": one.place.item,
        "of": one.place.of,
        "what": one.fate,
        "answered": one.answered,
        "ask_again": one.ask_again,
        "replaced_by": list(one.replaced_by),
        "was_due": _at(one.ends_before),
        "is_due": _at(one.ends_now),
        "was_state": one.word_before,
        "state": one.word_now,
    }


def _names(places: tuple[PlaceMove, ...]) -> list[str]:
    return [
        one.place.item if one.place.of is None else f"{one.place.item} @ {one.place.of}" for one in places
    ]


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
