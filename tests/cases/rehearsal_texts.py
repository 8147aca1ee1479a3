"""Small rehearsals for tests, as text, and what reading one comes to."""

import pytest

from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import Rehearsal, RehearsalError

HEAD = """\
rehearsal: 1
title: A small case
case: NV/CSE/26/0900
checklists: [cse-investigation 1.0]
people:
  farrow: {name: DC Farrow, role: investigator, rank: constable}
  okell: {name: DS Okell, role: supervisor, rank: sergeant}
  teal: {name: DI Teal, role: supervisor, rank: inspector}
"""
START = """\
  - {at: 2026-04-30 10:15, by: okell, clock: report-received}
  - {at: 2026-04-30 10:15, by: okell, assign: supervisor, to: okell}
  - {at: 2026-04-30 10:15, by: okell, assign: investigator, to: farrow}
"""
HEAD_LINES = HEAD.count("\n") + 1


def rehearsal(*events: str, expect: str = "", head: str = "", start: str = START) -> str:
    """A rehearsal with these events after the report and the first holders."""
    lines = "".join(f"  - {{{event}}}\n" for event in events)
    return f"{HEAD}{head}events:\n{start}{lines}{'expect:' if expect else ''}\n{expect}"


def read_text(text: str) -> Rehearsal:
    """Read a rehearsal that is a text."""
    return read(text, file="small.yaml")


def refused(text: str) -> RehearsalError:
    """The mistake that is found in a text."""
    with pytest.raises(RehearsalError) as found:
        read_text(text)
    return found.value
