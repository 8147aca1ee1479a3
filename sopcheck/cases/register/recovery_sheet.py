"""What a printed recovery sheet says: the value between whoever makes it, prints it and shows it."""

from dataclasses import dataclass, field
from datetime import datetime

_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0"})
# Far more than a code with any separators; what is pasted by mistake is not looked at.
_MOST_TYPED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """A sheet with its number, the vault it is of, and the groups of its code, told this once."""

    number: str
    vault: str
    made: datetime
    groups: tuple[str, ...] = field(repr=False)

    @property
    def code(self) -> str:
        """The code as it is typed."""
        return "-".join(self.groups)

    @property
    def asked(self) -> tuple[int, int]:
        """Which two groups to ask for, from 1, to see that the code was kept; other sheets, other groups."""
        one = int(self.number, 16) % len(self.groups)
        other = (one + 3) % len(self.groups)
        return min(one, other) + 1, max(one, other) + 1

    def has(self, group: int, typed: str) -> bool:
        """Whether a group was typed as it stands on the sheet; groups are counted from 1."""
        return plain(typed) == self.groups[group - 1]


def plain(typed: str) -> str:
    """What somebody meant who typed a code: capitals or not, any separators, O for 0, I and L for 1."""
    letters = "".join(letter for letter in typed[:_MOST_TYPED].upper() if letter.isalnum())
    return letters.translate(_MEANT)
