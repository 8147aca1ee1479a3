"""The identity of a definition: its canonical form and the digest of that.

The register keeps the canonical form beside the author's YAML; at start only this is read (`design.md`,
"Settled questions"). Nothing here needs YAML.
"""

import hashlib
from functools import lru_cache

import msgspec

from sopcheck import canonical
from sopcheck.checklists.definition import FORMAT, Checklist, Digest
from sopcheck.checklists.problem import DefinitionError, Problem


class _Opening(msgspec.Struct):
    """All that is read before the format is known."""

    format: int


def canonical_form(checklist: Checklist) -> bytes:
    """Give the RFC 8785 form; keys that say nothing are left out."""
    return canonical.encode(msgspec.to_builtins(checklist), depth=canonical.DEFINITION_DEPTH)


def digest_of(checklist: Checklist) -> Digest:
    """Give the SHA-256 of the canonical form, as 64 hex digits; the first 8 are shown to people."""
    return Digest(hashlib.sha256(canonical_form(checklist)).hexdigest())


def from_canonical(data: bytes) -> Checklist:
    """Read a definition from its canonical form.

    Raises:
        DefinitionError: it is not one, is of a newer format, or is written differently.
    """
    try:
        # A newer format may have another shape, and its being newer is then the thing to say.
        newer_format(msgspec.json.decode(data, type=_Opening).format, line=0, name="")
        checklist = msgspec.json.decode(data, type=Checklist)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _not_one() from None
    # The same bytes as RFC 8785 gives for what a definition can hold, and fast enough for every start.
    if msgspec.json.encode(checklist, order="sorted") != data:
        raise _not_one()
    return checklist


@lru_cache(maxsize=64)
def kept_definition(canonical_text: str) -> tuple[Digest, Checklist]:
    """Read a definition that the register keeps, once, and give its digest with it.

    Raises:
        DefinitionError: it is not one, is of a newer format, or is written differently.
    """
    data = canonical_text.encode()
    # Only its canonical form reads as a definition, so the digest need not be made from what was read.
    return Digest(hashlib.sha256(data).hexdigest()), from_canonical(data)


def newer_format(found: int, *, line: int, name: str) -> None:
    """Refuse a definition of a newer format than this program reads.

    Raises:
        DefinitionError: it is newer.
    """
    if found > FORMAT:
        sentence = f"This definition has format {found}; this program reads {FORMAT}. Install a newer one."
        raise DefinitionError((Problem(name, line, "", "newer-format", sentence),))


def _not_one() -> DefinitionError:
    sentence = "This is not a definition as sopcheck keeps it. Install the checklist again from its file."
    return DefinitionError((Problem("", 0, "", "not-canonical", sentence),))
