"""The key of a vault's database, as it follows from the vault key and the salt in the key file."""

from sopcheck.crypto.kdf import subkey
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.keyfile import KeyFile

SALT_BYTES = 16
_DATABASE_KEY = b"sopcheck/db/v1"


def key_spec(file: KeyFile, vault_key: bytes) -> KeySpec:
    """Give the key of a vault's database, with the salt that the key file keeps for it."""
    return KeySpec(subkey(vault_key, _DATABASE_KEY).hex() + file.db_salt)
