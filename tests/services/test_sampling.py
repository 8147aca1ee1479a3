"""A sample is drawn from the cases of a frame, noted before it is shown, and drawn again alike."""

import hashlib
from io import BytesIO

import pypdfium2
import pytest

from sopcheck.cases import codec
from sopcheck.cases.access_events import DocumentPrinted, SampleDrawn
from sopcheck.cases.sampling import Frame, Sample, drawn
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.sampling import MOST, FrameChoices
from tests.world import World

WHY = {"purpose": "Audit of May", "recipient": "DI Teal"}
REFERENCES = [f"NV/{number}" for number in range(1, 7)]


@pytest.fixture
def cases(world: World) -> World:
    """Six cases, of which two are of another district; DS Okell is at the desk."""
    for number, reference in enumerate(REFERENCES):
        case = world.open(reference).id
        district = "Sheffield" if number < 2 else "Rotherham"
        world.desk.casework.describe(case, district=district, team="North")
    world.as_("okell")
    return world


def references(sample: Sample) -> tuple[str, ...]:
    return tuple(case.reference for case in sample.cases)


def last_noted(world: World) -> codec.BookEvent | codec.Unreadable:
    entry = world.desk.opened.vault.ledger.entries(ACCESS)[-1]
    return codec.decode(entry.kind, entry.version, entry.body)


def test_the_sample_is_the_one_that_the_algorithm_gives(cases: World) -> None:
    sample = cases.desk.sampling.draw(Frame(), size=3, seed="2026-05")
    assert references(sample) == drawn(REFERENCES, seed="2026-05", size=3)
    assert (sample.in_frame, sample.drawn_by, sample.drawn_at) == (6, "DS Okell", cases.clock.now())


def test_only_cases_of_the_frame_are_drawn(cases: World) -> None:
    sample = cases.desk.sampling.draw(Frame(district="Sheffield"), size=5, seed="1")
    assert set(references(sample)) == {"NV/1", "NV/2"}
    assert all(case.team == "North" and "cse-investigation" in case.checklists for case in sample.cases)


def test_a_draw_is_noted_with_its_seed_and_frame_and_without_a_case(cases: World) -> None:
    cases.desk.sampling.draw(Frame(state="open", district="Rotherham"), size=2, seed="2026-05")
    noted = last_noted(cases)
    assert isinstance(noted, SampleDrawn)
    assert (noted.seed, noted.frame, noted.drawn, noted.of) == (
        "2026-05",
        "open cases, district Rotherham",
        2,
        4,
    )
    assert "NV/" not in str(noted)


def test_samples_are_numbered(cases: World) -> None:
    numbers = [cases.desk.sampling.draw(Frame(), size=1, seed="1").number for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_without_a_seed_the_machine_takes_one_that_draws_the_same_again(cases: World) -> None:
    first = cases.desk.sampling.draw(Frame(), size=3)
    again = cases.desk.sampling.draw(Frame(), size=3, seed=first.seed)
    assert len(first.seed) == 8
    assert references(first) == references(again)


@pytest.mark.parametrize("size", [0, -1, MOST + 1])
def test_a_size_that_is_none_is_refused(cases: World, size: int) -> None:
    with pytest.raises(RefusedError, match=f"from 1 to {MOST}"):
        cases.desk.sampling.draw(Frame(), size=size)


def test_the_largest_sample_takes_every_case(cases: World) -> None:
    assert len(cases.desk.sampling.draw(Frame(), size=MOST).cases) == 6


def test_a_frame_without_a_case_is_refused_and_not_noted(cases: World) -> None:
    before = len(cases.desk.opened.vault.ledger.entries(ACCESS))
    with pytest.raises(RefusedError, match="No case is in this frame"):
        cases.desk.sampling.draw(Frame(state="closed"), size=1)
    assert len(cases.desk.opened.vault.ledger.entries(ACCESS)) == before


def test_an_investigator_draws_no_sample_and_the_attempt_is_noted(cases: World) -> None:
    with pytest.raises(RefusedError, match="draw a sample"):
        cases.as_("farrow").sampling.draw(Frame(), size=1)
    assert cases.desk.opened.vault.ledger.entries(ACCESS)[-1].kind == "AttemptRefused"


def test_a_seed_of_several_lines_is_refused(cases: World) -> None:
    with pytest.raises(RefusedError, match="seed has a line break"):
        cases.desk.sampling.draw(Frame(), size=1, seed="1\n2")


def test_the_frame_is_chosen_from_what_the_cases_have(cases: World) -> None:
    assert cases.desk.sampling.choices() == FrameChoices(
        districts=("Rotherham", "Sheffield"), teams=("North",), checklists=("cse-investigation",)
    )


def test_the_sheet_prints_the_seed_the_frame_and_the_cases_and_nobody_who_works_on_them(
    cases: World,
) -> None:
    sample = cases.desk.sampling.draw(Frame(), size=6, seed="2026-05")
    printed = cases.desk.sampling.print_sheet(sample, **WHY)
    with pypdfium2.PdfDocument(BytesIO(printed.pdf)) as pdf:
        words = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    for part in ("2026-05", "all cases", "6 of 6", "DS Okell", printed.number, *REFERENCES):
        assert part in words
    assert "Farrow" not in words


def test_an_audit_sheet_is_numbered_and_noted_with_its_purpose_and_the_file_it_was(cases: World) -> None:
    sample = cases.desk.sampling.draw(Frame(), size=2, seed="1")
    first, second = (cases.desk.sampling.print_sheet(sample, **WHY) for _ in range(2))
    noted = last_noted(cases)
    assert isinstance(noted, DocumentPrinted)
    assert (noted.document, noted.number, noted.purpose, noted.recipient, noted.case) == (
        "audit-sheet",
        second.number,
        "Audit of May",
        "DI Teal",
        None,
    )
    assert noted.digest == hashlib.sha256(second.pdf).hexdigest()
    assert (first.number[-5:], second.number[-5:]) == ("00001", "00002")
    assert second.file_name == f"audit-sheet-1-{second.number}.pdf"


@pytest.mark.parametrize("missing", ["purpose", "recipient"])
def test_an_audit_sheet_for_nothing_or_nobody_takes_no_number(cases: World, missing: str) -> None:
    sample = cases.desk.sampling.draw(Frame(), size=2, seed="1")
    with pytest.raises(RefusedError, match=f"{missing} of the print is empty"):
        cases.desk.sampling.print_sheet(sample, **{**WHY, missing: " "})
    assert cases.desk.sampling.print_sheet(sample, **WHY).number.endswith("-00001")
