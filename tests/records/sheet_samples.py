"""Fictitious documents beside the record: each as on a working day, and once full of hostile text."""

from msgspec import structs

from sopcheck.records.record import Action, ChildSeen, Exceptions, ItemState, NextReview, NotApplicable, Text
from sopcheck.records.sheets import (
    Addenda,
    Addendum,
    Annex,
    AnnexPart,
    BlankChecklist,
    BlankItem,
    BlankStage,
    DisclosureCopy,
    Entry,
    OpenItem,
    Said,
    StatusSheet,
)
from tests.records.samples import EMOJI, FARROW, MARKUP, MIXED, NAMES, OKELL, URDU, at

REFERENCE = "NV/CSE/26/0101"
NOW = at("2026-05-08 09:20")


def sensitive_item(print_class: str, words: str) -> ItemState:
    return ItemState(
        checklist="CSE investigation SOP",
        stage="Safeguard",
        item="Agree an interim safety plan with the child, carers and social care",
        item_id="agree-safety-plan",
        of=Text("Child A"),
        status="done",
        limit="met",
        done=at("2026-05-04 13:00"),
        recorded=at("2026-05-04 13:20"),
        by="DC Farrow",
        words=Text(words, print_class),
    )


def annex(words: str = "Sleeps at her aunt’s until Monday") -> Annex:
    refused = NotApplicable(
        item="Meet the child’s immediate health needs",
        item_id="meet-health-needs",
        checklist="CSE investigation SOP",
        reason=Text("Seen by her own doctor", "victim-safety"),
        by="DC Farrow",
        at=at("2026-05-05 15:30"),
    )
    parts = (
        AnnexPart(
            print_class="intelligence-sensitive",
            items=(sensitive_item("intelligence-sensitive", "IR graded"),),
        ),
        AnnexPart(
            print_class="victim-safety",
            exceptions=Exceptions(not_applicable=(refused,)),
            items=(sensitive_item("victim-safety", words),),
        ),
    )
    return Annex(
        case_reference=REFERENCE,
        operation="Op Larkspur",
        as_at=NOW,
        reference=f"{REFERENCE}/S3",
        review_id="r2",
        review_type="7-day review",
        reviewer=OKELL,
        parts=parts,
    )


def addenda(words: str = "Her aunt was told on the day.") -> Addenda:
    return Addenda(
        case_reference=REFERENCE,
        as_at=NOW,
        review_type="7-day review",
        held=at("2026-05-08 09:20"),
        reviewer=OKELL,
        record_digest="0c" * 32,
        addenda=(
            Addendum(text=Text(words), reason=Text("Left out."), by="DS Okell", at=at("2026-05-09 08:00")),
        ),
    )


def open_items(count: int) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(
            item=f"Item {number + 1} that is still to be done, worded as a whole sentence would be.",
            item_id=f"item-{number + 1}",
            of=Text("Child A") if number % 2 else None,
            state="passed" if number == 0 else "running",
            basis="national" if number < 2 else "local",
            ends=NOW,
            provisional=number == 1,
        )
        for number in range(count)
    )


def status(items: int = 4) -> StatusSheet:
    return StatusSheet(
        case_reference=REFERENCE,
        operation="Op Larkspur",
        as_at=NOW,
        investigator=FARROW,
        supervisor=OKELL,
        risk="High",
        last_review="On track",
        reviewed_at=at("2026-05-05 06:15"),
        seen=(ChildSeen(of=Text("Child A"), state="seen", at=NOW),),
        next_reviews=(NextReview(kind="28-day review", due=at("2026-06-04 23:00"), rule="overdue"),),
        actions=(Action(what=Text("Visit the hotel again."), owner="DC Farrow", due=NOW, state="open"),),
        items=open_items(items),
        left_out=2,
    )


def blank(words: str = "Record every crime disclosed.") -> BlankChecklist:
    items = (
        BlankItem(
            item=words,
            item_id="record-crime",
            of=Text("Child A"),
            limit="National limit: 24 hours from when the report was received",
            reference="crime numbers",
            stands="Recorded: done, Tue 5 May 2026, 09:15, DC Farrow",
        ),
        BlankItem(
            item="Set the response grade.",
            item_id="assess-immediate-risk",
            repeats="For each child",
            asked="Asked where a child is at risk",
            choices=("immediate", "prompt"),
        ),
    )
    return BlankChecklist(
        as_at=NOW,
        versions=("CSE investigation SOP 1.0, illustrative baseline, digest 6f2a91c4",),
        stages=(BlankStage(checklist="CSE investigation SOP", stage="Safeguard", items=items),),
        left_out=1,
    )


def entry(
    number: int, *, words: str = "Two offences", print_class: str = "ordinary", **more: object
) -> Entry:
    values: dict[str, object] = {
        "what": "Item answered",
        "by": "DC Farrow, investigator",
        "done": at("2026-05-05 08:00"),
        "recorded": at("2026-05-05 09:15"),
        "says": (Said(label="Status", words="done"), Said(label="Text", text=Text(words, print_class))),
    }
    return Entry(number=number, entry="9be04a1177c2", **{**values, **more})  # type: ignore[arg-type]  # one place for all rows


def disclosure(*entries: Entry, sensitive: bool = False) -> DisclosureCopy:
    told = entries or (
        entry(1, standing=(Said(label="Corrected", words="by entry 2"),)),
        entry(2, words="Three offences", received=at("2026-05-05 10:00")),
        entry(3, words="at her aunt’s", print_class="victim-safety"),
    )
    return DisclosureCopy(case_reference=REFERENCE, as_at=NOW, entries=told, sensitive=sensitive)


EVERYTHING = "\n".join((MARKUP, NAMES, URDU, MIXED, EMOJI, "y" * 3000))


def hostile_status() -> StatusSheet:
    item = structs.replace(open_items(1)[0], item=EVERYTHING, of=Text(EVERYTHING))
    action = Action(what=Text(EVERYTHING), owner=NAMES, state="open")
    return structs.replace(status(), operation=URDU, items=(item,) * 3, actions=(action,))


def hostile_disclosure() -> DisclosureCopy:
    return disclosure(entry(1, words=EVERYTHING, by=URDU), entry(2, words="z " * 9000))
