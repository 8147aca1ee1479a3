"""Whether this installation is whole."""

from collections.abc import Iterator
from typing import NoReturn

import pytest

from sopcheck.cli import selftest
from sopcheck.cli.selftest import Finding, examined, tried
from sopcheck.errors import DamagedError
from sopcheck.services.assurance import VerifyReport
from sopcheck.services.views import RecordVerdict
from tests.cli.running import Commands


def found(*findings: Finding) -> Iterator[Finding]:
    yield from findings


def test_every_part_works_here_but_perhaps_the_key_store(qapp: object) -> None:
    findings = list(examined())
    assert [one.part for one in findings] == ["cipher", "checklists", "fonts", "PDF", "key store", "window"]
    assert [one.part for one in findings if one.word == "fault"] == []


def test_findings_read_as_lines(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "examined", lambda: found(Finding("fonts", ok=True, sentence="They load.")))
    ran = commands("self-test")
    assert (ran.status, ran.out) == (0, "fonts       ok     They load.\n")


def test_a_part_that_may_be_missing_is_a_note(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    note = Finding("key store", ok=False, sentence="There is none.", needed=False)
    monkeypatch.setattr(selftest, "examined", lambda: found(note))
    ran = commands("self-test", "--json")
    parts = [{"part": "key store", "ok": False, "sentence": "There is none."}]
    assert (ran.status, ran.json) == (0, {"ok": True, "parts": parts})


def test_a_part_that_is_needed_makes_the_answer_no(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Finding("cipher", ok=False, sentence="It fails.")
    monkeypatch.setattr(selftest, "examined", lambda: found(fault))
    ran = commands("self-test")
    assert (ran.status, ran.out) == (1, "cipher      fault  It fails.\n")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (DamagedError("It is damaged."), "It is damaged."),
        (ImportError("libEGL.so.1: no such file /usr/lib", name="PySide6"), "does not load: PySide6."),
        (OSError(28, "No space left on device", "/secret"), "refused: No space left on device."),
    ],
)
def test_what_fails_is_told_in_a_sentence_without_paths(error: Exception, says: str) -> None:
    def fail() -> NoReturn:
        raise error

    finding = tried("part", fail)
    assert says in finding.sentence
    assert "/" not in finding.sentence


def test_a_key_store_that_answers_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sopcheck.vault.keyring.system_keyring", lambda: None)
    (store,) = (one for one in examined() if one.part == "key store")
    assert (store.ok, store.sentence) == (True, "The key store of this account answers.")


def test_a_vault_or_a_record_that_does_not_prove_itself_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    altered = VerifyReport(ok=False, entries=1, problems=())
    monkeypatch.setattr("sopcheck.services.assurance.Assurance.verify", lambda _: altered)
    verdict = RecordVerdict(word="altered", sentence="The file was altered.", details=())
    monkeypatch.setattr("sopcheck.cli.records.by_itself", lambda _: verdict)
    faults = {one.part: one.sentence for one in examined() if one.word == "fault"}
    assert faults == {
        "cipher": "A vault that was just made does not verify. Install sopcheck again.",
        "PDF": "The file was altered.",
    }
