"""How one row of a list reads, whatever value it stands for."""

from dataclasses import dataclass
from typing import Literal

from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.text import Tone

RowKind = Literal["row", "heading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowText:
    """The words of a row: `primary` wraps to `most_lines`; `secondary` is muted below it.

    `sign` puts its shape before the words and its word, in its tone, at the end of the second line
    (or, with `sign_first`, at its beginning). `trailing` stands at the right of the first line, `detail`
    muted below all of that, on as many lines as it needs.
    """

    primary: str
    secondary: str = ""
    trailing: str = ""
    trailing_tone: Tone = "muted"
    sign: Sign | None = None
    sign_first: bool = False
    kind: RowKind = "row"
    strong: bool = False
    muted: bool = False
    most_lines: int = 3
    detail: str = ""
    spoken: str = ""

    @property
    def said(self) -> str:
        """What a screen reader says: name, state, what stands beside it."""
        if self.spoken:
            return self.spoken
        parts = (
            self.primary,
            self.sign.word if self.sign else "",
            self.secondary,
            self.trailing,
            self.detail,
        )
        return ", ".join(part for part in parts if part)
