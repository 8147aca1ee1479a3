"""Events as bytes: the same again after a round trip, refused or reported where they cannot be."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

from sopcheck import canonical
from sopcheck.cases import codec
from sopcheck.cases.events import CaseReopened, ClockSet, Event, NoteAdded, When
from sopcheck.checklists.definition import ClockId
from sopcheck.errors import RefusedError
from tests.cases.generated_events import EVENT_TYPES, events

SAMPLES = Path(__file__).parent.parent / "data" / "events"
BST = timezone(timedelta(hours=1))
NOON = When(datetime(2026, 5, 7, 12, tzinfo=UTC))
NOTE = NoteAdded(at=NOON, text="Call logged")


class SomethingNew(Event, frozen=True):
    """An event that this version does not have."""


@given(events)
def test_every_event_is_read_as_it_was_written(event: Any) -> None:
    written = codec.encode(event)
    assert codec.decode(written.kind, written.version, written.body) == event


@given(events)
def test_a_body_is_canonical(event: Any) -> None:
    body = codec.encode(event).body
    assert canonical.encode(canonical.decode(body)) == body


def test_a_wall_time_keeps_its_offset() -> None:
    clock = ClockSet(at=When(datetime(2026, 10, 25, 1, 40, tzinfo=BST)), clock=ClockId("child-found"))
    read = codec.decode("ClockSet", 1, codec.encode(clock).body)
    assert isinstance(read, ClockSet)
    assert read.at.at.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize("kind", [kind.__name__ for kind in EVENT_TYPES])
def test_the_pinned_sample_of_every_kind_is_read_and_written_alike(kind: str) -> None:
    body = (SAMPLES / f"{kind}.json").read_bytes()
    read = codec.decode(kind, 1, body)
    assert not isinstance(read, codec.Unreadable)
    assert codec.encode(read) == codec.Written(kind, 1, body)


def test_there_is_no_sample_of_a_kind_that_is_gone() -> None:
    assert {file.stem for file in SAMPLES.glob("*.json")} == codec.KINDS


def test_an_event_of_a_newer_version_is_not_written() -> None:
    with pytest.raises(codec.UnknownEventError, match="newer version"):
        codec.encode(SomethingNew(at=NOON))


def test_a_time_without_its_offset_is_not_written() -> None:
    with pytest.raises(codec.UnfitEventError, match="offset"):
        codec.encode(NoteAdded(at=When(datetime(2026, 5, 7, 12)), text="Call logged"))


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800"])
def test_a_character_that_cannot_be_kept_is_not_written(text: str) -> None:
    with pytest.raises(RefusedError, match="cannot be kept"):
        codec.encode(NoteAdded(at=NOON, text=text))


def test_a_body_may_be_a_megabyte_and_no_more() -> None:
    rest = 1024 * 1024 - len(codec.encode(NoteAdded(at=NOON, text="")).body) - len(',"text":""')
    for room, fits in ((rest + len(',"text":""'), True), (rest + 40, False)):
        text = "x" * (room - (len(',"text":""') if fits else 0))
        if fits:
            assert codec.encode(NoteAdded(at=NOON, text=text)).body
            continue
        with pytest.raises(codec.TooLongError, match="1 MB"):
            codec.encode(NoteAdded(at=NOON, text=text))


def test_a_newer_kind_is_reported() -> None:
    read = codec.decode("SomethingNew", 1, b'{"kind":"SomethingNew"}')
    assert isinstance(read, codec.Unreadable)
    assert (read.kind, read.reason) == ("SomethingNew", "newer")


def test_a_newer_version_of_a_kind_is_reported() -> None:
    read = codec.decode("NoteAdded", 2, codec.encode(NOTE).body)
    assert isinstance(read, codec.Unreadable)
    assert "newer version" in read.sentence


def test_an_erased_body_is_reported() -> None:
    read = codec.decode("NoteAdded", 1, None)
    assert isinstance(read, codec.Unreadable)
    assert read.reason == "erased"


GOOD = codec.encode(NOTE).body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"nonsense",
        b"\xff\xfe",
        GOOD[:-1],
        GOOD + b" ",
        GOOD.replace(b'"kind"', b' "kind"'),
        GOOD.replace(b'"text"', b'"text":"","text"'),
        GOOD.replace(b'"Call logged"', b"7"),
        GOOD.replace(b"+", b"").replace(b"Z", b""),
        GOOD.replace(b"Call", b"\\u0043all"),
        GOOD.replace(b'"kind"', b'"extra":1,"kind"'),
        b"[" * 30_000,
    ],
)
def test_an_altered_body_is_reported_never_raised(body: bytes) -> None:
    read = codec.decode("NoteAdded", 1, body)
    assert isinstance(read, codec.Unreadable)
    assert read.reason == "altered"


def test_a_body_under_another_kind_is_reported() -> None:
    reopened = codec.encode(CaseReopened(at=NOON, why="New account")).body
    assert isinstance(codec.decode("NoteAdded", 1, reopened), codec.Unreadable)


def test_a_body_that_spells_out_a_default_is_reported() -> None:
    spelt = json.loads(codec.encode(ClockSet(at=NOON, clock=ClockId("allocated"))).body) | {
        "confirmed": False
    }
    body = canonical.encode(spelt)
    assert isinstance(codec.decode("ClockSet", 1, body), codec.Unreadable)


def test_the_kind_is_the_name_of_the_event() -> None:
    assert codec.kind_of(NOTE) == "NoteAdded"
    assert msgspec.json.decode(GOOD)["kind"] == "NoteAdded"
