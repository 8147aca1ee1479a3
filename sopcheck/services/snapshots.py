"""A signed record as it is kept beside the ledger: bytes in, bytes out.

Format 1: canonical JSON with the signed bytes as text, the reviewer's signature, and a table of the texts
with the salts of their hashes, from which a text can be erased without touching what was signed.
"""

from sopcheck import canonical
from sopcheck.cases.derived import Snapshot
from sopcheck.cases.reviewed import FrozenRecord
from sopcheck.errors import DamagedError

FORMAT = 1
_DAMAGED = "The signed record of this review is damaged. Restore it from a backup."


def snapshot_of(review: str, frozen: FrozenRecord) -> Snapshot:
    """The snapshot that is saved with the review."""
    content = canonical.encode(
        {
            "format": FORMAT,
            # As text and not as an object: what was signed is these bytes, not what they mean.
            "signed": frozen.signed.decode(),
            "code": frozen.code,
            "public-key": frozen.public_key.hex(),
            "signature": frozen.signature.hex(),
            "texts": [[key, salt, text] for key, (salt, text) in sorted(frozen.texts.items())],
        }
    )
    return Snapshot(review=review, digest=frozen.digest, content=content)


def frozen_of(snapshot: Snapshot) -> FrozenRecord:
    """The record that a snapshot holds.

    Raises:
        DamagedError: it is not what was saved.
    """
    held = canonical.decode(snapshot.content)
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise DamagedError(_DAMAGED)
    try:
        return FrozenRecord(
            signed=held["signed"].encode(),
            # By the row, whose digest the signed entry names; the content cannot vouch for itself.
            digest=snapshot.digest,
            code=held["code"],
            texts={key: (salt, text) for key, salt, text in held["texts"]},
            public_key=bytes.fromhex(held["public-key"]),
            signature=bytes.fromhex(held["signature"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedError(_DAMAGED) from error
