"""Composes the supervision record: what stands on it in the order of `domain.md` 4.3."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sopcheck.records import wording
from sopcheck.records.annex import annex_blocks
from sopcheck.records.document import (
    Block,
    Column,
    Document,
    Heading,
    KeyValues,
    Pair,
    SignatureBlock,
    Table,
    Tone,
    Words,
)
from sopcheck.records.exception_lists import exception_blocks
from sopcheck.records.freezing import verification_code
from sopcheck.records.phrases import NONE, Cell, Phrases, named, one_of, plain, said, sentence, small
from sopcheck.records.record import Action, AdoptedVersion, NextReview, SensitiveAnnex, SupervisionRecord
from sopcheck.records.stamping import (
    Marks,
    PrintDetails,
    Stamp,
    code_cell,
    filled,
    front,
    margins,
    print_lines,
    title_of,
)

TITLE = "Supervision record"
_ACTIONS = (Column("Action", 41), Column("Owner", 18), Column("Due", 18), Column("State", 23))


def build(record: SupervisionRecord, *, details: PrintDetails, stamp: Stamp, with_annex: bool) -> Document:
    """Compose the document of a record and one print of it."""
    phrases = Phrases(ZoneInfo(record.time_zone))
    reference = record.identity.case_reference
    marks = Marks(title=TITLE, reference=reference, marking=record.marking, handling=record.handling)
    blocks = [
        *front(TITLE, record.notice),
        *_identity(record, phrases),
        *_basis(record, phrases),
        *_risk(record, phrases),
        *_exceptions(record, phrases),
        *_decisions(record),
        *_actions(record, phrases),
        *_next_reviews(record, phrases),
        *_discussion(record),
        *_sign_off(record, phrases, details, stamp),
        *(annex_blocks(record.items, phrases) if with_annex else ()),
    ]
    return Document(title_of(TITLE, reference, details), margins(marks, details, stamp), tuple(blocks))


def _identity(record: SupervisionRecord, phrases: Phrases) -> list[Block]:
    who = record.identity
    # "In time" is said only of what had a time: a review outside the schedule is neither.
    late = f"Late by {who.late_by}" if who.late_by else "In time" if who.due else ""
    held = one_of([plain(phrases.at(who.held)), plain(late)])
    reviewer = one_of([plain(named(who.reviewer)), plain(sentence(who.independence))])
    investigator = named(who.investigator) if who.investigator else "Nobody at the time"
    period = f"{phrases.at(who.period_from)} to {phrases.at(who.period_to)}"
    rows: list[tuple[Pair, ...]] = [
        (("Case reference", plain(who.case_reference)), ("Operation", plain(who.operation or "None named"))),
        (
            ("Review", one_of([plain(who.review_type), *(said(one, lead="About") for one in who.about)])),
            ("Crime numbers", plain(", ".join(who.crime_numbers) or "None recorded")),
        ),
        (("Officer in the case", plain(investigator)), ("Reviewer", reviewer)),
        (("By exception", said(who.exception)),),
        (("Period covered", plain(period)),),
        (("Due", plain(phrases.end(who.due) if who.due else "Not scheduled")), ("Held", held)),
    ]
    return [Heading("Identity", level=2), filled(rows)]


def _basis(record: SupervisionRecord, phrases: Phrases) -> list[Block]:
    basis = record.basis
    rows = [
        (("SOP and version", one_of([_version(version, phrases) for version in basis.versions])),),
        (("What was read", one_of([said(text) for text in basis.read]) or plain("Not recorded")),),
        (("Data as at", plain(phrases.at(basis.data_as_at))),),
        (("Bank holidays", plain(basis.calendar)),),
        (("Note", tuple(Words(note) for note in basis.notes)),),
    ]
    return [Heading("Basis", level=2), filled(rows)]


def _version(version: AdoptedVersion, phrases: Phrases) -> Cell:
    since = phrases.at(version.since)
    followed = f"from {since} to {phrases.at(version.until)}" if version.until else f"since {since}"
    return (
        Words(f"{version.title} {version.version}, {version.standing}"),
        *small(f"digest {version.digest[:8]}, followed {followed}"),
        *plain(version.moved_by, lead="Moved by"),
        *said(version.reason, lead="Reason"),
    )


def _risk(record: SupervisionRecord, phrases: Phrases) -> list[Block]:
    risk = record.risk
    seen = [
        Words(
            f"{child.state}, {phrases.known(child.at, day_only=child.day_only)}" if child.at else child.state,
            lead=said(child.of)[0].text if child.of else "",
        )
        for child in risk.seen
    ]
    rows = [
        (("Level", (Words(risk.now, tone=Tone.STRONG),)),),
        (("Since last time", one_of([plain(risk.change), said(risk.note)])),),
        (("The child’s voice", said(risk.voice, otherwise="Nothing recorded")),),
        (("Child seen", tuple(seen) or plain("Not recorded")),),
    ]
    return [Heading("Risk now", level=2), filled(rows)]


def _exceptions(record: SupervisionRecord, phrases: Phrases) -> list[Block]:
    blocks = [Heading("Exceptions", level=2), *exception_blocks(record.exceptions, phrases)]
    annex = record.sensitive
    if annex is None:
        return blocks
    return [*blocks, Heading("Sensitive annex", level=3), Words(_annex_words(annex))]


def _annex_words(annex: SensitiveAnnex) -> str:
    items = wording.left_out(annex.intelligence_items)
    others = wording.counted(
        annex.other_texts, "staff-personal or victim-safety item", "staff-personal or victim-safety items"
    )
    words = f", and the words of {others} are left out" if annex.other_texts else ""
    size = f" of {wording.counted(annex.lines, 'line', 'lines')}" if annex.lines else ""
    # The code at the foot of each page of the annex, so that who has both on paper can tell that they fit.
    code = f", verification code {verification_code(annex.digest)}" if annex.digest else ""
    return (
        f"{items} not on this record{words}. "
        f"A sensitive annex{size} exists: reference {annex.reference}{code}."
    )


def _decisions(record: SupervisionRecord) -> list[Block]:
    decision = record.decision
    rows = [
        (("Outcome", (Words(decision.outcome or "Not recorded", tone=Tone.STRONG),)),),
        (("Why", said(decision.why, otherwise="Not recorded")),),
        (("Main cause of delay", said(decision.main_cause_of_delay, otherwise="None named")),),
    ]
    return [Heading("Decisions and reasons", level=2), filled(rows)]


def _actions(record: SupervisionRecord, phrases: Phrases) -> list[Block]:
    return [
        Heading("Actions", level=2),
        Heading("Previous actions", level=3),
        _action_table(record.previous_actions, phrases, record.basis.data_as_at),
        Heading("New actions", level=3),
        _action_table(record.new_actions, phrases, record.basis.data_as_at),
    ]


def _action_table(actions: tuple[Action, ...], phrases: Phrases, as_at: datetime) -> Block:
    rows = tuple(
        (
            said(action.what),
            plain(action.owner),
            plain(_due(action, phrases)),
            one_of([plain(_standing(action, phrases, as_at)), said(action.note)]),
        )
        for action in actions
    )
    return Table(_ACTIONS, rows) if rows else NONE


def _standing(action: Action, phrases: Phrases, as_at: datetime) -> str:
    """Say how an action stands, and for how many days it has been overdue while nobody settled it."""
    standing = sentence(action.state)
    if action.due is None or action.state not in ("carried", "new"):
        return standing
    over = (as_at.astimezone(phrases.zone).date() - action.due.astimezone(phrases.zone).date()).days
    return f"{standing}, overdue by {wording.counted(over, 'day', 'days')}" if over > 0 else standing


def _due(action: Action, phrases: Phrases) -> str:
    if action.due is None:
        return "No date"
    return phrases.day(action.due) if action.due_day_only else phrases.end(action.due)


def _next_reviews(record: SupervisionRecord, phrases: Phrases) -> list[Block]:
    heading = Heading("Next review", level=2)
    rows = tuple(((review.kind, _next_review(review, phrases)),) for review in record.next_reviews)
    return [heading, KeyValues(rows) if rows else NONE]


def _next_review(review: NextReview, phrases: Phrases) -> Cell:
    due = phrases.end(review.due) if review.due else "No date yet"
    return (Words(due, tone=Tone.STRONG), Words(review.rule))


def _discussion(record: SupervisionRecord) -> list[Block]:
    talk = record.discussion
    rows = [
        (("Discussed", said(talk.discussed, otherwise="Not recorded")),),
        (("Their comment", said(talk.comment, otherwise="None")),),
        (("Good work seen", said(talk.good_work, otherwise="None recorded")),),
    ]
    return [Heading("Discussion with the investigator", level=2), filled(rows)]


def _sign_off(
    record: SupervisionRecord, phrases: Phrases, details: PrintDetails, stamp: Stamp
) -> list[Block]:
    signed = record.sign_off
    rows = filled(
        [
            (("Signed by", plain(named(signed.person))), ("Signed at", plain(phrases.at(signed.at)))),
            (("Verification code", code_cell(stamp)),),
            (("Not yet witnessed", plain(_unwitnessed(record, phrases))),),
            (("This print", print_lines(details, phrases)),),
        ]
    )
    return [Heading("Sign-off", level=2), SignatureBlock(rows.rows, stamp.qr_text, stamp.qr_alternative)]


def _unwitnessed(record: SupervisionRecord, phrases: Phrases) -> str:
    waiting = record.unwitnessed
    if waiting is None:
        return ""
    if not waiting.entries:
        return "Every entry of this case has been witnessed outside the machine that made it"
    oldest = f", the oldest of {phrases.at(waiting.oldest)}" if waiting.oldest else ""
    entries = wording.counted(waiting.entries, "entry", "entries")
    return f"{entries} of this case known to one machine only{oldest}"
