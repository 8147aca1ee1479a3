"""Cases that run for weeks: two suspects and bail, a missing episode, a long wait, one that was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.cases.events import When
from sopcheck.cli.demo.holding import Held, begin, review
from sopcheck.cli.demo.routine import work_through
from sopcheck.cli.demo.story import MAIN, Story, days_before, local
from sopcheck.services.views import Conclusion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sopcheck.cli.demo.performing import StoryClock
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk


def rowan(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """Five weeks old, two suspects who are not linked, one on bail; the 28-day review is overdue."""
    story = Story("NV/CSE/26/0173", days_before(now, 38, "10:20"), people)
    packs = (MAIN, "victim-engagement")
    story.open("farrow", "0 10:50", operation="Rowan", district="Barnsley", checklists=packs)
    _first_hours(story, "Child A, 14")
    story.subject("farrow", "suspect", "suspect", "Suspect A, 27", "0 12:40")
    review(story, "okell", "24-hour", "0 17:20", _first("She was seen and referred on the first day."))
    work_through(story, "farrow", "0 18:05", leave=_NOT_YET)
    work_through(story, "farrow", "1 16:40", leave=("interview-suspect",))
    review(
        story,
        "okell",
        "72-hour",
        "2 15:30",
        _going_on("The plan is written and endorsed in the parts that matter now."),
    )
    _rowan_arrest(story)
    story.subject("farrow", "second", "suspect", "Suspect B, coaches a youth team", "5 09:40")
    story.fact("farrow", "suspect-position-of-trust", "yes", "5 09:45", of="second")
    story.fact("farrow", "network-suspected", "no", "5 09:50")
    story.answer("farrow", "refer-position-of-trust", "5 11:15", of="second")
    work_through(story, "farrow", "5 16:10", leave=("interview-suspect",))
    work_through(story, "okell", "6 09:30")
    review(story, "okell", "7-day", "6 15:00", _ROWAN_THIRD)
    story.answer("farrow", "victim-engagement/contact-regular-update", "10 16:00", of="child")
    story.answer("farrow", "interview-suspect", "12 10:30", of="second")
    story.finish("farrow", "12 16:05", "Ask the club", "Received; nobody else named", dropped=False)
    story.answer("farrow", "victim-engagement/contact-regular-update", "31 16:20", of="child")
    return story


def _rowan_arrest(story: Story) -> None:
    story.answer("okell", "decide-arrest", "2 16:10", of="suspect", choice="arrest")
    story.subject("farrow", "arrest", "suspect-event", "Arrest", "4 07:05", of="suspect")
    story.fact("farrow", "arrest-made", "yes", "4 07:05", of="suspect")
    story.answer("farrow", "interview-suspect", "4 11:20", of="suspect")
    views = "victim-engagement/contact-bail-views"
    story.answer("farrow", views, "4 13:40", of="suspect", text="Not to come near the school")
    story.answer("farrow", "plan-suspect-welfare", "4 14:30", of="suspect")
    story.answer("okell", "decide-bail", "4 14:50", of="suspect", choice="bail with conditions")
    story.clock("farrow", "suspect-released", "4 15:10", of="suspect")
    story.clock("farrow", "bail-start", "5 00:00", of="suspect", typed="4 15:20")
    story.subject("farrow", "bail", "suspect-event", "Released on bail", "4 15:10", of="suspect")
    story.answer("farrow", "tell-victim-of-suspect-event", "4 09:10", of="arrest")
    story.answer("farrow", "tell-victim-of-suspect-event", "4 16:00", of="bail")


def alder(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """Two weeks old; a missing episode two nights ago calls for a review of its own, which is overdue."""
    story = Story("NV/CSE/26/0212", days_before(now, 16, "13:25"), people)
    story.open("farrow", "0 13:50", operation="Alder", district="Sheffield", team="Missing from home team")
    _first_hours(story, "Child A, 13")
    review(story, "okell", "24-hour", "0 18:40", _first("Risk was met on the day; the home is safe tonight."))
    work_through(story, "farrow", "1 11:30", leave=_NOT_YET)
    work_through(story, "farrow", "2 10:30")
    review(
        story, "okell", "72-hour", "2 16:15", _going_on("Lines are in hand; the adult is not yet identified.")
    )
    work_through(story, "farrow", "5 15:00")
    work_through(story, "okell", "5 17:00")
    review(story, "okell", "7-day", "6 14:45", _ALDER_THIRD)
    story.subject(
        "farrow",
        "episode",
        "missing-episode",
        "Missing episode, first",
        "14 22:15",
        of="child",
        typed="15 08:05",
    )
    story.clock("farrow", "child-found", "15 06:40", of="episode", typed="15 08:07")
    story.answer("farrow", "link-missing-episodes", "15 08:30", of="child", text="First episode on record")
    story.note("farrow", "15 09:10", "Found at the bus station by a patrol, well; her aunt collected her")
    begin(story, "okell", "16 07:45", _ALDER_EVENT)
    return story


def juniper(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """Four months old: waits for digital work; bail extended, the investigator absent, quiet for weeks."""
    story = Story("NV/CSE/26/0045", days_before(now, 125, "15:10"), people)
    story.open("farrow", "0 15:40", operation="Juniper", district="Sheffield", team="Online child abuse team")
    _first_hours(story, "Child A, 15")
    story.subject("farrow", "suspect", "suspect", "Suspect A, 52", "0 16:30")
    review(
        story, "okell", "24-hour", "1 10:10", _first("The first steps were in time; the suspect is known.")
    )
    work_through(story, "farrow", "1 13:00", leave=_NOT_YET)
    story.answer("okell", "decide-arrest", "1 14:00", of="suspect", choice="arrest")
    work_through(story, "farrow", "2 11:00", leave=("interview-suspect",))
    review(story, "okell", "72-hour", "2 16:00", _going_on("Ready for the arrest tomorrow."))
    _juniper_arrest(story)
    work_through(story, "farrow", "5 16:00")
    work_through(story, "okell", "6 09:15")
    review(
        story, "okell", "7-day", "6 15:20", _waiting("Devices submitted; the laboratory says fourteen weeks.")
    )
    review(
        story,
        "okell",
        "every-28-days",
        "33 10:30",
        _waiting("Nothing back yet; the order of work is agreed."),
    )
    review(story, "okell", "every-28-days", "60 11:10", _waiting("The laboratory keeps to its date."))
    _juniper_extension(story)
    review(
        story, "okell", "every-28-days", "87 10:45", _waiting("Bail extended in time; the date still holds.")
    )
    review(story, "teal", "3-month", "88 14:00", _JUNIPER_SENIOR)
    story.do("okell", "100 09:05", lambda desk, clock: _absent(story, desk, clock))
    return story


def _juniper_arrest(story: Story) -> None:
    story.subject("farrow", "arrest", "suspect-event", "Arrest", "3 06:55", of="suspect", typed="3 12:05")
    story.fact("farrow", "arrest-made", "yes", "3 06:55", of="suspect", typed="3 12:06")
    story.subject("farrow", "laptop", "device", "Laptop, exhibit 3", "3 07:30", of="suspect", typed="3 12:08")
    story.answer("farrow", "tell-victim-of-suspect-event", "3 10:00", of="arrest", typed="3 12:10")
    story.answer("farrow", "interview-suspect", "3 13:00", of="suspect")
    story.answer("farrow", "plan-suspect-welfare", "3 15:15", of="suspect")
    story.answer("okell", "decide-bail", "3 15:40", of="suspect", choice="bail with conditions")
    story.clock("farrow", "suspect-released", "3 16:00", of="suspect")
    story.clock("farrow", "bail-start", "4 00:00", of="suspect", typed="3 16:10")
    story.subject("farrow", "bail", "suspect-event", "Released on bail", "3 16:00", of="suspect")
    story.answer("farrow", "tell-victim-of-suspect-event", "3 16:50", of="bail")


def _juniper_extension(story: Story) -> None:
    def extend(desk: Desk, _: StoryClock) -> None:
        until = local(story.when("184 00:00"))
        reason = "The laptop is still with the laboratory; the conditions protect Child A and are kept"
        desk.casework.extend(story.case, story.place("act-before-bail-limit", "suspect"), until, reason)

    story.do("teal", "80 11:30", extend)


def _absent(story: Story, desk: Desk, clock: StoryClock) -> None:
    desk.casework.absence(story.case, story.people["farrow"], True, When(local(clock.now()).at))


def thistle(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """Closed with no further action, authorised by an inspector; a short debrief is to come."""
    story = Story("NV/CSE/26/0012", days_before(now, 70, "09:15"), people)
    packs = (MAIN, "learning-review")
    story.open("farrow", "0 09:45", operation="Thistle", district="Doncaster", checklists=packs)
    _first_hours(story, "Child A, 17")
    story.subject("farrow", "suspect", "suspect", "Suspect A, 19", "0 13:00")
    review(story, "okell", "24-hour", "0 17:00", _first("Seen, referred and recorded on the first day."))
    work_through(story, "farrow", "1 10:30", leave=_NOT_YET)
    story.answer("okell", "decide-arrest", "1 15:00", of="suspect", choice="voluntary")
    work_through(story, "farrow", "2 10:00", leave=("interview-suspect",))
    review(
        story,
        "okell",
        "72-hour",
        "2 15:10",
        _going_on("The interview is planned; the account is being prepared."),
    )
    work_through(story, "farrow", "5 14:30", leave=("interview-suspect",))
    work_through(story, "okell", "6 09:50")
    review(story, "okell", "7-day", "6 15:40", _going_on("Witnesses have been seen; the interview follows."))
    _thistle_interview(story)
    review(
        story, "okell", "every-28-days", "33 11:00", _going_on("Every line of the plan has been followed.")
    )
    _thistle_decision(story)
    _thistle_closing(story)
    return story


def _thistle_interview(story: Story) -> None:
    story.answer("farrow", "interview-suspect", "9 11:00", of="suspect")
    story.subject(
        "farrow",
        "heard",
        "suspect-event",
        "Interview under caution",
        "9 11:00",
        of="suspect",
        typed="9 13:30",
    )
    story.answer("farrow", "plan-suspect-welfare", "9 12:40", of="suspect", typed="9 13:35")
    story.clock("farrow", "suspect-released", "9 13:00", of="suspect", typed="9 13:40")
    story.answer("farrow", "tell-victim-of-suspect-event", "9 15:20", of="heard")


def _thistle_decision(story: Story) -> None:
    story.fact("farrow", "nfa-proposed", "yes", "34 10:00", of="suspect")
    review(story, "okell", "pre-nfa", "35 13:30", _THISTLE_BEFORE)
    story.answer(
        "okell", "check-lines-before-nfa", "35 14:40", of="suspect", text="Entries 9 to 41 of the log"
    )
    story.answer(
        "teal", "authorise-nfa", "36 10:20", of="suspect", text="The evidence does not meet the test"
    )
    story.clock("teal", "nfa-decision", "36 10:30", of="suspect")
    story.answer("farrow", "tell-victim-of-nfa", "36 15:10", of="suspect")


def _thistle_closing(story: Story) -> None:
    story.answer(
        "okell", "hand-over-risk", "43 10:00", text="Social care lead; warning markers stay for a year"
    )
    story.answer("farrow", "record-suspect-ethnicity", "43 11:00", of="suspect")
    story.answer("farrow", "sweep-intelligence", "43 11:20")
    story.answer("farrow", "record-outcome", "43 11:40", choice="evidential difficulties")
    story.answer("okell", "set-retention", "43 14:00", choice="group")
    review(story, "okell", "closure", "44 10:30", _THISTLE_CLOSURE)
    story.answer("okell", "close-with-review", "44 11:20", reference="CR-26-0012")
    story.do(
        "okell",
        "44 11:40",
        lambda desk, clock: desk.casework.close(
            story.case, local(clock.now()), "No further action; risk handed over"
        ),
    )
    story.clock("okell", "proceedings-concluded", "44 11:40")
    story.answer(
        "teal",
        "learning-review/learn-decide",
        "58 15:00",
        choice="short debrief",
        text="What kept her in touch",
    )


# What takes longer than the first days.
_NOT_YET = (
    "interview-suspect",
    "review-earlier-reports",
    "set-disruption-plan",
    "write-investigation-plan",
    "keep-disclosure-record",
)


def _first_hours(story: Story, label: str) -> None:
    story.subject("farrow", "child", "child victim", label, "0m", typed="38m")
    story.fact("farrow", "victim-is-child", "yes", "0m", of="child", typed="39m")
    story.fact("farrow", "child-at-risk", "yes", "0m", typed="40m")
    story.answer("farrow", "assess-immediate-risk", "45m", choice="prompt")
    story.answer("farrow", "tell-duty-supervisor", "1h5m", text="See the child today")
    story.answer("okell", "allocate-investigator", "1h40m", text="DC Farrow")
    story.answer("farrow", "see-child", "2h20m", of="child")
    story.answer("farrow", "refer-to-social-care", "2h50m", of="child")
    number = story.reference.rpartition("/")[2]
    story.answer("farrow", "record-crime", "3h5m", reference=f"NV-C-26-4{number}")
    story.answer("farrow", "hold-strategy-discussion", "1 09:30", of="child")
    story.answer("okell", "assess-complexity", "1 15:30", choice="not complex")
    story.answer("okell", "endorse-investigation-plan", "2 14:45", text="Endorsed; the child first")


def _first(reasons: str) -> Held:
    return Held(
        conclusion=Conclusion(
            outcome="on track",
            reasons=reasons,
            risk_change="first review",
            child_seen="seen since the last review",
            investigators_comment="Agreed.",
        ),
        said={
            "review-risk-now": "medium: Contact has stopped for now; the suspect may try again.",
            "review-childs-voice": "She wants to know what happens next, from one person.",
        },
        otherwise=("justified", "The reason was given at the time"),
    )


def _going_on(reasons: str) -> Held:
    return Held(
        conclusion=Conclusion(
            outcome="on track",
            reasons=reasons,
            risk_change="unchanged",
            child_seen="seen since the last review",
            investigators_comment="Agreed.",
        ),
        said={
            "review-risk-now": "medium: No contact since the report.",
            "review-childs-voice": "She is glad that her mother is kept in the picture.",
        },
        otherwise=("justified", "Done as soon as the step before it was"),
    )


def _waiting(reasons: str) -> Held:
    return Held(
        conclusion=Conclusion(
            outcome="on track",
            reasons=reasons,
            risk_change="unchanged",
            child_seen="seen since the last review",
            investigators_comment="I ring the laboratory every fortnight.",
        ),
        said={
            "review-risk-now": "medium: Bail conditions are kept.",
            "review-childs-voice": "She asks for a date and understands that there is none yet.",
            "review-delay-cause": "digital",
        },
        otherwise=("justified", "The reason was given at the time"),
    )


_ROWAN_THIRD = Held(
    conclusion=Conclusion(
        outcome="on track with actions",
        reasons="Suspect A is on bail. Suspect B was referred the day he was identified.",
        risk_change="unchanged",
        child_seen="seen since the last review",
        investigators_comment="Agreed; the club has been helpful.",
    ),
    said={
        "review-risk-now": "high: Suspect B still has contact with other children through the team.",
        "review-childs-voice": "She worries for a friend in the team and has told us her first name.",
        "review-other-children": "The team: with the designated officer since the same day.",
        "review-suspect-status": "A on bail with conditions; B not yet interviewed, suspended by the club.",
        "review-discussed": "The order of the two interviews.",
    },
    actions=(("Ask the club for its list of helpers", "farrow", 7),),
)
_ALDER_THIRD = Held(
    conclusion=Conclusion(
        outcome="on track with actions",
        reasons="The plan holds. The adult who contacts her must be identified before anything else.",
        risk_change="unchanged",
        child_seen="seen since the last review",
        investigators_comment="The platform answers within ten days.",
    ),
    said={
        "review-risk-now": "medium: The adult is not identified and knows where she lives.",
        "review-childs-voice": "She trusts her aunt and wants to stay there at weekends.",
        "review-lines": "Platform records; the two telephone numbers; the bus station.",
        "review-discussed": "What to do at once if she goes missing.",
    },
    actions=(("Agree a missing-from-home plan with her aunt and the school", "farrow", 5),),
)
_ALDER_EVENT = Held(
    conclusion=Conclusion(
        reasons="Found well within nine hours. The prevention interview must be held today.",
        risk="high: Missing for the first time, and the adult is still not identified.",
        risk_change="higher",
        childs_voice="She told the patrol that somebody had asked her to come; she wants her aunt with her.",
    ),
    said={
        "review-read-record": "Patrol log, checklist and the note of this morning.",
        "review-missing": "First episode; what she said on return is with the platform request.",
        "review-other-children": "None known.",
    },
)
_JUNIPER_SENIOR = Held(
    conclusion=Conclusion(
        outcome="on track with actions",
        reasons="Supervised at every due date. The wait is the laboratory's; its date must not slip again.",
        risk_change="unchanged",
        child_seen="seen since the last review",
        investigators_comment="Agreed.",
    ),
    said={
        "review-risk-now": "medium: Conditions kept, no contact.",
        "review-childs-voice": "She asked whether it was her fault; it was answered, and is written down.",
        "review-delay-cause": "digital",
        "review-capacity": "support needed: Twenty-two live cases.",
        "review-discussed": "Caseload, and who stands in during leave.",
    },
    actions=(("Take the laboratory's date to the digital board", "teal", 14),),
)
_THISTLE_BEFORE = Held(
    conclusion=Conclusion(
        outcome="ready to close",
        reasons="Every reasonable line was followed, those that point away from the suspect too.",
        risk_change="lower",
        child_seen="seen since the last review",
        investigators_comment="Agreed. She should hear it from us, in person.",
    ),
    said={
        "review-risk-now": "standard: No contact for a month; the safety plan stays.",
        "review-childs-voice": "She does not want to give evidence and wishes to be told first.",
        "review-discussed": "How and by whom she is told.",
    },
)
_THISTLE_CLOSURE = Held(
    conclusion=Conclusion(
        outcome="ready to close",
        reasons="Risk is handed over; she was told in person and knows how to ask for a review.",
        risk_change="unchanged",
        child_seen="seen since the last review",
        investigators_comment="Agreed.",
    ),
    said={
        "review-risk-now": "standard: Known to social care, with a named worker.",
        "review-childs-voice": "She said that being told first mattered to her.",
        "review-discussed": "What we would do again.",
        "review-good-practice": "Contact was kept to the end.",
    },
)
