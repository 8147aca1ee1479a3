"""The code on a recovery sheet: 130 random bits as 26 characters and 2 to check them, in groups of four.

Crockford's base 32: no I, L, O or U, and what is typed for them is taken as meant. The check is the number
modulo 1021, a prime, so that no single wrong character and no two exchanged neighbours pass it
(`security.md` 3.2).
"""

from collections.abc import Callable

from sopcheck.cases.register.recovery_sheet import plain
from sopcheck.errors import RefusedError

GROUP_LENGTH = 4
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 130
_CHECK = 1021
_LENGTH = 28
_CHECK_LENGTH = 2


class MistypedCodeError(RefusedError):
    """What was typed is no recovery code, so there is no use in trying it."""


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """Make a recovery code, without separators."""
    number = int.from_bytes(random_bytes(17)) % (1 << _BITS)
    return _written(number, _LENGTH - _CHECK_LENGTH) + _written(number % _CHECK, _CHECK_LENGTH)


def groups(code: str) -> tuple[str, ...]:
    """Give a code as it is read aloud and written down."""
    return tuple(code[start : start + GROUP_LENGTH] for start in range(0, _LENGTH, GROUP_LENGTH))


def read_code(typed: str) -> str:
    """Give the code that was typed, with or without spaces and dashes, in capitals or not.

    Raises:
        MistypedCodeError: it has too few characters, too many, or a wrong one.
    """
    code = plain(typed)
    if len(code) != _LENGTH or not set(code) <= set(_DIGITS):
        raise MistypedCodeError(
            "A recovery code has seven groups of four letters and digits. Type it as it stands on the sheet."
        )
    if _number(code[:-_CHECK_LENGTH]) % _CHECK != _number(code[-_CHECK_LENGTH:]):
        raise MistypedCodeError(
            "A character of that code is mistyped. Compare it with the sheet, group by group."
        )
    return code


def _written(number: int, length: int) -> str:
    return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(length)))


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number << 5 | _DIGITS.index(digit)
    return number
