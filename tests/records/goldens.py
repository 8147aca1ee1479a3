"""The golden documents: what each print says, element by element, pinned in `tests/data/records`.

Run `python -m tests.records.goldens` to write the files anew after a change that was meant; read the
difference before it is committed. Codes, digests and hashes are masked: they follow from the rest.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from msgspec import structs

from sopcheck.cases.events import AddendumWritten, Recorded, When
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read, read_file
from sopcheck.cases.reviews.reviewed import Amended, FrozenRecord, PrintOrder, Reviewed, SheetKind
from sopcheck.cases.standing import Addendum, Mark, Withdrawn
from sopcheck.ledger.entry import EntryHash
from sopcheck.records.press import Press
from sopcheck.records.record import Discussion, Person, SupervisionRecord, Text
from sopcheck.records.rehearsed import reviewed_of
from tests.cases.rehearsal_texts import rehearsal
from tests.records import samples
from tests.records.prints import DETAILS, counting_salts, printed, verify
from tests.records.reading import outline
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

FOLDER = Path(__file__).parents[1] / "data" / "records"
REHEARSALS = FOLDER.parent / "rehearsals"
_MOST_LINES = 1_200
_MASKS = (
    (re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}\b"), "CODE"),
    (re.compile(r"(?i)(digest(?: of the record)?) [0-9a-f]{8,64}\b"), r"\1 …"),
    (re.compile(r"(?m)P [0-9a-f]{12}$"), "P HASH"),
)

LATE = "at: 2026-05-01 14:00, by: farrow, answer: record-crime, reference: NV-C-26-1"
WHY = "at: 2026-05-01 15:00, by: farrow, explain: record-crime, reason: The registrar was away"
JUDGED = "at: 2026-05-06 15:00, by: okell, judge: record-crime, as: justified, reason: It was so"
CORRECTED = "at: 2026-05-02 12:00, by: farrow, correct: record-crime, reference: NV-2, reason: Digits swapped"
ACTION = "at: 2026-05-01 09:00, by: okell, action: Ring the school, for: farrow, due: 2026-05-04, as: a1"
PLAN = "at: 2026-04-30 12:00, by: farrow, answer: agree-safety-plan, of: child-a, text: At her aunt's"
OWN_ANSWER = "at: 2026-04-30 12:00, by: okell, answer: research-systems"
GATE = (
    "at: 2026-04-30 10:20, by: farrow, add: suspect, as: suspect-a, label: Suspect A",
    "at: 2026-05-04 09:00, by: farrow, fact: nfa-proposed, of: suspect-a, is: yes",
    "at: 2026-05-04 10:00, by: farrow, answer: check-lines-before-nfa, of: suspect-a",
    "at: 2026-05-05 10:00, by: teal, review: pre-nfa, of: suspect-a",
    "at: 2026-05-05 11:00, by: teal, override: authorise-nfa, of: suspect-a, gate: nfa-decision, "
    "reason: Given by telephone",
    "at: 2026-05-05 12:00, by: farrow, clock: nfa-decision, of: suspect-a",
)
CONFLICT = (
    "at: 2026-04-30 20:00, by: farrow, answer: record-crime, reference: NV-1, id: mine",
    "at: 2026-05-01 08:00, recorded: 2026-05-01 08:10, received: 2026-05-02 10:00, by: teal, "
    "answer: record-crime, is: not done, reason: System down, unseen: mine",
)
CHRISTMAS = """\
rehearsal: 1
title: Christmas
case: NV/CSE/27/1003
calendar: {until: 2027-12-31}
checklists: [cse-investigation 1.0, victim-engagement 1.0]
people:
  nairn: {name: DC Nairn, role: investigator, rank: constable}
  voss: {name: DS Voss, role: supervisor, rank: sergeant}
assume: other-items-done
events:
  - {at: 2027-12-23 10:00, by: voss, clock: report-received}
  - {at: 2027-12-23 10:00, by: nairn, add: [child, victim], as: child-a, label: Child A}
  - {at: 2027-12-23 10:00, by: nairn, add: suspect, as: suspect-a, label: Suspect A}
  - {at: 2027-12-25 16:00, by: nairn, add: suspect-event, of: suspect-a, as: arrest, label: Arrest}
  - {at: 2028-01-04 10:00, by: nairn, answer: contact-written-confirmation}
  - {at: 2028-01-04 12:00, by: voss, review: 7-day, outcome: on track}
"""


def text_of(pdf: bytes) -> str:
    """What a print says, masked; of a very long one the beginning, and a hash of all."""
    whole = outline(pdf)
    for pattern, mask in _MASKS:
        whole = pattern.sub(mask, whole)
    lines = whole.splitlines(keepends=True)
    if len(lines) <= _MOST_LINES:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return "".join(lines[:_MOST_LINES]) + f"… {len(lines)} lines, SHA-256 {digest}\n"


def record(case: Reviewed) -> bytes:
    """The record of a reviewed case, that nobody signed."""
    return _rendered(_press().freeze(case), case)


def sensitive_annex(case: Reviewed) -> bytes:
    """Its sensitive annex."""
    annex = _press().freeze(case).annex
    assert annex is not None
    return _rendered(annex, case)


def sheet(kind: SheetKind, case: Reviewed) -> bytes:
    """A document that shows the case as it stands."""
    return _rendered(_press().freeze_sheet(kind, case), case)


def _press() -> Press:
    return Press(counting_salts(), verify)


def _rendered(frozen: FrozenRecord, case: Reviewed) -> bytes:
    order = PrintOrder(
        number="AB12-00001",
        purpose="Case conference",
        recipient="DI Teal",
        printed_at=case.evaluation.at,
        printed_by="DS Okell (2117)",
    )
    return _press().render(frozen, order, name="", seal=None)


def many() -> Reviewed:
    return reviewed_of(play(read_file(REHEARSALS / "unopened-package.yaml")))


def partly() -> Reviewed:
    """The reviewer answered an item of the case before."""
    text = rehearsal(*CHILD, OWN_ANSWER, FIRST, head="assume: other-items-done\n")
    return reviewed_of(play(read(text.encode(), file="test")))


def overridden() -> Reviewed:
    """A gate that was passed without the authority, and a reason for it."""
    head = "assume: other-items-done\nleave_open: [authorise-nfa @ suspect-a]\n"
    text = rehearsal(*GATE, THIRD, head=head)
    return reviewed_of(play(read(text.encode(), file="test")))


def provisional() -> Reviewed:
    return reviewed_of(play(read(CHRISTMAS.encode(), file="test")))


def two_versions() -> Reviewed:
    text = (FOLDER / "two-versions.yaml").read_bytes()
    return reviewed_of(play(read(text, file="test", beside=lambda name: REHEARSALS / "own" / name)))


def added_to(*, withdrawn: bool) -> Reviewed:
    """A case at its second review; the first was added to after it was signed, or withdrawn as well."""
    shown = reviewed(*CHILD, FIRST, THIRD)
    case, first = shown.case, shown.case.held_reviews[0]
    late = first.recorded + timedelta(hours=2)
    texts = {"text": "Her aunt was told.", "reason": "I left it out."}
    event = AddendumWritten(at=When(late), review=first.review, **texts)
    source = Recorded(entry=EntryHash("a" * 64), by=first.by, recorded=late, event=event)
    mark = Mark(at=late, order=first.order + 1, source=source)
    addendum = Addendum(mark=mark, review=first.review, **texts)
    changed = replace(case, addenda=(addendum,))
    if withdrawn:
        entry = next(one.entry for one in case.entries if one.event == first.event)
        gone = Withdrawn(entry=entry, by=first.by, recorded=late, reason="Signed on the wrong case")
        changed = replace(changed, held_reviews=case.held_reviews[1:], withdrawn={entry: gone})
    return structs.replace(shown, case=changed, previous=None if withdrawn else first.recorded)


def addenda_sheet() -> bytes:
    """What was added to the record of the first review."""
    case = added_to(withdrawn=False)
    first = case.case.held_reviews[0]
    amended = Amended(review=first.review, title="First review", digest="0c4a9e17" * 8)
    return _rendered(_press().freeze_addenda(case, amended), case)


def in_many_scripts() -> SupervisionRecord:
    """Polish, Hungarian and Romanian names, and words that run from right to left."""
    base = samples.ordinary()
    identity = structs.replace(
        base.identity,
        operation=samples.URDU,
        investigator=Person(name="DC Łucja Wiśniewska-Żółć", number="4402", rank="constable"),
        reviewer=Person(name="DS Őry Ștefănescu", number="2117", rank="sergeant", role="supervisor"),
    )
    said, comment, good = (Text(words) for words in (samples.MIXED, samples.URDU, samples.NAMES))
    talk = Discussion(discussed=said, comment=comment, good_work=good)
    return structs.replace(base, identity=identity, discussion=talk)


def very_long() -> SupervisionRecord:
    words = " ".join(f"Sentence {number} of a statement that somebody pasted." for number in range(900))
    return structs.replace(samples.ordinary(), discussion=Discussion(discussed=Text(words)))


def forty_pages() -> bytes:
    long = structs.replace(samples.ordinary(), items=samples.items(340))
    return printed(long, details=DETAILS, with_annex=True)


GOLDENS: dict[str, Callable[[], bytes]] = {
    "no-exception": lambda: record(reviewed(*CHILD, FIRST)),
    "many-exceptions": lambda: record(many()),
    "second-review": lambda: record(reviewed(*CHILD, FIRST, ACTION, LATE, WHY, CORRECTED, THIRD, JUDGED)),
    "reviewed-again": lambda: record(reviewed(*CHILD, FIRST, THIRD)),
    "override": lambda: record(overridden()),
    "partly-independent": lambda: record(partly()),
    "two-versions": lambda: record(two_versions()),
    "provisional": lambda: record(provisional()),
    "conflict": lambda: record(reviewed(*CONFLICT, THIRD)),
    "after-an-addendum": lambda: record(added_to(withdrawn=False)),
    "after-a-withdrawal": lambda: record(added_to(withdrawn=True)),
    "addenda": addenda_sheet,
    "in-many-scripts": lambda: printed(in_many_scripts()),
    "very-long-text": lambda: printed(very_long()),
    "forty-pages": forty_pages,
    "hostile": lambda: printed(samples.hostile()),
    "sensitive-annex": lambda: sensitive_annex(reviewed(*CHILD, PLAN, FIRST)),
    "status-sheet": lambda: sheet("status", reviewed(*CHILD, FIRST, ACTION, THIRD)),
    "checklist": lambda: sheet("checklist", reviewed(*CHILD, PLAN, FIRST)),
    "disclosure": lambda: sheet("disclosure", reviewed(*CHILD, PLAN, FIRST, LATE, CORRECTED, THIRD)),
    "sensitive-disclosure": lambda: sheet("sensitive-disclosure", reviewed(*CHILD, PLAN, FIRST)),
}


@cache
def made(name: str) -> bytes:
    """A golden document; printed once, for several tests look at it."""
    return GOLDENS[name]()


def main() -> None:
    """Write every golden file anew."""
    for name in GOLDENS:
        (FOLDER / f"{name}.txt").write_text(text_of(made(name)), encoding="utf-8")


if __name__ == "__main__":
    main()
