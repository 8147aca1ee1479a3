"""Looking for a text in every decrypted page of a vault, free ones too, as somebody could who had its key."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from sopcheck.vault.folder import PAGE_BYTES
from tests.end_to_end.tampering import key_of

# At the end of each page SQLCipher keeps the initial vector, 16 bytes, and the HMAC, 64.
_VECTOR, _RESERVED = 16, 80


def pages_with(folder: Path, text: str) -> list[int]:
    """The numbers of the pages of a locked vault that hold the text in any writing."""
    marks = [text.encode(writing) for writing in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        number
        for number, page in enumerate(plain_pages(folder), start=1)
        if any(mark in page for mark in marks)
    ]


def plain_pages(folder: Path) -> Iterator[bytes]:
    """Every page of the database, decrypted without the database's own code."""
    key, content = key_of(folder), (folder / "vault.db").read_bytes()
    for start in range(0, len(content), PAGE_BYTES):
        page = content[start : start + PAGE_BYTES]
        end = PAGE_BYTES - _RESERVED
        # The first page begins with the salt in the clear.
        body = page[16:end] if start == 0 else page[:end]
        decryptor = Cipher(AES256(key), CBC(page[end : end + _VECTOR])).decryptor()
        yield decryptor.update(body) + decryptor.finalize()
