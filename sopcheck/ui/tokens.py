"""The named colours of the window; every pair of text and ground is at least 5.6 : 1."""

from typing import NamedTuple


# A tuple, because a dataclass is compiled when it is imported, and this is before the way in is painted.
class Tokens(NamedTuple):
    """One set of colours as `#rrggbb`; `hairline` is `line` at 40 % over the page."""

    page: str
    surface: str
    raised: str
    ink: str
    muted: str
    line: str
    hairline: str
    accent: str
    on_accent: str
    passed: str
    soon: str
    met: str


def over(colour: str, ground: str, share: float) -> str:
    """A colour laid over a ground with this share of opacity, as one opaque colour."""
    mixed = (
        round(int(colour[at : at + 2], 16) * share + int(ground[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def chosen(tokens: Tokens) -> str:
    """The ground of a chosen row: a breath of the accent, so that words of state keep their contrast."""
    return over(tokens.accent, tokens.surface, 0.1)


LIGHT = Tokens(
    page="#F6F5F2",
    surface="#FFFFFF",
    raised="#FBFAF8",
    ink="#1C2126",
    muted="#59636E",
    line="#858E98",
    hairline=over("#858E98", "#F6F5F2", 0.4),
    accent="#1D5B99",
    on_accent="#FFFFFF",
    passed="#A8201A",
    soon="#7A5200",
    met="#2C6239",
)

DARK = Tokens(
    page="#15181B",
    surface="#1D2125",
    raised="#24292E",
    ink="#E9EBED",
    muted="#A7B0BA",
    line="#6E7883",
    hairline=over("#6E7883", "#15181B", 0.4),
    accent="#86B7EE",
    on_accent="#0F1417",
    passed="#FF9B92",
    soon="#F0C35A",
    met="#8CCB99",
)

# For those who want it where the system offers none: nothing but black, white and one yellow.
CONTRAST = Tokens(
    page="#000000",
    surface="#000000",
    raised="#101010",
    ink="#FFFFFF",
    muted="#C8C8C8",
    line="#FFFFFF",
    hairline="#FFFFFF",
    accent="#FFE100",
    on_accent="#000000",
    passed="#FFFFFF",
    soon="#FFFFFF",
    met="#FFFFFF",
)
