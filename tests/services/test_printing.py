"""Printing what was signed: shown, numbered, noted, verified."""

from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from sopcheck.cases import codec
from sopcheck.cases.access_events import (
    AttemptRefused,
    DocumentKind,
    DocumentPrinted,
    PrintFailed,
    RecordPrinted,
)
from sopcheck.cases.events import CaseId, Event, ReviewId, When
from sopcheck.cases.register.register import DefinitionStatus, Register
from sopcheck.checklists.definition import Version
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.signed_records import SignedRecords
from sopcheck.services.views import SignedReview
from tests.records.prints import pages, words
from tests.world import MAIN, World, place, template

E = TypeVar("E", bound=Event)


@pytest.fixture
def case(world: World) -> CaseId:
    """A case; DC Farrow opened it."""
    return world.open("NV/26 (1)").id


def reviewed(world: World, case: CaseId) -> SignedReview:
    signed = world.review(case, "24-hour")
    world.clock.forward(minutes=1)
    return signed


def prints(world: World) -> int:
    entries = world.desk.opened.vault.ledger.entries(ACCESS)
    return sum(entry.kind == "RecordPrinted" for entry in entries)


def test_held_reviews_are_listed_newest_first_with_their_codes(world: World, case: CaseId) -> None:
    first = reviewed(world, case)
    second = world.review(case, "72-hour")
    listed = world.desk.printing.reviews(case)
    assert [(one.title, one.code) for one in listed] == [
        ("Second review", second.code),
        ("First review", first.code),
    ]
    assert {(one.by_name, one.outcome) for one in listed} == {("DS Okell", "on track")}


def test_a_review_outside_the_schedule_says_so(world: World, case: CaseId) -> None:
    world.review(case)
    assert world.desk.printing.reviews(case)[0].title == "Review outside the schedule"


def test_showing_takes_no_number_and_is_no_print(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    shown = world.desk.printing.show(case, signed.review)
    assert shown.startswith(b"%PDF")
    assert prints(world) == 0
    printed = world.desk.printing.print_document(
        "record", case, signed.review, purpose="File", recipient="Court"
    )
    assert printed.number.endswith("-00001")


def test_each_print_of_one_record_has_its_own_number_and_the_same_code(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    printing = world.desk.printing
    one, two = (
        printing.print_document("record", case, signed.review, purpose="File", recipient="x")
        for _ in range(2)
    )
    assert one.number != two.number
    assert one.code == two.code == signed.code
    assert prints(world) == 2


def test_the_file_is_named_by_the_reference_and_the_number_alone(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    printed = world.desk.printing.print_document(
        "record", case, signed.review, purpose="File", recipient="DI Teal"
    )
    assert printed.file_name == f"supervision-record-NV-26-1-{printed.number}.pdf"


def test_a_review_that_was_not_held_has_no_record(world: World, case: CaseId) -> None:
    for act in (
        lambda: world.desk.printing.show(case, ReviewId("none")),
        lambda: world.desk.printing.print_document(
            "record", case, ReviewId("none"), purpose="x", recipient="y"
        ),
    ):
        with pytest.raises(RefusedError, match="no such review"):
            act()
    assert prints(world) == 0


def test_anybody_may_print_and_the_record_stays_the_reviewers(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    printed = world.as_("teal").printing.print_document(
        "record", case, signed.review, purpose="File", recipient="x"
    )
    assert world.desk.printing.verify(printed.pdf).word == "same"


@pytest.mark.parametrize("kind", ["record", "annex"])
def test_a_record_is_known_after_its_case_got_another_reference(
    world: World, case: CaseId, kind: DocumentKind
) -> None:
    signed = reviewed(world, case)
    pdf = world.desk.printing.print_document(kind, case, signed.review, **WHY).pdf
    world.desk.casework.describe(case, reference="NV/99")
    assert world.desk.printing.verify(pdf).word == "same"


def test_a_record_of_another_vault_is_intact_and_not_known_here(
    world: World, case: CaseId, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = World.in_copy(template(tmp_path_factory), tmp_path / "other")
    there = other.open("NV/26 (1)").id
    signed = reviewed(other, there)
    pdf = other.desk.printing.print_document("record", there, signed.review, **WHY).pdf
    other.desk.lock()
    reviewed(world, case)
    verdict = world.desk.printing.verify(pdf)
    assert verdict.word == "not known here"
    assert "intact" in verdict.sentence


WHY = {"purpose": "File", "recipient": "Court"}


def noted(world: World, kind: type[E]) -> list[E]:
    """The events of a kind in the access book, the newest last."""
    entries = world.desk.opened.vault.ledger.entries(ACCESS)
    events = [codec.decode(one.kind, one.version, one.body) for one in entries]
    return [one for one in events if isinstance(one, kind)]


@pytest.mark.parametrize("kind", ["annex", "sensitive-disclosure"])
def test_sensitive_words_are_for_supervisors_and_a_refusal_is_noted(
    world: World, case: CaseId, kind: DocumentKind
) -> None:
    signed, printing = reviewed(world, case), world.as_("farrow").printing
    for attempt in (
        lambda: printing.print_document(kind, case, signed.review, **WHY),
        lambda: printing.show(case, signed.review, kind),
    ):
        with pytest.raises(RefusedError, match="To print sensitive words takes the role of supervisor or"):
            attempt()
    refused = noted(world, AttemptRefused)
    assert [(one.action, one.rule, one.case) for one in refused] == [
        ("print sensitive words", "role", case)
    ] * 2
    assert noted(world, DocumentPrinted) == []
    printed = world.as_("teal").printing.print_document(kind, case, signed.review, **WHY)
    assert [one.number for one in noted(world, DocumentPrinted)] == [printed.number]


@pytest.mark.parametrize("kind", ["record", "items", "status", "checklist", "disclosure"])
def test_the_ordinary_copies_are_anybodys(world: World, case: CaseId, kind: DocumentKind) -> None:
    signed = reviewed(world, case)
    assert world.as_("farrow").printing.print_document(kind, case, signed.review, **WHY).number


@pytest.mark.parametrize("kind", ["status", "checklist", "disclosure", "sensitive-disclosure"])
def test_a_document_of_the_case_needs_no_review_and_is_noted_with_its_kind(
    world: World, case: CaseId, kind: DocumentKind
) -> None:
    world.as_("okell")
    printed = world.desk.printing.print_document(kind, case, None, **WHY)
    (event,) = noted(world, DocumentPrinted)
    assert (event.document, event.case, event.review) == (kind, case, None)
    assert (event.number, event.purpose, event.recipient) == (printed.number, "File", "Court")
    assert world.desk.printing.verify(printed.pdf).word == "same"


def test_all_documents_are_numbered_from_one_series(world: World, case: CaseId) -> None:
    signed, printing = reviewed(world, case), world.desk.printing
    kinds: tuple[DocumentKind, ...] = ("record", "annex", "status", "items")
    numbers = [printing.print_document(kind, case, signed.review, **WHY).number[-5:] for kind in kinds]
    main = printing.print_checklist(MAIN, Version("1.0"), **WHY)
    assert [*numbers, main.number[-5:]] == ["00001", "00002", "00003", "00004", "00005"]


def test_the_record_with_every_item_is_noted_as_that(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    for kind in ("record", "items"):
        world.desk.printing.print_document(kind, case, signed.review, **WHY)
    assert [event.annex for event in noted(world, RecordPrinted)] == [False, True]


def test_the_sensitive_annex_is_the_one_that_was_signed_with_the_record(world: World, case: CaseId) -> None:
    signed, printing = reviewed(world, case), world.desk.printing
    annex = printing.print_document("annex", case, signed.review, **WHY)
    assert annex.file_name == f"sensitive-annex-NV-26-1-{annex.number}.pdf"
    assert annex.code != signed.code
    assert printing.verify(annex.pdf).word == "same"
    world.clock.forward(minutes=1)
    world.review(case, "72-hour")
    verdict = printing.verify(annex.pdf)
    assert (verdict.word, "superseded by review 2" in verdict.sentence) == ("superseded", True)


def test_a_record_of_before_that_has_no_annex_says_so(
    world: World, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed, real = reviewed(world, case), SignedRecords.of
    monkeypatch.setattr(SignedRecords, "of", lambda *held: msgspec.structs.replace(real(*held), annex=None))
    with pytest.raises(RefusedError, match="has no sensitive annex: nothing was left out"):
        world.desk.printing.print_document("annex", case, signed.review, **WHY)
    assert noted(world, DocumentPrinted) == []


def test_a_checklist_version_is_printed_without_a_case(world: World) -> None:
    printed = world.desk.printing.print_checklist(MAIN, Version("1.0"), **WHY)
    (event,) = noted(world, DocumentPrinted)
    assert (event.document, event.case) == ("checklist", None)
    assert printed.file_name == f"checklist-cse-investigation-1-0-{printed.number}.pdf"
    with pytest.raises(RefusedError, match="does not have that checklist version"):
        world.desk.printing.print_checklist(MAIN, Version("9.9"), **WHY)


def test_a_print_that_came_to_nothing_is_noted_and_its_number_never_given_again(
    world: World, case: CaseId
) -> None:
    printing = world.desk.printing
    lost = printing.print_document("status", case, None, **WHY)
    printing.failed(lost, at_printer=True)
    (event,) = noted(world, PrintFailed)
    assert (event.number, event.at_printer) == (lost.number, True)
    assert printing.print_document("status", case, None, **WHY).number != lost.number
    assert printing.verify(lost.pdf).details[-1] == "The access book says that this print was not completed."


def test_a_sheet_that_was_printed_elsewhere_is_not_known_here(world: World, case: CaseId) -> None:
    shown = world.desk.printing.show(case, None, "status")
    assert world.desk.printing.verify(shown).word == "not known here"


def test_a_print_carries_the_ledger_and_is_a_witness_of_it(world: World, case: CaseId) -> None:
    before = world.desk.printing.witnessed().entries_since
    world.desk.printing.print_document("status", case, None, **WHY)
    assert before > 1
    # The note of the print itself stands in the chain of accesses, which no print covers.
    assert world.desk.printing.witnessed().entries_since == 0


@pytest.mark.parametrize("kind", ["record", "items", "annex", "addenda"])
def test_what_is_of_a_review_needs_one(world: World, case: CaseId, kind: DocumentKind) -> None:
    world.as_("okell")
    with pytest.raises(RefusedError, match="no such review"):
        world.desk.printing.print_document(kind, case, None, **WHY)


@pytest.mark.parametrize("lacking", ["purpose", "recipient"])
def test_no_document_is_printed_without_purpose_and_recipient(
    world: World, case: CaseId, lacking: str
) -> None:
    with pytest.raises(RefusedError, match=lacking):
        world.desk.printing.print_document("status", case, None, **{**WHY, lacking: " "})
    assert noted(world, DocumentPrinted) == []


def test_later_entries_change_no_byte_of_a_record_that_is_printed_again(world: World, case: CaseId) -> None:
    signed, printing = reviewed(world, case), world.desk.printing
    before = printing.show(case, signed.review, "items"), printing.show(case, signed.review, "annex")
    world.desk.casework.note(case, "A call came in", When(world.clock.now()))
    world.desk.casework.describe(case, operation="Elder")
    world.desk.casework.add_to_review(case, signed.review, "Told too.", reason="I left it out.")
    after = printing.show(case, signed.review, "items"), printing.show(case, signed.review, "annex")
    assert after == before


def test_a_print_sealed_by_somebody_not_known_here_says_so(
    world: World, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = reviewed(world, case)
    pdf = world.desk.printing.print_document("record", case, signed.review, **WHY).pdf
    monkeypatch.setattr(Register, "keys", lambda _: {})
    verdict = world.desk.printing.verify(pdf)
    assert verdict.word == "not known here"
    assert "its pages were sealed by nobody who is known here" in verdict.sentence
    assert [line.split(" with ")[0] for line in verdict.details] == [
        "The print was sealed",
        "The record in it was signed",
    ]
    assert "with a key that is not known here (" in verdict.details[0]


def test_a_print_by_somebody_whose_roles_were_withdrawn_says_so(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    pdf = world.as_("teal").printing.print_document("record", case, signed.review, **WHY).pdf
    people = world.as_("okell").people
    teal = next(one for one in people.all() if one.label == "teal")
    people.withdraw(teal.person, "supervisor", "She moved to another force")
    (line,) = world.desk.printing.verify(pdf).details
    assert line == "The print was sealed by DI Teal, who has no role here any more; ask since when."


def test_what_is_known_needs_no_further_word(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    pdf = world.desk.printing.print_document("record", case, signed.review, **WHY).pdf
    assert world.desk.printing.verify(pdf).details == ()


def test_an_addendum_prints_by_itself_and_the_record_says_that_there_is_one(
    world: World, case: CaseId
) -> None:
    signed, printing = reviewed(world, case), world.desk.printing
    with pytest.raises(RefusedError, match="Nothing was added to this review"):
        printing.print_document("addenda", case, signed.review, **WHY)
    pdf = printing.print_document("record", case, signed.review, **WHY).pdf
    world.desk.casework.add_to_review(case, signed.review, "Her aunt was told.", reason="I left it out.")
    added = printing.print_document("addenda", case, signed.review, **WHY)
    assert added.file_name == f"addenda-NV-26-1-{added.number}.pdf"
    assert noted(world, DocumentPrinted)[-1].review == signed.review
    assert (printing.verify(added.pdf).word, printing.verify(pdf).word) == ("same", "same")
    assert printing.verify(pdf).details == ("1 addendum was written to it since; print the addenda too.",)


def test_erased_words_print_as_erased_under_their_law_and_everything_still_verifies(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="42/26", text="Seen at the house of the aunt")
    held = world.review(case, "24-hour")
    answered = world.desk.casework.refresh(case).case.answer(place("record-crime"))
    assert answered is not None
    world.desk.erasure.erase_entries(case, (answered.entry,), authority="DPA 2018 s.47", reason="Ordered")
    printed = world.desk.printing.print_document("items", case, held.review, **WHY)
    assert "[erased under DPA 2018 s.47 on 7 May 2026]" in words(printed.pdf)
    assert (world.desk.printing.verify(printed.pdf).word, printed.code) == ("same", held.code)


@pytest.mark.parametrize(("status", "mark"), [("proposed", "PROPOSED"), ("withdrawn", "WITHDRAWN")])
def test_a_version_that_is_not_in_force_says_so_across_every_page(
    world: World, status: DefinitionStatus, mark: str
) -> None:
    register = world.desk.opened.register
    key = (MAIN, Version("1.0"))
    row = msgspec.structs.replace(register.register.definitions[key], status=status)
    register.register.definitions[key] = row
    found = pages(world.desk.printing.print_checklist(MAIN, Version("1.0"), **WHY).pdf)
    assert all(f"{mark}, NOT TO BE WORKED BY" in page for page in found)


def test_a_version_to_work_by_has_no_watermark(world: World) -> None:
    pdf = world.desk.printing.print_checklist(MAIN, Version("1.0"), **WHY).pdf
    assert "NOT TO BE WORKED BY" not in words(pdf)


def test_a_draft_is_shown_as_it_would_print_and_is_not_noted(world: World) -> None:
    draft = msgspec.structs.replace(
        world.desk.library.definition(MAIN, Version("1.0")), version=Version("1.1")
    )
    entries = world.desk.opened.vault.ledger.count()
    text = words(world.desk.printing.show_draft(draft))
    assert "DRAFT: TEST DATA" in text
    assert "draft: test data, not approved by a force" in " ".join(text.split())
    assert world.desk.opened.vault.ledger.count() == entries
