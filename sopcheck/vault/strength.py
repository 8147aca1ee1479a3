"""How hard a passphrase is to guess, in words; the guessing is done by zxcvbn, offline."""

from zxcvbn import zxcvbn

from sopcheck.errors import RefusedError
from sopcheck.vault.passphrases import check_passphrase

# zxcvbn is quadratic, and what follows this many characters cannot make a passphrase weak.
_MOST_JUDGED = 72
_WORDS = ("very weak", "weak", "fair", "strong", "very strong")


def judged(passphrase: str) -> tuple[int, str, bool]:
    """A score from 0 to 4, what to say of it, and whether the passphrase will be taken."""
    try:
        check_passphrase(passphrase)
    except RefusedError as refusal:
        return _score(passphrase), str(refusal), False
    score = _score(passphrase)
    return score, f"This passphrase is {_WORDS[score]}.", True


def _score(passphrase: str) -> int:
    return int(zxcvbn(passphrase[:_MOST_JUDGED])["score"]) if passphrase else 0
