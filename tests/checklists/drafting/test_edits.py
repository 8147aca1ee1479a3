"""Edits as the journal keeps them (`docs/draft-journal.md`)."""

import json

import msgspec
import pytest

from sopcheck.checklists.drafting.draft import Redone, Step, Undone, line_of
from sopcheck.checklists.drafting.edits import Added, Changed, Duplicated, Moved, Removed, Renamed

LINES: list[tuple[Step, bytes]] = [
    (
        Added(under="facts", id="a", entry={"says": "So."}),
        b'{"edit":"added","under":"facts","id":"a","entry":{"says":"So."}}\n',
    ),
    (
        Added(under="items", id="a", entry={}, stage="work", after="b"),
        b'{"edit":"added","under":"items","id":"a","entry":{},"stage":"work","after":"b"}\n',
    ),
    (Removed(under="stages", id="a"), b'{"edit":"removed","under":"stages","id":"a"}\n'),
    (Moved(under="items", id="a", after="b"), b'{"edit":"moved","under":"items","id":"a","after":"b"}\n'),
    (
        Changed(under="items", id="a", key="gate"),
        b'{"edit":"changed","under":"items","key":"gate","id":"a"}\n',
    ),
    (
        Changed(under="definition", key="title", value="T"),
        b'{"edit":"changed","under":"definition","key":"title","value":"T"}\n',
    ),
    (Renamed(under="clocks", id="a", to="b"), b'{"edit":"renamed","under":"clocks","id":"a","to":"b"}\n'),
    (Duplicated(under="items", id="a", to="b"), b'{"edit":"duplicated","under":"items","id":"a","to":"b"}\n'),
    (Undone(), b'{"edit":"undone"}\n'),
    (Redone(), b'{"edit":"redone"}\n'),
]


@pytest.mark.parametrize(("step", "line"), LINES)
def test_a_step_is_a_line_and_reads_back(step: Step, line: bytes) -> None:
    # The order of keys says nothing in JSON.
    assert json.loads(line_of(step)) == json.loads(line)
    assert line_of(step).count(b"\n") == 1
    assert msgspec.json.decode(line, type=Step) == step


@pytest.mark.parametrize(
    "line",
    [
        b'{"edit":"burnt","under":"items","id":"a"}',
        b'{"edit":"removed","under":"people","id":"a"}',
        b'{"edit":"removed","under":"items"}',
        b'{"under":"items","id":"a"}',
    ],
)
def test_what_is_no_step_is_not_read(line: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(line, type=Step)
