"""The register of an open vault: people, definitions and the calendar, as they are at this moment."""

import pytest

from sopcheck.cases.register.decisions import calendar_installed
from sopcheck.checklists import calendar, packs
from sopcheck.checklists.problem import DefinitionError
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.register_desk import NotEnrolledError, RegisterDesk, installed
from sopcheck.services.scribe import Scribe
from tests.world import World


def test_people_are_known_by_their_ids(world: World) -> None:
    people = world.desk.opened.register.people
    assert {person.name for person in people.values()} == {"DS Okell", "DC Farrow", "DI Teal"}


def test_somebody_whom_the_register_does_not_know_is_told_what_to_do(world: World) -> None:
    stranger = RegisterDesk(world.desk.opened.scribe, PersonId("nobody"))
    with pytest.raises(NotEnrolledError, match="Ask an administrator"):
        _ = stranger.me


def test_each_definition_is_known_under_the_digest_of_its_content(world: World) -> None:
    register = world.desk.opened.register
    rows = register.register.definitions.values()
    assert register.definitions.digests() == {row.digest for row in rows}


def test_what_is_here_already_is_not_missing(world: World) -> None:
    register = world.desk.opened.register
    assert register.missing(packs.shipped()) == ()


def test_an_installed_definition_keeps_its_authors_text_beside_the_canonical_form(world: World) -> None:
    pack = packs.shipped()[0]
    event = installed(pack.yaml, pack.file, world.desk.opened.register.at())
    assert event.yaml.encode() == pack.yaml
    assert event.canonical.startswith("{")
    assert (event.checklist, event.version, len(event.digest)) == (pack.id, pack.version, 64)


def test_a_text_that_is_no_definition_is_not_installed(world: World) -> None:
    with pytest.raises(DefinitionError):
        installed(b"format: 1", "wrong.yaml", world.desk.opened.register.at())


def test_the_longest_calendar_counts(world: World) -> None:
    register = world.desk.opened.register
    until = register.calendar.until
    shorter = calendar.shipped().cut_at(until.replace(year=until.year - 1))
    register.write((calendar_installed(shorter, register.at()),), role="program")
    assert register.calendar.until == until


def test_a_vault_without_a_calendar_says_so(world: World) -> None:
    class Empty(Scribe):
        def read_register(self) -> tuple[()]:
            return ()

    bare = RegisterDesk(Empty(world.desk.opened.vault.ledger, world.clock), world.people["okell"])
    with pytest.raises(RefusedError, match="no bank-holiday calendar"):
        _ = bare.calendar
