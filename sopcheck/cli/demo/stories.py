"""The fictitious cases of the demonstration; every name, place and reference is made up.

They differ in age and in what went well, so that the lists, the reviews and the printed record have
something to show: limits met and passed, a correction, late typing, reviews held, late and missed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sopcheck.cases.events import CaseId
from sopcheck.cli.demo.telling import MAIN, Role, Story, local
from sopcheck.ledger.entry import PersonId
from sopcheck.services.desk import Desk
from sopcheck.services.views import Conclusion

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

ON_TRACK = Conclusion(
    outcome="on track",
    reasons="The first steps were taken in time and the plan is sound.",
    risk="medium",
    risk_change="unchanged",
    childs_voice="She wants to know what happens next and asked for one named officer.",
    child_seen="seen since the last review",
    cause_of_delay="none",
    discussion="Went through the next steps and what each depends on.",
    investigators_comment="Agreed.",
    good_work="A careful first account in the child's own words.",
)
WITH_ACTIONS = Conclusion(
    outcome="on track with actions",
    reasons="Two steps were late because the package lay unopened; both are done now.",
    risk="high",
    risk_change="raised",
    childs_voice="Not yet heard: the children were identified this week.",
    child_seen="not seen since the last review",
    cause_of_delay="capacity",
    discussion="The mailbox goes onto the duty rota.",
    investigators_comment="The rota will help.",
)


def stories(now: datetime, cast: dict[str, Role]) -> list[Story]:
    """Every case of the demonstration as it stands at `now`."""
    tell: tuple[Callable[[datetime, PersonId, PersonId], Story], ...] = (
        _heather,
        _package,
        _two_suspects,
        _survivor,
        _missing,
        _new_this_morning,
        _long_wait,
        _intelligence,
        _learning,
    )
    return [story(now, cast["farrow"].person, cast["okell"].person) for story in tell]


def _child(story: Story, at: timedelta, *, label: str = "Child A, 15") -> None:
    story.subject("farrow", "child", "child victim", label, at)
    story.fact("farrow", "victim-is-child", "yes", at)
    story.fact("farrow", "child-at-risk", "yes", at)


def _suspect(story: Story, at: timedelta, *, label: str = "Suspect A") -> None:
    story.subject("farrow", "suspect", "suspect", label, at)


def _first_hours(story: Story) -> None:
    story.answer("farrow", "assess-immediate-risk", 40 * MINUTE, choice="prompt")
    story.answer("okell", "allocate-investigator", 3 * HOUR, text="DC Farrow")
    story.answer("farrow", "refer-to-social-care", 4 * HOUR, of="child")
    story.answer("farrow", "see-child", 5 * HOUR, of="child")
    story.answer("farrow", "record-crime", 5 * HOUR + 25 * MINUTE, reference="NV-C-26-40117")


def _heather(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """A case of six days that goes well; the one that the pictures show."""
    story = Story("NV/CSE/26/0101", now - 6 * DAY - 4 * HOUR)
    story.open("farrow", operation="Heather", district="Sheffield", investigator=farrow, supervisor=okell)
    _child(story, 5 * MINUTE)
    _suspect(story, 10 * MINUTE)
    story.fact("farrow", "cawn-eligible", "yes", 12 * MINUTE)
    story.fact("farrow", "missing-linked", "no", 12 * MINUTE)
    _first_hours(story)
    story.answer(
        "farrow",
        "research-systems",
        6 * HOUR,
        status="not done",
        reason="The national system is down until tomorrow morning",
    )
    story.answer(
        "farrow", "record-rape-report", 6 * HOUR, status="not applicable", reason="No rape is reported"
    )
    story.review("okell", "24-hour", 22 * HOUR, ON_TRACK)
    story.answer("farrow", "research-systems", 25 * HOUR, text="All systems searched")
    story.answer("farrow", "hold-strategy-discussion", 26 * HOUR, of="child")
    story.fact("farrow", "abe-planned", "yes", 26 * HOUR)
    story.subject("farrow", "arrest", "suspect-event", "Arrest", 2 * DAY, of="suspect")
    story.fact("farrow", "arrest-made", "yes", 2 * DAY, of="suspect")
    story.answer("farrow", "tell-victim-of-suspect-event", 2 * DAY + 2 * HOUR, of="arrest")
    story.work_through(
        "farrow",
        2 * DAY + 6 * HOUR,
        leave=(
            "write-investigation-plan",
            "hold-recorded-interview",
            "consider-abduction-notice",
            "place-markers",
        ),
    )
    story.review("okell", "72-hour", 2 * DAY + 22 * HOUR, ON_TRACK)
    story.do("farrow", 5 * DAY, _correct_referral)
    return story


def _correct_referral(desk: Desk, case: CaseId) -> None:
    view = desk.casework.refresh(case)
    found = next(
        state
        for state in view.evaluation.places
        if state.place.item == "refer-to-social-care" and state.answer
    )
    if found.answer is None:
        return
    done = local(found.answer.done + 30 * MINUTE)
    desk.casework.correct(
        case, found.place, found.answer.given, done, reason="The e-mail shows the later time"
    )


def _package(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """An online package that nobody opened for two days: limits passed for one cause, a review missed."""
    story = Story("NV/CSE/26/0139", now - 9 * DAY)
    story.open(
        "farrow",
        operation="Larch",
        district="Doncaster",
        checklists=(MAIN, "online-cse"),
        investigator=farrow,
        supervisor=okell,
        after=43 * HOUR,
    )
    typed = 43 * HOUR + 10 * MINUTE
    story.subject("farrow", "suspect", "suspect", "Suspect A", timedelta(), typed=typed)
    story.answer(
        "farrow", "online-cse/online-record-source", MINUTE, typed=typed, choice="NCA", reference="P-1"
    )
    story.fact("farrow", "online-element", "yes", 43 * HOUR)
    story.answer("farrow", "assess-immediate-risk", 43 * HOUR + 30 * MINUTE, choice="prompt")
    story.answer("farrow", "record-crime", 45 * HOUR, reference="NV-C-26-51220")
    story.answer("farrow", "online-cse/online-assess-risk", 45 * HOUR + 30 * MINUTE, choice="medium")
    story.review("okell", "24-hour", 46 * HOUR, WITH_ACTIONS)
    story.review("okell", "7-day", 6 * DAY + 19 * HOUR, WITH_ACTIONS)
    story.do("okell", 6 * DAY + 20 * HOUR, _rota)
    return story


def _rota(desk: Desk, case: CaseId) -> None:
    review = desk.printing.reviews(case)[0].review
    due = (desk.opened.scribe.now() + 3 * DAY).date()
    desk.supervision.raise_action(case, review, "Put the mailbox on the duty rota", desk.me.person, due)


def _two_suspects(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """A case of five weeks with two suspects, bail, and a 28-day review that is overdue."""
    story = Story("NV/CSE/26/0173", now - 38 * DAY)
    story.open(
        "farrow",
        operation="Rowan",
        district="Barnsley",
        checklists=(MAIN, "victim-engagement"),
        investigator=farrow,
        supervisor=okell,
    )
    _child(story, 5 * MINUTE, label="Child A, 14")
    _suspect(story, 10 * MINUTE)
    _first_hours(story)
    story.review("okell", "24-hour", 20 * HOUR, ON_TRACK)
    story.work_through("farrow", 2 * DAY)
    story.review("okell", "72-hour", 2 * DAY + 20 * HOUR, ON_TRACK)
    story.subject("farrow", "bail", "suspect-event", "Released on bail", 4 * DAY, of="suspect")
    story.fact("farrow", "arrest-made", "yes", 4 * DAY, of="suspect")
    story.fact("farrow", "bail-granted", "yes", 4 * DAY, of="suspect")
    story.clock("farrow", "bail-start", 4 * DAY + HOUR, of="suspect")
    story.subject("farrow", "second", "suspect", "Suspect B, coaches a youth team", 5 * DAY)
    story.fact("farrow", "suspect-position-of-trust", "yes", 5 * DAY, of="second")
    story.answer("farrow", "refer-position-of-trust", 6 * DAY + 20 * HOUR, of="second")
    story.review("okell", "7-day", 7 * DAY, ON_TRACK)
    return story


def _survivor(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """An adult survivor; the crime was recorded in time and typed late."""
    story = Story("NV/CSE/26/0260", now - 5 * DAY)
    story.open("farrow", operation="", district="Rotherham", investigator=farrow, supervisor=okell)
    story.subject("farrow", "survivor", "victim", "Survivor, 31", 5 * MINUTE)
    story.fact("farrow", "victim-is-child", "no", 5 * MINUTE)
    story.answer("farrow", "assess-immediate-risk", 30 * MINUTE, choice="scheduled")
    story.answer("farrow", "record-crime", 20 * HOUR, reference="NV-C-26-97004", typed=4 * DAY)
    story.review("teal", "24-hour", 21 * HOUR, ON_TRACK)
    story.review("teal", "72-hour", 4 * DAY + HOUR, ON_TRACK)
    return story


def _missing(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """A missing episode two days ago calls for a review of its own."""
    story = Story("NV/CSE/26/0212", now - 16 * DAY)
    story.open("farrow", operation="Alder", district="Sheffield", investigator=farrow, supervisor=okell)
    _child(story, 5 * MINUTE, label="Child A, 13")
    _first_hours(story)
    story.review("okell", "24-hour", 20 * HOUR, ON_TRACK)
    story.work_through("farrow", 2 * DAY)
    story.review("okell", "72-hour", 2 * DAY + 21 * HOUR, ON_TRACK)
    story.review("okell", "7-day", 6 * DAY, ON_TRACK)
    story.subject(
        "farrow",
        "episode",
        "missing-episode",
        "Missing since Friday evening",
        14 * DAY + 2 * HOUR,
        of="child",
    )
    story.clock("farrow", "child-found", 15 * DAY, of="episode")
    return story


def _new_this_morning(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """Reported three hours ago; almost everything is still to do."""
    story = Story("NV/CSE/26/0301", now - 3 * HOUR)
    story.open("farrow", operation="", district="Doncaster", investigator=farrow, supervisor=okell)
    _child(story, 5 * MINUTE, label="Child A, 12")
    story.answer("farrow", "assess-immediate-risk", 35 * MINUTE, choice="immediate")
    return story


def _long_wait(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """Four months old: waiting for digital work, quiet for weeks, the investigator absent."""
    story = Story("NV/CSE/26/0045", now - 125 * DAY)
    story.open("farrow", operation="Juniper", district="Sheffield", investigator=farrow, supervisor=okell)
    _child(story, 5 * MINUTE)
    _suspect(story, 10 * MINUTE)
    _first_hours(story)
    story.review("okell", "24-hour", 20 * HOUR, ON_TRACK)
    story.work_through("farrow", 3 * DAY)
    story.review("okell", "72-hour", 2 * DAY + 22 * HOUR, ON_TRACK)
    story.review("okell", "7-day", 6 * DAY, ON_TRACK)
    story.review("okell", "every-28-days", 33 * DAY, ON_TRACK)
    story.review("okell", "every-28-days", 60 * DAY, ON_TRACK)
    story.review("teal", "3-month", 88 * DAY, ON_TRACK)
    story.do(
        "okell",
        100 * DAY,
        lambda desk, case: desk.casework.absence(case, farrow, True, local(desk.opened.scribe.now())),
    )
    return story


def _intelligence(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """A case with an intelligence report; what the report says is nowhere in the program."""
    story = Story("NV/CSE/26/0288", now - 30 * HOUR)
    story.open(
        "farrow",
        operation="Sorrel",
        district="Rotherham",
        checklists=(MAIN, "cse-intelligence"),
        investigator=farrow,
        supervisor=okell,
    )
    _child(story, 5 * MINUTE, label="Child A, 16")
    _first_hours(story)
    story.subject("farrow", "report", "intelligence-report", "IR-26-0417", 2 * HOUR)
    story.review("okell", "24-hour", 23 * HOUR, ON_TRACK)
    return story


def _learning(now: datetime, farrow: PersonId, okell: PersonId) -> Story:
    """A concluded case with a learning review beside it."""
    story = Story("NV/CSE/25/0907", now - 20 * DAY)
    story.open(
        "okell",
        operation="Thistle",
        district="Barnsley",
        checklists=(MAIN, "learning-review"),
        investigator=farrow,
        supervisor=okell,
    )
    _child(story, 5 * MINUTE, label="Child A, 17")
    _first_hours(story)
    story.clock("okell", "proceedings-concluded", 2 * DAY)
    story.answer("okell", "learning-review/learn-decide", 12 * DAY, choice="short debrief")
    story.review("teal", "24-hour", 22 * HOUR, ON_TRACK)
    return story
