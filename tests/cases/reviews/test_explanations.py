"""Which rule set the date of a review, in words: what came of a move, a day alone, a gate that has gone."""

from sopcheck.cases.explanations import why_review
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.checklists.local_time import parse_wall
from tests.cases.book import LONDON
from tests.cases.rehearsal_texts import rehearsal

CHILD = "at: 2026-04-30 10:20, by: farrow, add: child, as: child-a"
BY = "2026-05-20 09:00"


def told(
    *events: str, of: str, checklists: str = "cse-investigation 1.0", on_paper: bool = False
) -> list[str]:
    """What is said of the reviews that are about a subject."""
    text = rehearsal(*events).replace("[cse-investigation 1.0]", f"[{checklists}]")
    played = play(read(text, file="small.yaml"))
    moment = parse_wall(BY, zone=LONDON)
    case, evaluation = played.at(moment)
    return [
        why_review(case, played.calendar_at(moment), moment, one, on_paper=on_paper)
        for one in evaluation.reviews
        if one.of == of
    ]


def test_an_event_known_to_the_day_counts_from_the_end_of_that_day() -> None:
    episode = (
        "at: 2026-05-04, recorded: 2026-05-05 12:00, by: farrow, add: missing-episode, of: child-a, as: e"
    )
    assert told(CHILD, episode, of="e") == [
        "24 hours from this event: a new missing episode (e), Mon 4 May, 23:59,"
        " so it is due on Tue 5 May, 23:59."
    ]


def test_on_paper_the_date_is_not_said_again_and_every_year_is() -> None:
    episode = "at: 2026-05-04 10:00, by: farrow, add: missing-episode, of: child-a, as: e"
    assert told(CHILD, episode, of="e", on_paper=True) == [
        "24 hours from this event: a new missing episode (e), Mon 4 May 2026, 10:00."
    ]


def test_an_event_before_the_schedule_was_followed_counts_from_the_move() -> None:
    events = (
        "at: 2026-05-01 10:00, by: farrow, add: [child, victim], as: child-a",
        "at: 2026-05-02 20:00, by: farrow, add: missing-episode, of: child-a, as: e",
        "at: 2026-05-05 12:00, by: okell, move: cse-investigation 1.0",
    )
    assert told(*events, of="e", checklists="cse-intelligence 1.0, victim-engagement 1.0") == [
        "24 hours from when the case came to follow the version that asks for it (Tue 5 May, 12:00),"
        " for this event: a new missing episode (e), Sat 2 May, 20:00, so it is due on Wed 6 May, 12:00."
    ]


def test_a_review_before_a_gate_that_has_gone_says_when_that_was() -> None:
    suspect = "at: 2026-04-30 10:20, by: farrow, add: suspect, as: a"
    decided = "at: 2026-05-05 12:00, by: okell, clock: nfa-decision, of: a"
    assert told(suspect, decided, of="a") == [
        "To be held before the moment when no further action was decided, for a."
        " That was on Tue 5 May, 12:00."
    ]
