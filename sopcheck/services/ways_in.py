"""What somebody has to show who comes into a vault: a passphrase, a sheet's code, two custodians' keys.

Light, because the page that unlocks is painted before anything else is imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopcheck.ledger.entry import PersonId


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A person, and what they typed."""

    person: PersonId
    typed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SheetCode:
    """The code of a recovery sheet as it was typed."""

    typed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CustodianKeys:
    """The key files of both custodians, each with its passphrase."""

    keys: tuple[tuple[bytes, str], ...] = field(repr=False)


WayBack = SheetCode | CustodianKeys
"""What recovers a person whose own way in is lost."""


@dataclass(frozen=True, slots=True)
class NewWayIn:
    """Whoever came by a way back gives this person a passphrase of their own."""

    back: WayBack
    person: PersonId
    passphrase: str = field(repr=False)


WayIn = Passphrase | NewWayIn
"""How somebody comes in for good: as themselves, or by a way back that makes them a new way in."""
