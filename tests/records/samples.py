"""Fictitious records to print: an ordinary one, an empty one, and one full of hostile text."""

from datetime import UTC, datetime, timedelta

from msgspec import structs

from sopcheck.records.record import (
    Action,
    AdoptedVersion,
    Basis,
    ChildSeen,
    Decision,
    Discussion,
    Exceptions,
    GateNotMet,
    Identity,
    ItemState,
    LateOrCorrected,
    LimitPassed,
    NextReview,
    NotApplicable,
    NotDone,
    Person,
    ReviewException,
    Risk,
    SensitiveAnnex,
    SignOff,
    SupervisionRecord,
    Text,
    Unwitnessed,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


OKELL = Person(name="DS Okell", number="1047", rank="sergeant", role="supervisor")
FARROW = Person(name="DC Farrow", number="2210", rank="constable", role="officer in the case")
CSE = AdoptedVersion(
    title="CSE investigation SOP",
    version="1.0",
    digest="6f2a91c4",
    standing="illustrative baseline, not approved by a force",
    since=at("2026-04-30 09:15"),
)


def empty() -> SupervisionRecord:
    return SupervisionRecord(
        review_id="r1",
        identity=Identity(
            case_reference="NV/CSE/26/0102",
            reviewer=OKELL,
            review_type="24-hour review",
            period_from=at("2026-04-30 09:15"),
            period_to=at("2026-05-01 09:00"),
            held=at("2026-05-01 09:00"),
        ),
        basis=Basis(versions=(CSE,), data_as_at=at("2026-05-01 08:58")),
        risk=Risk(now="Not graded yet", change="First review"),
        decision=Decision(outcome="On track"),
        sign_off=SignOff(person=OKELL, at=at("2026-05-01 09:04")),
    )


def limit(item: str, item_id: str, *, basis: str = "local", **more: object) -> LimitPassed:
    values: dict[str, object] = {
        "checklist": "CSE investigation SOP",
        "clock": "24 hours from when the report was received.",
        "ended": at("2026-05-05 08:15"),
        "done": at("2026-05-06 13:40"),
        "overrun": "1 day 5 h 25 min",
    }
    return LimitPassed(item=item, item_id=item_id, basis=basis, **{**values, **more})  # type: ignore[arg-type]  # one place for all rows


def limits() -> tuple[LimitPassed, ...]:
    return (
        limit(
            "Allocate a named investigator who is accredited for child abuse work.",
            "allocate-investigator",
            reason=Text("All accredited investigators were on a course; the duty DC kept the enquiry going."),
            reason_at=at("2026-05-05 09:30"),
            reason_by="DC Farrow",
            judged="justified",
            judged_by="DS Okell",
            judged_at=at("2026-05-08 10:20"),
        ),
        limit(
            "Record every crime disclosed, one for each victim and offence as the counting rules require.",
            "record-crime",
            basis="national",
            of=Text("Child A"),
            ended=at("2026-05-06 08:15"),
            overrun="5 h 25 min",
            reason=Text("The second offence only became clear on reading the return interview."),
            reason_at=at("2026-05-06 13:45"),
            reason_by="DC Farrow",
            judged="action",
            judged_by="DS Okell",
            judged_at=at("2026-05-08 10:22"),
            judged_reason=Text("Crime desk to confirm that the counting is right."),
        ),
        limit(
            "Agree with the victim how often and by whom they are updated.",
            "contact-agree",
            of=Text("Child A"),
            ended=at("2026-05-07 23:00"),
            done=None,
            overrun="10 h 20 min so far",
        ),
    )


def exceptions() -> Exceptions:
    return Exceptions(
        limits_passed=limits(),
        gates_not_met=(
            GateNotMet(
                item="Check the interview plan with a supervisor before the recorded interview.",
                item_id="approve-interview-plan",
                checklist="CSE investigation SOP",
                of=Text("Child A"),
                basis="local",
                gate="before the recorded interview",
                event_at=at("2026-05-04 13:00"),
                override=Text("She asked to be heard that day; the plan was agreed by telephone."),
                override_by="DC Farrow",
                override_at=at("2026-05-04 16:10"),
            ),
        ),
        not_done=(
            NotDone(
                item="Consider a child abduction warning notice for each adult who is contacting the child.",
                item_id="consider-warning-notice",
                checklist="CSE investigation SOP",
                of=Text("Suspect 1"),
                reason=Text("Identity not confirmed yet. To be looked at again when the phone work is back."),
                by="DC Farrow",
                at=at("2026-05-06 14:02"),
            ),
        ),
        not_applicable=(
            NotApplicable(
                item="Ask the intermediary service for an assessment.",
                item_id="intermediary-decision",
                checklist="CSE investigation SOP",
                of=Text("Child A"),
                reason=Text("She is nearly 17 and follows complex questions; school agrees."),
                by="DC Farrow",
                at=at("2026-05-05 15:30"),
                challenged=True,
                challenge=Text("Under 18: to be asked in any case."),
            ),
        ),
        late_records_and_corrections=(
            LateOrCorrected(
                item="See the child and make sure that they are safe.",
                item_id="see-child",
                checklist="CSE investigation SOP",
                of=Text("Child A"),
                kind="correction",
                old=Text("Done Fri 1 May 2026, 09:50"),
                new=Text("Done Thu 30 Apr 2026, 21:50"),
                done=at("2026-04-30 20:50"),
                at=at("2026-05-02 12:15"),
                by="DC Farrow",
                why=Text("Notebook says evening; the first entry was typed with the wrong half of the day."),
            ),
        ),
        reviews_late_or_missed=(
            ReviewException(
                review="72-hour review",
                due=at("2026-05-03 08:15"),
                held=at("2026-05-05 06:15"),
                state="held late",
                over="1 day 22 h",
                reason=Text("Bank holiday weekend without a supervisor on duty."),
            ),
        ),
    )


def items(count: int = 6) -> tuple[ItemState, ...]:
    stages = ("Receive and record", "Safeguard", "Plan and allocate")
    return tuple(
        ItemState(
            checklist="CSE investigation SOP",
            stage=stages[number * len(stages) // count],
            item=f"Item {number + 1} of this rehearsed checklist, worded as a whole sentence would be.",
            item_id=f"item-{number + 1}",
            of=Text("Child A") if number % 3 == 0 else None,
            status="done",
            limit="met, 3 h 10 min before its end",
            done=at("2026-05-01 10:00") + timedelta(hours=number),
            recorded=at("2026-05-01 17:00") + timedelta(hours=number),
            by="DC Farrow",
            reference=f"REF/{number:04}",
            words=Text(f"What was found for item {number + 1}; see the crime system."),
        )
        for number in range(count)
    )


def ordinary() -> SupervisionRecord:
    return SupervisionRecord(
        review_id="r2",
        handling="Police use only. Contains personal data about a child.",
        notice="Fictitious case, made by the program to show its work.",
        identity=Identity(
            case_reference="NV/CSE/26/0101",
            operation="Op Larkspur",
            crime_numbers=("14/61203/26", "14/61377/26"),
            investigator=FARROW,
            reviewer=OKELL,
            review_type="7-day review",
            period_from=at("2026-05-05 06:15"),
            period_to=at("2026-05-08 09:20"),
            due=at("2026-05-07 08:15"),
            held=at("2026-05-08 09:20"),
            late_by="1 day 1 h 5 min",
            independence="independent: has decided nothing on this case",
        ),
        basis=Basis(
            versions=(CSE, CSE_INTELLIGENCE),
            data_as_at=at("2026-05-08 09:02"),
            read=(Text("Investigation plan, decision log, both crime reports"),),
            calendar="England and Wales, as published to 31 Dec 2027",
        ),
        risk=Risk(
            now="High",
            change="Raised from medium on Tue 5 May 2026",
            note=Text("A second adult is contacting the child."),
            voice=Text("“I want to go back to school and not be asked the same things again.”"),
            seen=(ChildSeen(of=Text("Child A"), state="Seen", at=at("2026-05-07 15:40")),),
        ),
        exceptions=exceptions(),
        decision=Decision(
            outcome="On track, with actions",
            why=Text("The child is safe tonight and talks to her worker. Next is the evidence on the phone."),
            main_cause_of_delay=Text("Accredited investigators were not available over the bank holiday."),
        ),
        previous_actions=(
            Action(
                what=Text("Ask the digital unit for a date for the phone."),
                owner="DC Farrow",
                due=at("2026-05-06 11:00"),
                due_day_only=True,
                state="complete",
                note=Text("Promised for Thu 14 May 2026."),
            ),
            Action(
                what=Text("Visit the hotel again."),
                owner="DC Farrow",
                due=at("2026-05-07 11:00"),
                due_day_only=True,
                state="carried",
            ),
        ),
        new_actions=(
            Action(
                what=Text("Ask the intermediary service for an assessment of Child A."),
                owner="DC Farrow",
                due=at("2026-05-11 11:00"),
                due_day_only=True,
                state="new",
            ),
        ),
        next_reviews=(
            NextReview(
                kind="28-day review",
                due=at("2026-06-04 23:00"),
                rule="Every 28 days from the last review held, by the end of the day.",
            ),
        ),
        discussion=Discussion(
            discussed=Text("Pace of the digital work; who speaks to the family; rest days."),
            comment=Text("Would like a second investigator for the phone work."),
            good_work=Text("Patient first contact with Child A, and a careful note of her own words."),
        ),
        sign_off=SignOff(person=OKELL, at=at("2026-05-08 09:31")),
        unwitnessed=Unwitnessed(entries=12, oldest=at("2026-05-06 12:40")),
        sensitive=SensitiveAnnex(reference="NV/CSE/26/0101-S3", intelligence_items=3, other_texts=2),
        items=items(),
    )


CSE_INTELLIGENCE = AdoptedVersion(
    title="CSE intelligence SOP",
    version="1.0",
    digest="01c7be52",
    standing="illustrative baseline, not approved by a force",
    since=at("2026-05-01 11:00"),
)


MARKUP = "Mum & dad <5 mins <b>unfinished </para> &#0; &#1114112; <font color='[[[open(1)]]]'>x</font>"
IMAGES = '<img src="C:\\x.png"> \\\\host\\share\\x.png <img src="http://host.invalid/x"> data:text/html,<p>'
CONTROLS = (
    "NUL\x00 BEL\x07 \u202ereversed\u202c zero\u200bwidth \u2066isolate\u2069 soft\u00adhyphen \ud800 \ue000"
)
NAMES = "Zoë Łukasz Gądecki Őry Ășțefan Наталья Ιωάννα עברית ქართული"
URDU = "محمد علی خان نے کہا کہ وہ ٹھیک ہے (اسکول میں) 2026"
MIXED = "Officer met علی خان (کزن) at 14:05, ref. AB-12/7, then left."
EMOJI = "😀 👍 ❤️ 🚓 ☎ ✓ 🧿 中文"


def hostile() -> SupervisionRecord:
    """Odd text in every field that a person can fill."""
    record = ordinary()
    everything = "\n".join((MARKUP, IMAGES, CONTROLS, NAMES, URDU, MIXED, EMOJI))
    identity = structs.replace(
        record.identity,
        case_reference="NV/<b>&amp;/(1)",
        operation=URDU,
        crime_numbers=("14/<1>/26", "x" * 300),
        investigator=Person(name="Łukasz O’Hara\u202e", rank="DC"),
    )
    risk = structs.replace(record.risk, now=MARKUP, note=Text(MIXED), voice=Text(URDU + "\n" + MIXED))
    rows = tuple(structs.replace(row, reason=Text(everything), of=Text(NAMES)) for row in limits())
    return structs.replace(
        record,
        handling="<b>" * 100,
        identity=identity,
        risk=risk,
        exceptions=Exceptions(limits_passed=rows),
        discussion=Discussion(discussed=Text(everything), comment=Text("y" * 5000)),
    )
