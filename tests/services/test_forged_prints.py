"""A forger with the format in hand, against a vault: no verdict but of what left it says *same*."""

import pytest

from sopcheck.cases.events import CaseId
from sopcheck.cases.sampling import Frame
from sopcheck.records.seal import SealSigner
from sopcheck.services.print_verdicts import PrintVerdicts
from sopcheck.services.printing import VaultSeal
from tests.records.forging import NAMES, forged, resealed
from tests.records.prints import MALLORY_KEY
from tests.services.test_printing import WHY
from tests.world import World


@pytest.fixture
def case(world: World) -> CaseId:
    return world.open().id


@pytest.fixture
def record(world: World, case: CaseId) -> bytes:
    """A record of several pages, as it left the vault."""
    signed = world.review(case, "24-hour")
    world.clock.forward(minutes=1)
    return world.desk.printing.print_document("items", case, signed.review, **WHY).pdf


def words(world: World, pdf: bytes, signer: SealSigner | None) -> dict[str, str]:
    """What the vault says of every forgery of a print under this seal."""
    files = {name: resealed(forged(pdf, name), signer) for name in NAMES}
    return {name: world.desk.printing.verify(file).word for name, file in files.items()}


def test_a_forgery_under_the_seal_it_had_or_none_or_that_of_a_stranger_is_altered(
    world: World, record: bytes
) -> None:
    kept = {name: world.desk.printing.verify(forged(record, name)).word for name in NAMES}
    assert set(kept.values()) == {"altered"}
    assert set(words(world, record, None).values()) == {"altered"}
    assert set(words(world, record, MALLORY_KEY).values()) == {"altered"}


@pytest.mark.parametrize("who", ["farrow", "okell"])
def test_not_even_whoever_has_a_key_here_can_change_what_left_the_vault(
    world: World, record: bytes, who: str
) -> None:
    signer = VaultSeal(world.as_(who).opened)
    assert set(words(world, record, signer).values()) == {"altered"}


def test_it_is_said_that_the_file_was_sealed_again(world: World, record: bytes) -> None:
    own = VaultSeal(world.desk.opened)
    verdict = world.desk.printing.verify(resealed(forged(record, "other page"), own))
    assert "as it left this vault: it was changed and sealed again." in verdict.sentence


def test_a_sheet_that_nobody_signs_is_known_by_its_bytes(world: World, case: CaseId) -> None:
    sheet = world.desk.printing.print_document("status", case, None, **WHY).pdf
    for signer in (None, MALLORY_KEY, VaultSeal(world.desk.opened)):
        assert world.desk.printing.verify(resealed(sheet, signer)).word == "altered"
    assert world.desk.printing.verify(sheet).word == "same"


def test_where_the_number_is_not_in_the_access_book_the_seal_is_asked(
    world: World, record: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a machine on which it was not printed."""
    monkeypatch.setattr(PrintVerdicts, "_prints", lambda _: iter(()))
    verdicts = world.desk.printing
    stranger = verdicts.verify(resealed(record, MALLORY_KEY))
    assert stranger.word == "not known here"
    assert "its pages were sealed by nobody who is known here" in stranger.sentence
    colleague = verdicts.verify(resealed(record, VaultSeal(world.desk.opened)))
    assert colleague.word == "same"
    assert "it may have been made on another machine" in colleague.details[0]


def test_what_somebody_sealed_who_has_no_role_any_more_is_only_what_the_access_book_knows(
    world: World, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = world.review(case, "24-hour").review
    pdf = world.as_("teal").printing.print_document("record", case, review, **WHY).pdf
    revoke_teal(world)
    before = world.desk.printing.verify(pdf)
    assert before.word == "same"
    assert before.details == (
        "The print was sealed by DI Teal, who has no role here any more; ask since when.",
    )
    monkeypatch.setattr(PrintVerdicts, "_prints", lambda _: iter(()))
    after = world.desk.printing.verify(pdf)
    assert after.word == "not known here"
    assert "sealed by DI Teal, who has no role here any more" in after.sentence


def revoke_teal(world: World) -> None:
    people = world.as_("okell").people
    teal = next(one for one in people.all() if one.label == "teal")
    people.withdraw(teal.person, "supervisor", "She moved to another force")


def test_a_sheet_without_data_of_its_own_is_known_as_it_left(world: World, case: CaseId) -> None:
    del case
    sampling = world.as_("okell").sampling
    sample = sampling.draw(Frame(), size=1, seed="7")
    printed = sampling.print_sheet(sample, **WHY)
    verdict = world.desk.printing.verify(printed.pdf)
    assert (verdict.word, verdict.details) == ("same", ())
    assert printed.number in verdict.sentence
    assert world.desk.printing.verify(printed.pdf + b" ").word == "not a record"
