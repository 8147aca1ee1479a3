"""The three ways in which something can fail that is not a bug.

Each error carries one whole sentence that a user may read: what is the matter, then what to do.
No answer, person, key or path stands in it; what a program needs to know goes in attributes of
subclasses. Anything raised that is none of these is a bug and ends in the crash window.
"""


class SopcheckError(Exception):
    """What all errors of this program have in common: a sentence for the user."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence that the user will read."""
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        """Tell the sentence."""
        return self.sentence


class RefusedError(SopcheckError):
    """A rule says no: what was asked may not be done, or not like this."""


class UnavailableError(SopcheckError):
    """The machine says no: a disk, keyring, printer or file is not there or will not answer."""


class DamagedError(SopcheckError):
    """The data is not what it should be: cut short, changed, forged or written by a newer program."""
