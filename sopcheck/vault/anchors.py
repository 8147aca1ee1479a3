"""The anchor: how far a vault had come when this machine last saw it, kept where a copy of its folder is not.

Level L2 of `security.md` 5.5: an item of the key store and a file beside the folder, each under a MAC of the
vault key. With it an older folder that was put back, or entries that were cut off, are noticed at once.

Format 1, canonical JSON: `chains` [[chain id, number, first 32 digits of the entry's name], …], `entries`,
`mac`, `utc`, `v`, `vault`. It is small, for a key store takes little more than a kilobyte.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

import msgspec
from msgspec import Struct

from sopcheck import canonical
from sopcheck.errors import UnavailableError
from sopcheck.ledger.entry import ChainId, instant, instant_text
from sopcheck.vault import files
from sopcheck.vault.keyring import DeviceSecrets
from sopcheck.vault.seal import Seal

SUFFIX = ".anchor"
NAME_DIGITS = 32
_PURPOSE = b"sopcheck/anchor/v1"
_ITEM = "anchor"
_MOST_BYTES = 4096
# A machine whose vault was put back now and then has a few old chains; a key store has no room for more.
_MOST_CHAINS = 5


class Reached(Struct, frozen=True, array_like=True):
    """How far a chain had come, and the name that the entry had there."""

    log: ChainId
    seq: int
    name: str


class Anchor(Struct, frozen=True, forbid_unknown_fields=True):
    """What this machine last saw of a vault."""

    chains: tuple[Reached, ...]
    entries: int
    utc: str
    vault: str
    v: Literal[1] = 1


class _Sealed(Struct, frozen=True, forbid_unknown_fields=True):
    """An anchor with the code that shows it was written by somebody who had the vault open."""

    anchor: Anchor
    mac: str


class AnchorPlace(Protocol):
    """A place outside the vault's folder."""

    def put(self, content: bytes) -> None:
        """Keep the anchor in place of the one before."""

    def get(self) -> bytes | None:
        """Give what is kept; None if nothing is."""


class KeyringPlace:
    """The key store of this account; where it does not answer there is still the file beside the folder."""

    def __init__(self, keyring: DeviceSecrets, vault: str) -> None:
        """Keep the anchor of this vault."""
        self._keyring = keyring
        self._vault = vault

    def put(self, content: bytes) -> None:
        """Keep the anchor; a store that refuses must not stop a save."""
        with suppress(UnavailableError):
            self._keyring.put(vault=self._vault, slot=_ITEM, secret=content)

    def get(self) -> bytes | None:
        """Give what the store has."""
        with suppress(UnavailableError):
            return self._keyring.get(vault=self._vault, slot=_ITEM)
        return None


class FilePlace:
    """A file beside the folder of the vault, so that a folder put back whole does not bring it along."""

    def __init__(self, folder: Path) -> None:
        """Keep the anchor of the vault in this folder."""
        self._path = folder.with_name(folder.name + SUFFIX)

    def put(self, content: bytes) -> None:
        """Keep the anchor; a disk that refuses must not stop a save."""
        with suppress(UnavailableError):
            files.replace(self._path, content)

    def get(self) -> bytes | None:
        """Give what the file has."""
        return files.beginning(self._path, _MOST_BYTES)


class Anchors:
    """The anchor of one vault in all of its places."""

    def __init__(self, places: Sequence[AnchorPlace], *, vault: str, vault_key: bytes) -> None:
        """Use these places; the key authenticates what they give back."""
        self._places = places
        self._vault = vault
        self._seal = Seal(vault_key, _PURPOSE)

    def read(self) -> Anchor | None:
        """Give what was seen: of each chain the furthest that any place knows; None if no place knows any."""
        found = [anchor for place in self._places if (anchor := self._read(place.get())) is not None]
        if not found:
            return None
        newest = max(found, key=lambda anchor: (anchor.entries, anchor.utc))
        furthest: dict[ChainId, Reached] = {}
        for reached in (one for anchor in found for one in anchor.chains):
            if reached.log not in furthest or furthest[reached.log].seq < reached.seq:
                furthest[reached.log] = reached
        return msgspec.structs.replace(newest, chains=tuple(furthest.values()))

    def write(self, chains: Iterable[Reached], *, entries: int, at: datetime) -> None:
        """Keep what is there now."""
        kept = tuple(chains)[-_MOST_CHAINS:]
        anchor = Anchor(kept, entries, instant_text(at), self._vault)
        content = canonical.encode(msgspec.to_builtins(_Sealed(anchor, self._seal.of(anchor))))
        for place in self._places:
            place.put(content)

    def move_to(self, vault_key: bytes) -> None:
        """Keep what was seen under another key of the same vault."""
        seen = self.read()
        if seen is not None:
            moved = Anchors(self._places, vault=self._vault, vault_key=vault_key)
            moved.write(seen.chains, entries=seen.entries, at=instant(seen.utc))

    def is_of_another_key(self) -> bool:
        """Whether a place has one of this vault that its key does not fit: an older key here, or altered."""
        found = [sealed for place in self._places if (sealed := self._sealed(place.get())) is not None]
        return any(not self._seal.fits(sealed.anchor, sealed.mac) for sealed in found)

    def _read(self, content: bytes | None) -> Anchor | None:
        # One that was altered, or belongs to another vault, is as good as none.
        sealed = self._sealed(content)
        return sealed.anchor if sealed and self._seal.fits(sealed.anchor, sealed.mac) else None

    def _sealed(self, content: bytes | None) -> _Sealed | None:
        try:
            sealed = msgspec.json.decode(content or b"", type=_Sealed)
        except (msgspec.MsgspecError, ValueError):
            return None
        return sealed if sealed.anchor.vault == self._vault else None
