"""A signed record as it is kept beside the ledger: bytes in, bytes out.

Canonical JSON with the signed bytes as text, the reviewer's signature, and a table of the texts with the
salts of their hashes, from which a text can be erased without touching what was signed.

Format 2 keeps the sensitive annex in the same form under `annex`, and under `erased` what erased texts were
erased by; format 1 has neither.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, TypedDict

from sopcheck import canonical
from sopcheck.cases.derived import Snapshot
from sopcheck.cases.reviews.reviewed import FrozenRecord
from sopcheck.errors import DamagedError

FORMAT = 2
_READ = frozenset((1, 2))
_DAMAGED = "The signed record of this review is damaged. Restore it from a backup."


def snapshot_of(review: str, frozen: FrozenRecord) -> Snapshot:
    """The snapshot that is saved with the review."""
    annex = {} if frozen.annex is None else {"annex": _kept(frozen.annex)}
    content = canonical.encode({"format": FORMAT, **_kept(frozen), **annex})
    return Snapshot(review=review, digest=frozen.digest, content=content)


def frozen_of(snapshot: Snapshot) -> FrozenRecord:
    """The record that a snapshot holds.

    Raises:
        DamagedError: it is not what was saved.
    """
    held = canonical.decode(snapshot.content)
    if not isinstance(held, dict) or held.get("format") not in _READ:
        raise DamagedError(_DAMAGED)
    try:
        annex = held.get("annex")
        return FrozenRecord(
            # By the row, whose digest the signed entry names; the content cannot vouch for itself.
            digest=snapshot.digest,
            annex=None if annex is None else FrozenRecord(digest=_digest(annex), **_read(annex)),
            **_read(held),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedError(_DAMAGED) from error


class _Kept(TypedDict):
    """The parts of a frozen record that are kept as they are."""

    signed: bytes
    code: str
    texts: dict[str, tuple[str, str]]
    public_key: bytes
    signature: bytes
    erased: dict[str, str]


def _kept(frozen: FrozenRecord) -> dict[str, object]:
    erased = [[key, under] for key, under in sorted(frozen.erased.items())]
    return ({"erased": erased} if erased else {}) | {
        # As text and not as an object: what was signed is these bytes, not what they mean.
        "signed": frozen.signed.decode(),
        "code": frozen.code,
        "public-key": frozen.public_key.hex(),
        "signature": frozen.signature.hex(),
        "texts": [[key, salt, text] for key, (salt, text) in sorted(frozen.texts.items())],
    }


def _read(held: Mapping[str, Any]) -> _Kept:
    return _Kept(
        signed=held["signed"].encode(),
        code=held["code"],
        texts={key: (salt, text) for key, salt, text in held["texts"]},
        public_key=bytes.fromhex(held["public-key"]),
        signature=bytes.fromhex(held["signature"]),
        erased=dict(held.get("erased", ())),
    )


def _digest(held: Mapping[str, Any]) -> str:
    return hashlib.sha256(held["signed"].encode()).hexdigest()
