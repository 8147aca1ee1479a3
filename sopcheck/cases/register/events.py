"""The events of the register: people, roles, devices, definitions and calendars.

They travel with the ledger, so nothing else needs carrying. Format 1 of every body.
"""

from datetime import date
from typing import Literal

from sopcheck.cases.events import Event
from sopcheck.checklists.definition import ChecklistId, Digest, Rank, Version
from sopcheck.ledger.entry import PersonId

Role = Literal[
    "investigator",
    "supervisor",
    "intelligence-officer",
    "intelligence-supervisor",
    "sop-owner",
    "administrator",
    "auditor",
]


RecoveryForm = Literal["sheet", "force"]


class PersonEnrolled(Event, frozen=True, kw_only=True):
    """A person may sign entries with this key from now on; keys are Ed25519, in hex."""

    person: PersonId
    name: str
    number: str
    signing_key: str
    label: str = ""


class RoleGranted(Event, frozen=True, kw_only=True):
    """A person has a role from `at`; the rank is the person's own and may be none (police staff)."""

    person: PersonId
    role: Role
    rank: Rank | None = None


class RoleWithdrawn(Event, frozen=True, kw_only=True):
    """A person has a role no more from `at`."""

    person: PersonId
    role: Role
    reason: str = ""


class PersonRemoved(Event, frozen=True, kw_only=True):
    """A person works here no more: every role ends at `at`; what they wrote stays theirs."""

    person: PersonId
    reason: str = ""


class RecoveryMade(Event, frozen=True, kw_only=True):
    """A way back into the vault is there from now on, in place of the one of its form before.

    It may enrol anew somebody who is enrolled, and nothing else; its key is Ed25519, in hex.
    """

    recovery: PersonId
    form: RecoveryForm
    signing_key: str
    label: str = ""


class DeviceAdded(Event, frozen=True, kw_only=True):
    """A machine keeps chains of its own from now on; its key is Ed25519, in hex."""

    device_key: str
    chains: tuple[str, ...]
    label: str = ""


class DefinitionInstalled(Event, frozen=True, kw_only=True):
    """A version of a checklist is here: its canonical form, which counts, and the author's own text."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    canonical: str
    yaml: str = ""


class DefinitionProposed(Event, frozen=True, kw_only=True):
    """A version is put forward for approval."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    note: str = ""


class DefinitionApproved(Event, frozen=True, kw_only=True):
    """A second person approved the version for the force, to be used from a day on."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    effective_from: date
    authority: str = ""
    review_by: date | None = None
    reason: str = ""


class DefinitionWithdrawn(Event, frozen=True, kw_only=True):
    """The version is not to be used for new cases any more."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    reason: str


class CalendarInstalled(Event, frozen=True, kw_only=True):
    """A bank-holiday calendar is here: its canonical form and its last date."""

    region: str
    until: date
    digest: str
    canonical: str


RegisterEvent = (
    PersonEnrolled
    | RoleGranted
    | RoleWithdrawn
    | PersonRemoved
    | RecoveryMade
    | DeviceAdded
    | DefinitionInstalled
    | DefinitionProposed
    | DefinitionApproved
    | DefinitionWithdrawn
    | CalendarInstalled
)
