"""Reading the access book: who looked at, printed, exported or tried what (DPA 2018 s.62).

The law lets it serve four purposes and no other: which one is asked, and noted before anything is shown.
No statistics are drawn from it, and only auditors and administrators read it.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

import msgspec

from sopcheck.cases.access_events import AccessBookRead, AccessEvent, LawfulPurpose, UnlockFailed
from sopcheck.cases.authority import Action, require
from sopcheck.cases.events import CaseId, When
from sopcheck.ledger.entry import PersonId, Stored, instant_text
from sopcheck.services.opened import Opened
from sopcheck.services.people import name_of

PURPOSES: tuple[LawfulPurpose, ...] = get_args(LawfulPurpose)
KINDS: tuple[str, ...] = tuple(kind.__name__ for kind in get_args(AccessEvent))
Form = Literal["csv", "json"]

_ACTION: Action = "read the access book"
_COLUMNS = ("at", "recorded", "person", "kind", "case", "details")
_NOT_TOLD = frozenset({"at", "case", "kind"})
# A spreadsheet would run what begins like this (OWASP ASVS 5.0, 1.2.10).
_FORMULA = re.compile(r"^[=+\-@\t\r＝＋－＠]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; what is left out limits nothing. The days are of the time that is told."""

    case: CaseId | None = None
    person: PersonId | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """One entry of the access book, as it is read: who, when, what, and on which case."""

    at: datetime
    recorded: datetime
    person: PersonId
    name: str
    kind: str
    case: CaseId | None
    reference: str
    details: str


class AccessBook:
    """The access book of an open vault, for those who may read it."""

    def __init__(self, opened: Opened) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._register = opened.register

    def read(self, purpose: LawfulPurpose, wanted: Wanted) -> tuple[AccessLine, ...]:
        """Give what is looked for, the latest first, once it is noted that it was read and what for.

        Raises:
            RoleRefusedError: you are neither auditor nor administrator; the attempt is noted.
            NotNotedError: it could not be noted, so nothing is shown.
        """
        return self._told(purpose, wanted, form="")

    def export(self, purpose: LawfulPurpose, wanted: Wanted, form: Form) -> bytes:
        """Give the same as a file: CSV for a spreadsheet, or JSON; raises as `read` does."""
        lines = self._told(purpose, wanted, form=form)
        return _as_csv(lines) if form == "csv" else _as_json(lines)

    def _told(self, purpose: LawfulPurpose, wanted: Wanted, *, form: str) -> tuple[AccessLine, ...]:
        with self._scribe.noting_refusals(_ACTION):
            role = require(self._register.me, _ACTION)
        lines = tuple(
            self._line(*read) for read in reversed(self._scribe.read_access()) if _fits(*read, wanted)
        )
        now = When(self._scribe.now())
        self._scribe.note_access(
            AccessBookRead(at=now, purpose=purpose, shown=len(lines), form=form), role=role
        )
        return lines

    def _line(self, stored: Stored, event: AccessEvent) -> AccessLine:
        case = _case_of(event)
        row = None if case is None else self._vault.index.get(case)
        name = name_of(self._register.people, stored.by)
        return AccessLine(
            at=event.at.at,
            recorded=stored.recorded,
            person=stored.by,
            name=name if _author(stored, event) else "not known",
            kind=stored.kind,
            case=case,
            reference="" if row is None else row.reference,
            details=self._details(event) if _author(stored, event) else f"noted when {name} unlocked",
        )

    def _details(self, event: AccessEvent) -> str:
        fields: dict[str, object] = msgspec.to_builtins(event)
        said = ((name, value) for name, value in fields.items() if name not in _NOT_TOLD)
        return "; ".join(
            f"{name.replace('_', ' ')}: {self._word(name, value)}"
            for name, value in said
            if value not in ("", None)
        )

    def _word(self, name: str, value: object) -> object:
        if name == "person" and isinstance(value, str):
            return name_of(self._register.people, PersonId(value))
        return ("no", "yes")[value] if isinstance(value, bool) else value


def _author(stored: Stored, event: AccessEvent) -> PersonId | None:
    """Give who did it; of a failed unlock only whoever came in next is known, and may be somebody else."""
    return None if isinstance(event, UnlockFailed) else stored.by


def kind_words(kind: str) -> str:
    """The name of a kind as people read it: *case viewed*."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", kind).lower()


def _fits(stored: Stored, event: AccessEvent, wanted: Wanted) -> bool:
    day = event.at.at.date()
    return (
        wanted.case in (None, _case_of(event))
        and wanted.person in (None, _author(stored, event))
        and wanted.kind in ("", stored.kind)
        and (wanted.since is None or wanted.since <= day)
        and (wanted.until is None or day <= wanted.until)
    )


def _case_of(event: AccessEvent) -> CaseId | None:
    case = getattr(event, "case", None)
    return CaseId(case) if isinstance(case, str) else None


def _fields(line: AccessLine) -> tuple[str, ...]:
    at, recorded = instant_text(line.at), instant_text(line.recorded)
    return at, recorded, line.name, kind_words(line.kind), line.reference, line.details


def _as_csv(lines: Iterable[AccessLine]) -> bytes:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    table.writerows([_harmless(text) for text in _fields(line)] for line in lines)
    # With the mark by which spreadsheets know UTF-8.
    return written.getvalue().encode("utf-8-sig")


def _as_json(lines: Iterable[AccessLine]) -> bytes:
    rows = [dict(zip(_COLUMNS, _fields(line), strict=True)) for line in lines]
    return json.dumps(rows, ensure_ascii=False, indent=2).encode()


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
