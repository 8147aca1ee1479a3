"""The key of a custodian: a small file, kept offline, that a passphrase opens.

A force has two; only both together recover a vault (`design.md`, settled questions). What a vault needs to
know is their public keys, which anybody may see. Canonical JSON: magic, v, public, kdf, salt, nonce, ct, of
which ct wraps the custodian's seed. History of the format: v 1, the first.
"""

from collections.abc import Callable
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from sopcheck import canonical
from sopcheck.crypto.cost import PASSPHRASE_ONLY, Argon2Cost
from sopcheck.crypto.kdf import KEY_BYTES, SALT_BYTES, key_encryption_key
from sopcheck.crypto.sealing import SealingKey
from sopcheck.crypto.wrapping import NONCE_BYTES, UnwrapError, unwrap, wrap
from sopcheck.errors import DamagedError, RefusedError
from sopcheck.vault.errors import WrongPassphraseError
from sopcheck.vault.keyfile import Kdf
from sopcheck.vault.passphrases import check_passphrase, passphrase_bytes

_MAGIC: Final = "sopcheck-custodian"
_FORMAT: Final = 1
_MOST_BYTES = 4096
_DIGITS = 64


class UnfitCustodianError(RefusedError):
    """What was given is no public key of a custodian, or not of two."""


class CustodianFileError(DamagedError):
    """The key file of a custodian is not what was written."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__("This is no custodian's key file, or it was altered. Take another copy of it.")


class WrongCustodianPassphraseError(WrongPassphraseError):
    """The passphrase does not open the key file of this custodian."""

    def __init__(self) -> None:
        """Say which of the passphrases is meant: the vault has others."""
        super(WrongPassphraseError, self).__init__(
            "That passphrase of a custodian does not open their key file. "
            "See that each typed theirs beside their own file, and type it again."
        )


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written."""

    ct: Annotated[str, Meta(pattern="^[0-9a-f]{96}$")]
    kdf: Kdf
    magic: Literal["sopcheck-custodian"]
    nonce: Annotated[str, Meta(pattern="^[0-9a-f]{24}$")]
    public: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    salt: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    v: Literal[1]


def make_custodian(
    passphrase: str, random_bytes: Callable[[int], bytes], cost: Argon2Cost = PASSPHRASE_ONLY
) -> tuple[bytes, str]:
    """Make a custodian's key: the bytes of the file, and the public key to give to whoever makes vaults.

    Raises:
        UnfitPassphraseError: the passphrase is too easily guessed.
    """
    check_passphrase(passphrase)
    seed = random_bytes(KEY_BYTES)
    file = _File(
        ct="",
        kdf=Kdf(cost.memory_kib, "argon2id", cost.lanes, cost.passes),
        magic=_MAGIC,
        nonce=random_bytes(NONCE_BYTES).hex(),
        public=SealingKey(seed).public.hex(),
        salt=random_bytes(SALT_BYTES).hex(),
        v=_FORMAT,
    )
    wrapped = wrap(_key(file, passphrase), seed, nonce=bytes.fromhex(file.nonce), bound_to=_bound_to(file))
    full = msgspec.structs.replace(file, ct=wrapped.hex())
    return canonical.encode(msgspec.to_builtins(full)), file.public


def open_custodian(content: bytes, passphrase: str) -> SealingKey:
    """Open a custodian's key file.

    Raises:
        CustodianFileError, CostOutOfBoundsError: it is no such file.
        WrongPassphraseError: the passphrase is another.
    """
    file = _read(content)
    try:
        seed = unwrap(
            _key(file, passphrase),
            bytes.fromhex(file.ct),
            nonce=bytes.fromhex(file.nonce),
            bound_to=_bound_to(file),
        )
    except UnwrapError:
        raise WrongCustodianPassphraseError from None
    return SealingKey(seed)


def custodian_keys(typed: tuple[str, ...]) -> tuple[str, str]:
    """Give the public keys of the two custodians.

    Raises:
        UnfitCustodianError: there are not two different ones, or one is mistyped.
    """
    keys = tuple("".join(one.split()).lower() for one in typed)
    if len(keys) != 2 or keys[0] == keys[1]:
        raise UnfitCustodianError("A force's recovery takes the keys of two custodians. Name both.")
    if any(len(key) != _DIGITS or not set(key) <= set("0123456789abcdef") for key in keys):
        raise UnfitCustodianError("A custodian's public key has 64 digits and letters a to f. Copy it whole.")
    return keys[0], keys[1]


def _read(content: bytes) -> _File:
    if len(content) > _MOST_BYTES:
        raise CustodianFileError
    try:
        return msgspec.convert(canonical.decode(content), _File)
    except (canonical.NotCanonicalError, msgspec.ValidationError):
        raise CustodianFileError from None


def _key(file: _File, passphrase: str) -> bytes:
    return key_encryption_key(
        passphrase_bytes(passphrase),
        salt=bytes.fromhex(file.salt),
        cost=file.kdf.cost(),
        device_secret=None,
        slot=_MAGIC,
    )


def _bound_to(file: _File) -> bytes:
    fields: dict[str, object] = msgspec.to_builtins(file)
    del fields["ct"]
    return canonical.encode(fields)
