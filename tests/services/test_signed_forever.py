"""Whatever is recorded after a signature, the signed record and its print stay as they were, to the byte."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.events import CaseId, Given, NoteAdded, ReviewId, When
from sopcheck.cases.reviews.reviewed import FrozenRecord
from sopcheck.checklists.definition import FactId
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash
from sopcheck.services.snapshots import frozen_of
from tests.world import World, copied, place, template

WORDS = "Seen at the house of the aunt"
SEEN = place("record-crime")
ITEMS = ("check-record-language", "research-systems", "assess-immediate-risk")
Act = Callable[[World, CaseId, ReviewId], object]


@dataclass(frozen=True, repr=False)
class Signed:
    """A vault with a signed review, locked, and what was kept and printed of it at that moment."""

    folder: Path
    case: CaseId
    review: ReviewId
    kept: bytes
    shown: dict[str, bytes]

    def __repr__(self) -> str:
        """Short, for Hypothesis tells every argument of a failure."""
        return f"a vault with review {self.review}"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    folder = tmp_path_factory.mktemp("signed") / "vault"
    world = World.in_copy(template(tmp_path_factory), folder)
    case = world.open().id
    world.answer(case, "record-crime", reference="42/26", text=WORDS)
    world.desk.casework.note(case, "Rang the school", When(world.clock.now()))
    review = world.review(case, "24-hour").review
    made = Signed(folder, case, review, kept(world, review), shown(world, case, review))
    world.desk.lock()
    return made


@contextmanager
def copy_of(signed: Signed) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        world = World.on(copied(signed.folder, Path(folder) / "vault"))
        yield world
        world.desk.lock()


def kept(world: World, review: ReviewId) -> bytes:
    snapshot = world.desk.opened.vault.snapshots.get(review)
    assert snapshot is not None
    return snapshot.content


def frozen(world: World, review: ReviewId) -> FrozenRecord:
    snapshot = world.desk.opened.vault.snapshots.get(review)
    assert snapshot is not None
    return frozen_of(snapshot)


def shown(world: World, case: CaseId, review: ReviewId) -> dict[str, bytes]:
    """Each document of the review at one moment, without a number: what remains must never change."""
    now, world.clock.moment = world.clock.moment, world.clock.moment.replace(hour=18, minute=0)
    printing = world.as_("okell").printing
    made = {
        "record": printing.show(case, review),
        "items": printing.show(case, review, "items"),
        "annex": printing.show(case, review, "annex"),
    }
    world.clock.moment = now
    return made


def noted(world: World, case: CaseId) -> EntryHash:
    entries = world.desk.casework.refresh(case).case.entries
    return next(entry.entry for entry in reversed(entries) if isinstance(entry.event, NoteAdded))


def corrected(world: World, case: CaseId, _: ReviewId) -> object:
    given, now = Given(status="done", text="At the house of her mother"), When(world.clock.now())
    casework = world.as_("farrow").casework
    return casework.correct(case, SEEN, given, now, reason="The aunt had moved")


def reviewed_again(world: World, case: CaseId, _: ReviewId) -> object:
    return world.review(case)


def answered(item: str) -> Act:
    return lambda world, case, _: (world.as_("farrow"), world.answer(case, item, text="Later"))


ACTS: dict[str, Act] = {
    **{f"answer {item}": answered(item) for item in ITEMS},
    "correct": corrected,
    "note": lambda world, case, _: world.desk.casework.note(case, "Later", When(world.clock.now())),
    "withdraw": lambda world, case, _: world.desk.casework.withdraw(case, noted(world, case), "Twice"),
    "fact": lambda world, case, _: world.desk.casework.set_fact(
        case, FactId("rape-reported-not-crimed"), "yes", When(world.clock.now())
    ),
    "describe": lambda world, case, _: world.desk.casework.describe(
        case, reference="NV/CSE/26/0999", operation="Larch"
    ),
    "child": lambda world, case, _: world.add_child(case, "Child B, 12"),
    "hand over": lambda world, case, _: world.desk.casework.assign(
        case, "supervisor", world.people["teal"], When(world.clock.now())
    ),
    "add": lambda world, case, review: world.as_("okell").casework.add_to_review(
        case, review, "Her aunt was told.", reason="I left it out"
    ),
    "hold": lambda world, case, _: world.as_("okell").casework.hold(case, "Inquiry"),
    "review again": reviewed_again,
    "print": lambda world, case, review: world.desk.printing.print_document(
        "record", case, review, purpose="File", recipient="CPS"
    ),
}
some_acts = st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=7)


def happen(world: World, signed: Signed, acts: Sequence[str]) -> None:
    for act in acts:
        world.clock.forward(minutes=7)
        # What a rule refuses at that point leaves nothing behind either.
        with suppress(RefusedError):
            ACTS[act](world, signed.case, signed.review)


@settings(max_examples=10, deadline=None)
@given(acts=some_acts)
def test_nothing_recorded_later_changes_the_signed_record_or_its_print(
    signed: Signed, acts: list[str]
) -> None:
    with copy_of(signed) as world:
        happen(world, signed, acts)
        assert kept(world, signed.review) == signed.kept
        assert shown(world, signed.case, signed.review) == signed.shown


@settings(max_examples=6, deadline=None)
@given(acts=some_acts)
def test_an_erasure_takes_words_away_and_all_that_was_signed_still_verifies(
    signed: Signed, acts: list[str]
) -> None:
    with copy_of(signed) as world:
        before = frozen(world, signed.review)
        happen(world, signed, [act for act in acts if act != "hold"])
        first = world.desk.casework.refresh(signed.case).case.history(SEEN)[0]
        world.as_("okell").erasure.erase_entries(
            signed.case, (first.entry,), authority="Order of 7 May", reason="Court order"
        )
        after = frozen(world, signed.review)
        assert (after.signed, after.signature, after.digest) == (
            before.signed,
            before.signature,
            before.digest,
        )
        assert set(after.texts) < set(before.texts)
        assert all(WORDS not in text for _, text in after.texts.values())
        assert world.desk.assurance.verify().problems == ()
        printed = world.desk.printing.print_document(
            "items", signed.case, signed.review, purpose="File", recipient="CPS"
        )
        assert world.desk.printing.verify(printed.pdf).word in {"same", "superseded"}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_each_act_can_be_done_so_that_the_property_says_something(signed: Signed, act: str) -> None:
    with copy_of(signed) as world:
        entries = world.desk.opened.vault.ledger.count()
        world.clock.forward(minutes=7)
        ACTS[act](world, signed.case, signed.review)
        assert world.desk.opened.vault.ledger.count() > entries
