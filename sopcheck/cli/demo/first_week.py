"""Cases of the first week: the one that the pictures show, one of this morning, one that waits for a name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sopcheck.cli.demo.holding import Held, review
from sopcheck.cli.demo.routine import work_through
from sopcheck.cli.demo.story import MAIN, Story, days_before
from sopcheck.services.views import Conclusion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sopcheck.ledger.entry import PersonId


def heather(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """Six days old and full of life: an arrest, bail, a late plan, one correction, the third review due."""
    story = Story("NV/CSE/26/0101", days_before(now, 6, "09:40"), people)
    _heather_first_day(story)
    review(story, "okell", "24-hour", "0 17:45", _HEATHER_FIRST)
    _heather_second_day(story)
    _heather_arrest(story)
    story.answer("okell", "assess-complexity", "3 08:30", choice="not complex")
    review(story, "okell", "72-hour", "3 08:40", _HEATHER_SECOND)
    _heather_after(story)
    return story


def _heather_first_day(story: Story) -> None:
    story.open("farrow", "0 10:12", operation="Heather", district="Sheffield")
    story.subject("farrow", "child", "child victim", "Child A, 15", "0 09:40", typed="0 10:14")
    story.fact("farrow", "victim-is-child", "yes", "0 09:40", of="child", typed="0 10:15")
    for fact in ("missing-linked", "recent-contact-offence"):
        story.fact("farrow", fact, "no", "0 09:40", of="child", typed="0 10:16")
    story.fact("farrow", "child-at-risk", "yes", "0 09:40", typed="0 10:16")
    story.fact("farrow", "cawn-eligible", "yes", "0 09:40", typed="0 10:17")
    story.answer("farrow", "record-first-report", "0 09:40", typed="0 10:18", text="School, by telephone")
    story.answer("farrow", "assess-immediate-risk", "0 10:20", choice="prompt")
    story.answer(
        "farrow", "tell-duty-supervisor", "0 10:45", text="See the child today; nobody contacts the suspect"
    )
    story.answer("okell", "allocate-investigator", "0 11:30", text="DC Farrow, accredited")
    story.answer("farrow", "open-decision-log", "0 11:50", reference="DL-26-0101")
    story.answer(
        "farrow",
        "research-systems",
        "0 12:30",
        status="not done",
        reason="The national database is down until tomorrow morning",
    )
    story.answer("farrow", "see-child", "0 13:40", of="child")
    story.answer("farrow", "decide-police-protection", "0 13:50", of="child", choice="not needed")
    story.answer(
        "farrow", "record-child-words", "0 14:10", text="Kept in the first account, entry 14 of the log"
    )
    story.answer(
        "farrow",
        "meet-health-needs",
        "0 14:15",
        of="child",
        status="not applicable",
        reason="Seen by the family doctor this morning; nothing further now",
    )
    story.answer("farrow", "refer-to-social-care", "0 14:30", of="child")
    story.answer(
        "farrow", "agree-safety-plan", "0 15:30", of="child", text="Agreed with Child A and her carer"
    )
    story.answer("farrow", "record-crime", "0 16:05", reference="NV-C-26-40117")
    story.answer("farrow", "apply-exploitation-flag", "0 16:10")
    story.answer("farrow", "place-markers", "0 16:20")
    story.answer("farrow", "identify-other-children", "0 17:20", text="One younger brother, in the referral")


def _heather_second_day(story: Story) -> None:
    story.answer("farrow", "research-systems", "1 09:10", text="All systems searched, entry 17 of the log")
    story.answer("farrow", "hold-strategy-discussion", "1 10:30", of="child")
    story.fact("farrow", "abe-planned", "yes", "1 10:30", of="child")
    story.answer("farrow", "secure-perishable-evidence", "1 11:05", text="CCTV of the bus station asked for")
    story.answer("farrow", "assess-needs", "1 11:30", of="child")
    story.answer("farrow", "refer-to-support", "1 12:00", of="child")
    story.answer("farrow", "record-strategy-decisions", "1 15:10", of="child", reference="SD-26-0417")
    story.subject("farrow", "suspect", "suspect", "Suspect A, 34", "1 16:20")
    for fact in ("suspect-position-of-trust", "suspect-police", "suspect-is-child"):
        story.fact("farrow", fact, "no", "1 16:25", of="suspect")
    story.answer(
        "farrow", "act-on-access-to-children", "1 17:30", of="suspect", text="Lives alone; no contact at work"
    )


def _heather_arrest(story: Story) -> None:
    story.answer("okell", "decide-arrest", "2 08:40", of="suspect", choice="arrest")
    story.subject("farrow", "arrest", "suspect-event", "Arrest", "2 10:05", of="suspect", typed="2 12:20")
    story.fact("farrow", "arrest-made", "yes", "2 10:05", of="suspect", typed="2 12:21")
    story.answer(
        "farrow", "search-and-seize", "2 11:20", of="suspect", typed="2 12:23", reference="EX-26-2231"
    )
    story.subject("farrow", "phone", "device", "Phone of Suspect A", "2 11:20", of="suspect", typed="2 12:25")
    story.answer("farrow", "tell-victim-of-suspect-event", "2 12:10", of="arrest", typed="2 12:28")
    story.answer("farrow", "interview-suspect", "2 13:15", of="suspect", typed="2 16:45")
    story.answer("farrow", "plan-suspect-welfare", "2 17:00", of="suspect", typed="2 17:12")
    story.answer("okell", "decide-bail", "2 17:30", of="suspect", choice="bail with conditions")
    story.clock("farrow", "suspect-released", "2 18:10", of="suspect")
    story.subject("farrow", "bail", "suspect-event", "Released on bail", "2 18:10", of="suspect")
    story.clock("farrow", "bail-start", "3 00:00", of="suspect", typed="2 18:30")
    story.explain(
        "farrow",
        "2 18:40",
        "Two days on the arrest; the plan is drafted and waits for the strategy minutes",
        "write-investigation-plan",
    )


def _heather_after(story: Story) -> None:
    story.answer("farrow", "tell-victim-of-suspect-event", "3 09:20", of="bail")
    work_through(
        story, "farrow", "3 16:05", only=("profile-suspect", "map-associates", "identify-witnesses"), pace=3
    )
    story.answer("farrow", "write-investigation-plan", "4 09:30")
    story.note("farrow", "4 14:10", "The school rang: Child A is back in lessons and has a named teacher")
    story.correct(
        "farrow",
        "refer-to-social-care",
        "0 15:00",
        typed="5 09:35",
        of="child",
        reason="The hub's e-mail shows that it was received at 15:00",
    )
    story.answer("farrow", "check-record-language", "5 10:20")


_HEATHER_FIRST = Held(
    conclusion=Conclusion(
        outcome="on track",
        reasons="Child A was seen and referred within hours, and the crime is recorded.",
        risk_change="first review",
        child_seen="seen since the last review",
        investigators_comment="Agreed. The account will take time; she set the pace today.",
    ),
    said={
        "review-risk-now": "medium: Contact has stopped; the suspect is not yet identified.",
        "review-childs-voice": "She wants one named officer and to hear what happens before others do.",
        "review-lines": "Systems search first thing tomorrow; CCTV of the bus station is the urgent line.",
        "review-discussed": "Went through tonight's safety plan and tomorrow's order of work.",
        "review-good-practice": "A careful first account in the child's own words.",
    },
)
_HEATHER_SECOND = Held(
    conclusion=Conclusion(
        outcome="on track with actions",
        reasons="Arrest, interview and bail within three days. The plan is late and must be written now.",
        risk_change="lower",
        child_seen="seen since the last review",
        investigators_comment="The plan follows tomorrow.",
    ),
    said={
        "review-risk-now": "medium: Suspect on bail with conditions not to contact her.",
        "review-childs-voice": "Relieved by the arrest; asks not to be called during lessons.",
        "review-delay-cause": "capacity",
        "review-suspect-status": "On bail from today; conditions in writing, next date in the diary.",
        "review-discussed": "What the plan needs, and who can take the CCTV.",
        "review-good-practice": "The victim knew of the arrest within two hours.",
    },
    judged={"write-investigation-plan": ("justified", "The arrest phase came first, rightly")},
    actions=(("Fetch the CCTV of the bus station before it is overwritten", "farrow", 5),),
)


def this_morning(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """Reported three hours ago; almost everything is still to do."""
    story = Story("NV/CSE/26/0301", now - timedelta(hours=3), people)
    story.open("farrow", "22m", district="Doncaster")
    story.subject("farrow", "child", "child victim", "Child A, 12", "0m", typed="24m")
    story.fact("farrow", "victim-is-child", "yes", "0m", of="child", typed="25m")
    story.fact("farrow", "child-at-risk", "yes", "0m", typed="26m")
    story.answer("farrow", "assess-immediate-risk", "35m", choice="immediate")
    story.answer("farrow", "see-child", "1h10m", of="child", typed="1h40m")
    story.answer("farrow", "refer-to-social-care", "1h30m", of="child", typed="1h42m")
    story.answer("okell", "allocate-investigator", "1h50m", text="DC Farrow")
    return story


def not_allocated(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """Reported late yesterday; seen by response officers, still without an investigator."""
    story = Story("NV/CSE/26/0296", days_before(now, 1, "21:35"), people)
    story.open("teal", "0 22:20", operation="Teasel", district="Barnsley", investigator="")
    story.subject("teal", "child", "child victim", "Child A, 14", "0 21:35", typed="0 22:22")
    story.fact("teal", "victim-is-child", "yes", "0 21:35", of="child", typed="0 22:23")
    story.fact("teal", "child-at-risk", "yes", "0 21:35", typed="0 22:24")
    story.answer(
        "teal",
        "tell-duty-supervisor",
        "0 22:10",
        typed="0 22:26",
        text="DI Teal: stay until the aunt is there",
    )
    story.answer("teal", "assess-immediate-risk", "0 22:25", choice="prompt")
    story.note(
        "teal", "0 22:40", "Response officers spoke with Child A at home; the night detective has the log"
    )
    return story


def intelligence(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """A case with an intelligence report; what the report says is nowhere in the program."""
    story = Story("NV/CSE/26/0288", days_before(now, 2, "08:15"), people)
    story.open(
        "farrow", "0 08:50", operation="Sorrel", district="Rotherham", checklists=(MAIN, "cse-intelligence")
    )
    story.subject("farrow", "child", "child victim", "Child A, 16", "0 08:15", typed="0 08:52")
    story.fact("farrow", "victim-is-child", "yes", "0 08:15", of="child", typed="0 08:53")
    story.fact("farrow", "child-at-risk", "yes", "0 08:15", typed="0 08:54")
    story.answer("farrow", "assess-immediate-risk", "0 08:55", choice="prompt")
    story.answer("okell", "allocate-investigator", "0 09:30", text="DC Farrow")
    story.answer("farrow", "see-child", "0 11:20", of="child")
    story.answer("farrow", "refer-to-social-care", "0 12:15", of="child")
    story.answer("farrow", "record-crime", "0 12:40", reference="NV-C-26-58801")
    report = "cse-intelligence/intel"
    story.subject("farrow", "report", "intelligence-report", "IR-26-0417", "0 13:05")
    story.answer("farrow", f"{report}-safeguard-first", "0 13:20", of="report", text="Nobody in danger now")
    story.answer("farrow", f"{report}-set-priority", "0 13:40", of="report", choice="medium")
    work_through(story, "farrow", "0 15:45", leave=("write-investigation-plan", "set-disruption-plan"))
    review(story, "okell", "24-hour", "0 17:20", _SORREL_FIRST)
    return story


def survivor(now: datetime, people: Mapping[str, PersonId]) -> Story:
    """An adult who tells of what was done to her as a child; recorded in time and typed late."""
    story = Story("NV/CSE/26/0260", days_before(now, 5, "11:05"), people)
    story.open(
        "farrow",
        "0 14:10",
        district="Rotherham",
        team="Child abuse investigation team",
        checklists=(MAIN, "victim-engagement"),
        supervisor="teal",
    )
    story.subject("farrow", "survivor", "victim", "Survivor, 31", "0 11:05", typed="0 14:12")
    story.fact("farrow", "victim-is-child", "no", "0 11:05", of="survivor", typed="0 14:13")
    story.fact("farrow", "child-at-risk", "no", "0 11:05", typed="0 14:14")
    story.answer("farrow", "assess-immediate-risk", "0 11:50", typed="0 14:16", choice="scheduled")
    story.answer(
        "farrow", "tell-duty-supervisor", "0 14:05", typed="0 14:18", text="DI Teal: nobody calls her at work"
    )
    story.answer("teal", "allocate-investigator", "0 15:00", text="DC Farrow")
    review(story, "teal", "24-hour", "0 16:30", _SURVIVOR_FIRST)
    work_through(story, "farrow", "1 09:05", only=("research-systems", "apply-exploitation-flag"))
    story.answer("farrow", "victim-engagement/contact-named-officer", "1 09:20", of="survivor")
    story.answer(
        "farrow",
        "victim-engagement/contact-agree-frequency",
        "1 09:25",
        of="survivor",
        text="By text, evenings",
    )
    story.answer("farrow", "assess-needs", "1 09:45", of="survivor")
    both = "victim-engagement/contact-support-referral"
    story.answer("farrow", "refer-to-support", "1 10:05", of="survivor", also=both)
    story.answer(
        "farrow", "secure-perishable-evidence", "1 11:20", text="Old diaries, kept by her, are photographed"
    )
    story.answer("farrow", "open-decision-log", "1 11:30", reference="DL-26-0260")
    story.answer("farrow", "record-crime", "0 17:40", typed="2 09:15", reference="NV-C-26-97004")
    story.answer("farrow", "write-investigation-plan", "2 11:30")
    story.answer("teal", "assess-complexity", "2 15:10", choice="not complex")
    story.answer(
        "teal", "endorse-investigation-plan", "2 15:20", text="Whether he reaches children now comes first"
    )
    review(story, "teal", "72-hour", "2 15:45", _SURVIVOR_SECOND)
    return story


_SORREL_FIRST = Held(
    conclusion=Conclusion(
        outcome="on track",
        reasons="Seen, referred and recorded on the first day; the report went to the intelligence unit.",
        risk_change="first review",
        child_seen="seen since the last review",
        investigators_comment="Agreed.",
    ),
    said={
        "review-risk-now": "medium: No contact with the adult since the report.",
        "review-childs-voice": "He wants his mother told by us and not by the school.",
        "review-discussed": "Who tells his mother, and when.",
        "review-good-practice": "The report was kept to its reference throughout.",
    },
)
_SURVIVOR_FIRST = Held(
    conclusion=Conclusion(
        outcome="on track",
        reasons="She sets the pace of the first account. Whether he reaches children now comes first.",
        risk="standard: She is safe; whether he reaches children now is not known yet.",
        risk_change="first review",
        investigators_comment="Agreed.",
    ),
    said={
        "review-other-children": "Whether he lives or works with children is the first line.",
        "review-lines": "Earlier reports from the school years; where the suspect lives and works now.",
        "review-discussed": "How she wishes to be reached, and by whom.",
        "review-good-practice": "She was believed, and told so.",
    },
)
_SURVIVOR_SECOND = Held(
    conclusion=Conclusion(
        outcome="on track with actions",
        reasons="Support and a named officer are in place. The crime was recorded in time, typed late.",
        risk="standard: She is safe and supported.",
        risk_change="unchanged",
        investigators_comment="I will type on the day.",
    ),
    said={
        "review-late-recorded": "The crime, typed two days on; the act was in time.",
        "review-other-children": "Checks on the suspect's household are with social care.",
        "review-lines": "Earlier reports asked for from the archive.",
        "review-discussed": "Typing on the day; the archive request.",
        "review-good-practice": "Support was offered the next morning.",
    },
    actions=(("Ask the archive for the reports of 2008 to 2011", "farrow", 7),),
)
