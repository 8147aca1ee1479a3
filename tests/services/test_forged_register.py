"""Somebody with a person's own passphrase and SQL forges entries of the register; they count for nothing.

The forger holds the key of the vault and of DC Farrow, not those of the others.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from sopcheck.cases import codec
from sopcheck.cases.events import Event, NoteAdded, When
from sopcheck.cases.register.events import PersonEnrolled, RoleGranted
from sopcheck.crypto.signing import SigningKey
from sopcheck.errors import DamagedError
from sopcheck.ledger.chain import Head, Occasion, chain_id, extend, head_of, start
from sopcheck.ledger.entry import (
    REGISTER,
    Book,
    ChainId,
    Draft,
    EntryHash,
    PersonId,
    Signer,
    Stored,
    case_book,
)
from sopcheck.ledger.verify import What
from sopcheck.services.access_book import Wanted
from sopcheck.services.assurance import FOUND
from sopcheck.vault import cipher
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyslots import open_slot
from sopcheck.vault.labels import people_of, read_files
from tests.end_to_end.tampering import spec_of, tamper
from tests.world import PASSPHRASE, START, World

AT = When(START)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
LAST = "SELECT log, seq, hash FROM entry WHERE log = (SELECT log FROM entry WHERE id = 1) ORDER BY seq DESC"
LAST_OF_BOOK = "SELECT hash FROM entry WHERE book = ? ORDER BY id DESC"
FILE = "INSERT INTO entry (hash, log, seq, book, received, header, signature) VALUES (?, ?, ?, ?, ?, ?, ?)"


@contextmanager
def locked(world: World) -> Iterator[World]:
    """The vault while nobody has it open; DS Okell unlocks it afterwards."""
    world.desk.lock()
    yield world
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    world.at_desk = "okell"


def keys_of_farrow(world: World) -> SigningKey:
    folder = Folder(world.program.folder)
    slot = next(one for one in people_of(folder.path) if one.label == "farrow")
    opened = open_slot(read_files(folder), slot.id, PASSPHRASE, device_secret=None)
    return SigningKey(slot.person, opened.secrets.seed)


def file_past_the_program(world: World, *entries: Stored) -> None:
    connection = cipher.connect(world.program.folder / "vault.db", spec_of(world.program.folder))
    for entry in entries:
        header, kept = entry.header, entry.entry
        place = (bytes.fromhex(entry.hash), header.log, header.seq, header.book, header.t.utc)
        connection.execute(FILE, (*place, kept.header_bytes, kept.signature))
        connection.execute("INSERT INTO body VALUES (last_insert_rowid(), ?, ?)", (kept.salt, kept.body))
    connection.close()


def forged(
    signer: Signer,
    events: tuple[Event, ...],
    after: Head,
    seen: tuple[EntryHash, ...],
    at: datetime,
    book: Book = REGISTER,
) -> list[Stored]:
    made: list[Stored] = []
    for event in events:
        written = codec.encode(event)
        draft = Draft(
            book=book, kind=written.kind, version=written.version, body=written.body, role="administrator"
        )
        occasion = Occasion(at=at, mono=1)
        entry = extend(draft, after=after, seen=seen, signer=signer, salt=os.urandom(16), occasion=occasion)
        made.append(entry)
        after, seen = head_of(entry), (entry.hash,)
    return made


class Impostor:
    """Signs with their own key in another's name."""

    def __init__(self, key: SigningKey, person: PersonId) -> None:
        self._key = key
        self.person = person

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def on_the_end(world: World, book: Book = REGISTER) -> tuple[Head, tuple[EntryHash, ...]]:
    connection = cipher.connect(world.program.folder / "vault.db", spec_of(world.program.folder))
    log, seq, name = connection.execute(LAST).fetchone()
    (known,) = connection.execute(LAST_OF_BOOK, (book,)).fetchone()
    connection.close()
    return Head(ChainId(log), seq, EntryHash(name.hex()), ""), (EntryHash(known.hex()),)


def administration(person: PersonId) -> RoleGranted:
    return RoleGranted(at=AT, person=person, role="administrator", rank="constable")


def enrolment(person: PersonId, name: str, number: str, key: bytes) -> PersonEnrolled:
    return PersonEnrolled(at=AT, person=person, name=name, number=number, signing_key=key.hex())


def told(world: World) -> list[tuple[What, str]]:
    return [(problem.what, problem.meaning) for problem in world.desk.assurance.verify().problems]


def roles_of_farrow(world: World) -> tuple[str, ...]:
    return world.desk.opened.register.people[world.people["farrow"]].roles


@pytest.mark.parametrize("at", [LONG_AGO, START + ONE_DAY])
def test_a_register_begins_once_whatever_a_clock_said(world: World, at: datetime) -> None:
    farrow, okell = world.people["farrow"], world.people["okell"]
    genuine = world.desk.people.keys(okell)[0]
    with locked(world):
        me = keys_of_farrow(world)
        events = (
            enrolment(farrow, "DC Farrow", "4402", me.public),
            administration(farrow),
            # With these, everything that the others wrote would fit again.
            enrolment(okell, "DS Okell", "2117", bytes.fromhex(genuine)),
            administration(okell),
        )
        elsewhere = start(chain_id(me.public, 1))
        file_past_the_program(world, *forged(me, events, elsewhere, (), at))
    assert roles_of_farrow(world) == ("investigator",)
    assert "supervisor" in world.desk.me.roles
    problems = told(world)
    assert {what for what, _ in problems} == {What.NOT_ENTITLED}
    assert "The register had begun already, and this does not follow from it." in {
        meaning for _, meaning in problems
    }


def test_a_role_in_the_name_of_an_administrator_takes_the_administrators_signature(world: World) -> None:
    farrow = world.people["farrow"]
    with locked(world):
        as_okell = Impostor(keys_of_farrow(world), world.people["okell"])
        after, seen = on_the_end(world)
        file_past_the_program(world, *forged(as_okell, (administration(farrow),), after, seen, START))
    assert roles_of_farrow(world) == ("investigator",)
    assert [what for what, _ in told(world)] == [What.BAD_SIGNATURE]


def test_a_key_that_a_forged_enrolment_brings_does_not_vouch_for_it(world: World) -> None:
    farrow, okell = world.people["farrow"], world.people["okell"]
    with locked(world):
        as_okell = SigningKey(okell, b"\x07" * 32)
        events = (enrolment(okell, "DS Okell", "2117", as_okell.public), administration(farrow))
        after, seen = on_the_end(world)
        file_past_the_program(world, *forged(as_okell, events, after, seen, START))
    assert roles_of_farrow(world) == ("investigator",)
    assert as_okell.public.hex() not in world.desk.people.keys(okell)
    assert [what for what, _ in told(world)] == [What.BAD_SIGNATURE] * 2


def test_nobody_founds_a_vault_again_by_taking_the_register_out(world: World) -> None:
    world.desk.lock()
    of_register = "(SELECT id FROM entry WHERE book = 'register')"
    out = (f"DELETE FROM body WHERE entry IN {of_register}", f"DELETE FROM entry WHERE id IN {of_register}")
    tamper(world.program.folder, *out)
    for who in ("farrow", "okell"):
        with pytest.raises(DamagedError, match="who its people are, is not there"):
            world.program.unlock(world.people[who], PASSPHRASE)


def test_what_somebody_else_signed_in_your_name_is_set_aside_and_counts_nowhere(world: World) -> None:
    case, okell = world.open().id, world.people["okell"]
    book = case_book(case)
    with locked(world):
        as_okell = Impostor(keys_of_farrow(world), okell)
        after, seen = on_the_end(world, book)
        note = NoteAdded(at=AT, text="I agreed to this")
        file_past_the_program(world, *forged(as_okell, (note,), after, seen, START, book))
    view = world.desk.casework.view(case)
    assert view.case.notes == ()
    assert [one.why for one in view.case.set_aside] == ["It was not signed by the person it names."]
    assert [what for what, _ in told(world)] == [What.BAD_SIGNATURE]


def test_catching_up_finds_what_was_forged_since_and_tells_and_notes_it(world: World) -> None:
    case, okell = world.open().id, world.people["okell"]
    assert world.desk.assurance.catch_up().ok
    with locked(world):
        after, seen = on_the_end(world, case_book(case))
        as_okell = Impostor(keys_of_farrow(world), okell)
        note = NoteAdded(at=AT, text="I agreed to this")
        file_past_the_program(world, *forged(as_okell, (note,), after, seen, START, case_book(case)))
    found = world.desk.assurance.catch_up()
    assert [problem.what for problem in found.problems] == [What.BAD_SIGNATURE]
    assert FOUND in world.desk.status().notices
    (noted,) = world.desk.assurance.access_book.read("integrity", Wanted(kind="DamageNoted"))
    assert noted.details.startswith("what: ")
    # Told again while it is there, and in sight once.
    world.desk.assurance.catch_up()
    assert world.desk.status().notices.count(FOUND) == 1


def test_what_was_enrolled_as_it_should_be_stays_with_every_reading(world: World) -> None:
    register = world.desk.opened.register
    before = register.register
    register.reload()
    assert structs.astuple(register.register) == structs.astuple(before)
    assert before.set_aside == ()
