"""What the window needs of the program around it; `bootstrap` builds that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sopcheck.services.access import Access
    from sopcheck.services.ports import Clock


class Program(Protocol):
    """The way in, and the clock of this machine."""

    @property
    def access(self) -> Access:
        """What may be done while the vault is locked."""
        ...

    @property
    def clock(self) -> Clock:
        """The time of this machine."""
        ...
