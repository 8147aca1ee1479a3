"""Publishing checklist versions: one SOP owner proposes, another approves from a day on (`peers.md` 2A)."""

from collections.abc import Iterable
from datetime import date

import msgspec

from sopcheck.cases import lifecycle
from sopcheck.cases.authority import Action, require
from sopcheck.cases.events import When
from sopcheck.cases.register import decisions as register_decisions
from sopcheck.cases.register.decisions import Approval
from sopcheck.cases.register.events import DefinitionInstalled, RegisterEvent
from sopcheck.cases.register.register import DefinitionRow, Register
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.checklists.local_time import LONDON, to_local
from sopcheck.checklists.problems import check
from sopcheck.errors import RefusedError
from sopcheck.services.opened import Opened
from sopcheck.services.register_desk import installed


class Publishing:
    """What SOP owners do with versions; every step is a signed entry of the register."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def propose(self, data: bytes, name: str, *, reason: str) -> DefinitionRow:
        """Put a definition file forward for approval, with the reason for the change.

        Raises:
            DefinitionError: the file is no definition.
            RefusedError: it has problems, goes backwards, or its version has another content here.
        """
        event = installed(data, name, self._at())
        self._refuse_problems(data, name)
        there = self._register.definitions.get((event.checklist, event.version))
        if there is not None and there.digest != event.digest:
            raise RefusedError(
                f"Another content is here as {event.checklist} {event.version}."
                " Give the new one a new version."
            )
        with self._opened.scribe.noting_refusals("propose a version"):
            proposed = register_decisions.propose(
                self._with(event),
                event.checklist,
                event.version,
                by=self._opened.register.me,
                at=self._at(),
                reason=reason,
            )
        # In one save, so that what was refused leaves nothing behind.
        return self._write("propose a version", (proposed,) if there else (event, proposed), proposed.digest)

    def propose_version(self, checklist: ChecklistId, version: Version, *, reason: str) -> DefinitionRow:
        """Put a version forward that is here already: a draft, or the baseline that ships."""
        row = self._opened.register.row(checklist, version)
        return self.propose(row.yaml.encode(), f"{checklist}-{version}.yaml", reason=reason)

    def approve(self, checklist: ChecklistId, version: Version, given: Approval) -> DefinitionRow:
        """Approve what another SOP owner proposed, from a day on.

        Raises:
            RefusedError: it is not proposed, is one's own, or the day cannot be.
        """
        with self._opened.scribe.noting_refusals("approve a version"):
            event = register_decisions.approve(
                self._register, checklist, version, given, by=self._opened.register.me, at=self._at()
            )
        return self._write("approve a version", (event,), event.digest)

    def withdraw(self, checklist: ChecklistId, version: Version, *, reason: str) -> DefinitionRow:
        """Let no new case follow a version any more; cases that follow it go on with it."""
        with self._opened.scribe.noting_refusals("approve a version"):
            event = register_decisions.withdraw_definition(
                self._register, checklist, version, by=self._opened.register.me, at=self._at(), reason=reason
            )
        return self._write("approve a version", (event,), event.digest)

    def in_force(self, checklist: ChecklistId, day: date | None = None) -> DefinitionRow | None:
        """The version that a case takes of which the police first knew on a day; without one, today."""
        return lifecycle.in_force(self._register, checklist, day or self.today())

    def today(self) -> date:
        """The day that it is here."""
        return self._opened.register.today()

    def _refuse_problems(self, data: bytes, name: str) -> None:
        library, today = self._opened.register.definitions, self.today()
        others = {row.checklist for row in self._register.definitions.values()}
        current = (lifecycle.in_force(self._register, other, today) for other in others)
        known = (library.with_digest(row.digest) for row in current if row is not None)
        found = check(data, name=name, beside=[one for one in known if one is not None])
        if found:
            raise RefusedError(
                f"This version has problems, {len(found)} in all. Put them right first: {found[0]}"
            )

    def _with(self, event: DefinitionInstalled) -> Register:
        """The register as if the version were installed."""
        register = self._register
        row = DefinitionRow(
            checklist=event.checklist,
            version=event.version,
            digest=event.digest,
            canonical=event.canonical,
            yaml=event.yaml,
            installed=self._opened.scribe.now(),
            status="draft",
            author=self._opened.register.me.person,
        )
        return msgspec.structs.replace(
            register, definitions={(row.checklist, row.version): row, **register.definitions}
        )

    def _write(self, action: Action, events: Iterable[RegisterEvent], digest: str) -> DefinitionRow:
        desk = self._opened.register
        desk.write(tuple(events), role=require(desk.me, action))
        return next(row for row in desk.register.definitions.values() if row.digest == digest)

    @property
    def _register(self) -> Register:
        return self._opened.register.register

    def _at(self) -> When:
        return When(to_local(self._opened.scribe.now(), LONDON))
