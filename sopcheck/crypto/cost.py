"""What guessing a passphrase costs, and the bounds of what is accepted (`security.md` 3.2).

Imports no cryptography, so that a key file can be read before anything heavy is loaded.
"""

from dataclasses import dataclass

from sopcheck.errors import DamagedError

_MEMORY = range(19_456, 1024 * 1024 + 1)
_PASSES = range(1, 11)
_LANES = range(1, 9)


class CostOutOfBoundsError(DamagedError):
    """Somebody asks for a derivation that is too cheap to protect or too dear to finish."""


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one guess at a passphrase costs: memory in KiB, passes over it, lanes.

    Raises:
        CostOutOfBoundsError: the cost is outside what is accepted; nothing was allocated for it.
    """

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        """Refuse a cost that a forged key file might ask for."""
        if self.memory_kib not in _MEMORY or self.passes not in _PASSES or self.lanes not in _LANES:
            raise CostOutOfBoundsError(
                "The key file of this vault is damaged or altered. Put back a copy from a backup."
            )


DEVICE = Argon2Cost(64 * 1024, 3, 4)
"""RFC 9106, second choice: for a slot that also needs the device secret; about 0.1 s."""
PASSPHRASE_ONLY = Argon2Cost(256 * 1024, 3, 4)
"""For a slot that nothing but the passphrase protects; about 0.6 s."""
TESTING = Argon2Cost(19_456, 1, 1)
"""The cheapest that is accepted; for tests, never for a person."""
