"""The case whose record is printed: an online package that nobody opened for two days.

Limits passed for one cause, explained on the day and judged; a gate passed knowingly; a correction, a late
record, a first review held late, a second one missed, actions complete, carried and new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.cli.demo.holding import Held, review
from sopcheck.cli.demo.routine import work_through
from sopcheck.cli.demo.story import MAIN, Story, days_before
from sopcheck.services.views import Conclusion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sopcheck.cli.demo.performing import StoryClock
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk

_ONLINE = "online-cse/online"
_MAILBOX = "The package lay unopened in the shared mailbox; nobody on duty could open it"
_WAITED = (
    "record-crime",
    "assess-immediate-risk",
    "tell-duty-supervisor",
    "research-systems",
    "apply-exploitation-flag",
    "act-on-access-to-children",
)


def larch(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """Nine days old; the last review was held two days ago."""
    story = Story("NV/CSE/26/0139", days_before(now, 9, "16:50"), people)
    _opened_late(story)
    _first_day(story)
    review(story, "okell", "24-hour", "2 17:30", _FIRST)
    _child_found(story)
    _warrant(story)
    _corrections(story)
    review(story, "okell", "7-day", "7 14:20", _THIRD)
    return story


def _opened_late(story: Story) -> None:
    story.open(
        "farrow",
        "2 11:35",
        operation="Larch",
        district="Doncaster",
        team="Online child abuse team",
        checklists=(MAIN, "online-cse"),
    )
    story.subject("farrow", "suspect", "suspect", "Suspect A, 41", "0 16:50", typed="2 11:40")
    for fact in ("online-element", "iioc-suspected"):
        story.fact("farrow", fact, "yes", "0 16:50", typed="2 11:42")
    story.answer(
        "farrow",
        f"{_ONLINE}-record-source",
        "0 16:50",
        typed="2 11:45",
        choice="NCA",
        reference="P-26-00871",
    )


def _first_day(story: Story) -> None:
    story.answer(
        "farrow", "tell-duty-supervisor", "2 11:55", text="DS Okell: grade it first, then the household"
    )
    story.answer("farrow", "assess-immediate-risk", "2 12:00", choice="prompt")
    story.answer("okell", "allocate-investigator", "2 12:30", text="DC Farrow")
    story.answer("farrow", f"{_ONLINE}-assess-risk", "2 13:10", choice="medium")
    story.answer("farrow", "record-crime", "2 13:40", reference="NV-C-26-51202")
    story.answer("farrow", "apply-exploitation-flag", "2 13:45")
    story.answer("farrow", f"{_ONLINE}-preserve", "2 14:30", reference="PR-26-0313")
    story.answer("farrow", "research-systems", "2 15:30", text="All systems searched, entry 6 of the log")
    story.answer(
        "farrow", "act-on-access-to-children", "2 16:00", of="suspect", text="Two children in the household"
    )
    story.answer(
        "farrow", f"{_ONLINE}-find-children", "2 16:00", of="suspect", text="Two children in the household"
    )
    waited = (*_WAITED, f"{_ONLINE}-assess-risk", f"{_ONLINE}-preserve")
    story.explain(
        "farrow", "2 16:25", _MAILBOX, *(item for item in waited if item != "act-on-access-to-children")
    )
    story.explain("farrow", "2 16:40", _MAILBOX, "act-on-access-to-children", of="suspect")
    story.explain("okell", "2 16:55", _MAILBOX, "allocate-investigator")
    story.answer("okell", "assess-complexity", "2 17:05", choice="not complex")


def _child_found(story: Story) -> None:
    story.subject("farrow", "child", "child victim", "Child A, 13", "3 10:15")
    story.fact("farrow", "victim-is-child", "yes", "3 10:15", of="child")
    story.fact("farrow", "child-at-risk", "yes", "3 10:15")
    story.answer("farrow", "refer-to-social-care", "3 11:20", of="child")
    story.answer("farrow", f"{_ONLINE}-share-with-partners", "3 11:20", of="child")
    story.answer("farrow", "open-decision-log", "3 11:50", reference="DL-26-0139")
    story.answer("farrow", "assess-needs", "3 13:30", of="child")
    story.answer("farrow", "refer-to-support", "3 13:50", of="child")
    story.answer("farrow", "hold-strategy-discussion", "3 15:00", of="child")
    story.answer("okell", "decide-arrest", "3 16:00", of="suspect", choice="arrest")
    story.answer("farrow", "see-child", "4 09:30", of="child")
    story.answer(
        "farrow", "agree-safety-plan", "4 10:10", of="child", text="Agreed with Child A and her mother"
    )
    story.answer("farrow", "record-strategy-decisions", "4 11:00", of="child", reference="SD-26-0433")
    story.answer("farrow", "write-investigation-plan", "4 11:40")
    story.answer(
        "okell", "endorse-investigation-plan", "4 15:10", text="Household first, then the second account"
    )
    story.answer(
        "farrow",
        "meet-health-needs",
        "4 12:05",
        of="child",
        status="not applicable",
        reason="Nothing physical reported",
    )
    story.answer(
        "farrow",
        "place-markers",
        "4 12:10",
        status="not done",
        reason="Not before the warrant: a marker could be seen by the household's own calls",
    )
    story.finish(
        "okell", "4 16:30", "Put the shared mailbox", "On the rota since this morning; the inspector knows"
    )


def _warrant(story: Story) -> None:
    def override(desk: Desk, _: StoryClock) -> None:
        place = story.place(f"{_ONLINE}-plan-visit", "suspect")
        desk.casework.override(
            story.case,
            place,
            "Brought forward overnight; agreed with social care by telephone, written up after the visit",
        )

    story.do("okell", "5 06:05", override)
    story.clock("farrow", "enforcement", "5 06:40", of="suspect", typed="5 09:10")
    story.answer("farrow", f"{_ONLINE}-act-medium", "5 06:40", typed="5 09:12")
    story.subject("farrow", "arrest", "suspect-event", "Arrest", "5 06:50", of="suspect", typed="5 09:14")
    story.fact("farrow", "arrest-made", "yes", "5 06:50", of="suspect", typed="5 09:15")
    story.subject("farrow", "laptop", "device", "Laptop, exhibit 1", "5 07:10", of="suspect", typed="5 09:17")
    story.subject("farrow", "phone", "device", "Phone, exhibit 2", "5 07:15", of="suspect", typed="5 09:18")
    story.answer(
        "farrow", "search-and-seize", "5 07:20", of="suspect", typed="5 09:20", reference="EX-26-2290"
    )
    story.answer("farrow", f"{_ONLINE}-plan-visit", "5 11:00", of="suspect")
    story.answer("farrow", "interview-suspect", "5 12:10", of="suspect")
    story.answer("farrow", "plan-suspect-welfare", "5 13:30", of="suspect")
    story.answer("farrow", f"{_ONLINE}-plan-suspect-welfare", "5 13:30", of="suspect")
    story.answer("okell", "decide-bail", "5 14:30", of="suspect", choice="bail with conditions")
    story.clock("farrow", "suspect-released", "5 15:00", of="suspect")
    story.clock("farrow", "bail-start", "6 00:00", of="suspect", typed="5 15:10")
    story.subject("farrow", "bail", "suspect-event", "Released on bail", "5 15:00", of="suspect")
    story.answer("farrow", "tell-victim-of-suspect-event", "5 15:20", of="arrest")
    story.answer("farrow", "tell-victim-of-suspect-event", "5 15:40", of="bail")


def _corrections(story: Story) -> None:
    story.correct(
        "farrow",
        "record-crime",
        "2 13:40",
        typed="6 10:05",
        reason="Two digits were swapped",
        reference="NV-C-26-51220",
    )
    work_through(
        story,
        "farrow",
        "6 15:30",
        only=("check-record-language", "identify-other-children", "map-associates", "profile-suspect"),
        pace=3,
    )
    story.answer("farrow", "identify-witnesses", "5 16:30", typed="7 09:10")


_FIRST = Held(
    conclusion=Conclusion(
        outcome="on track with actions",
        reasons=(
            "Everything that could be done today was done today. That nobody opened the package for two days "
            "is a fault of the unit and not of the investigator."
        ),
        risk_change="first review",
        child_seen="not yet seen",
        investigators_comment="The rota will help. Access to the mailbox should not hang on one person.",
    ),
    said={
        "review-risk-now": "high: Two children in the household, not yet seen by anybody.",
        "review-other-children": "Both children of the household go to social care tomorrow morning.",
        "review-lines": "Subscriber and household checks are back; the second account is outstanding.",
        "review-delay-cause": "capacity",
        "review-discussed": "Why the package lay, and what cannot wait until morning.",
        "review-good-practice": "Eleven steps in one afternoon, each with its time.",
    },
    judged={
        "record-crime": ("not justified", "The mailbox is the unit's; it must be read every day"),
        "assess-immediate-risk": ("action", "Mailbox onto the duty rota"),
    },
    otherwise=("justified", "Done at once when the package was opened"),
    actions=(
        ("Put the shared mailbox on the duty rota", "okell", 3),
        ("Find out who uses the second account", "farrow", 5),
    ),
)
_THIRD = Held(
    conclusion=Conclusion(
        outcome="on track with actions",
        reasons=(
            "Suspect A is on bail with conditions, Child A has been seen and has a safety plan. The second "
            "review was missed: I was on the warrant and did not hand it over."
        ),
        risk_change="lower",
        child_seen="seen since the last review",
        cause_of_delay="capacity",
        investigators_comment="Agreed. The forensic date decides what comes next.",
    ),
    said={
        "review-read-record": "Checklist, decision log to entry 31, custody record, strategy minutes.",
        "review-risk-now": "medium: Suspect A is out of the household, on bail with conditions.",
        "review-childs-voice": "Child A asks that her school is not told for now; the plan respects that.",
        "review-other-children": "Her brother is on the same plan.",
        "review-not-done": "Markers: the reason has gone since the warrant; direction given.",
        "review-not-applicable": "Health needs: too early to say; direction given.",
        "review-late-recorded": "Two acts typed late; the first with all the rest, explained.",
        "review-lines": "Devices submitted; second account still outstanding; no further household.",
        "review-suspect-status": "On bail; address and conditions checked with the custody record.",
        "review-discussed": "The forensic date, and who holds the reviews when I am out.",
        "review-good-practice": "The victim was told of arrest and bail the same afternoon.",
    },
    judged={
        "secure-perishable-evidence": ("action", "Ask the platform tomorrow; the records last thirty days")
    },
    actions=(
        ("Agree with DI Teal who holds reviews when the sergeant is on a warrant", "okell", 3),
        ("Book the forensic triage and put its date on the case", "farrow", 4),
    ),
    directions={
        "meet-health-needs": "Ask Child A and her mother again at the next visit.",
    },
)
