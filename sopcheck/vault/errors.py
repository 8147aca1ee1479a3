"""What can be wrong with a vault, each with its own sentence."""

from sopcheck.errors import DamagedError, RefusedError, UnavailableError


class VaultMissingError(UnavailableError):
    """There is no vault, or a part of it is not there."""


class VaultInUseError(UnavailableError):
    """The vault is open somewhere else."""


class PlaceUnfitError(RefusedError):
    """A vault cannot live in this place."""


class DiskError(UnavailableError):
    """The disk would not write or read; nothing of the last step was kept."""


class ForeignFileError(DamagedError):
    """A file with the name of one of ours is something else."""


class NewerVaultError(DamagedError):
    """A newer program wrote this vault."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__("A newer sopcheck has written this vault. Install that version and open it there.")


class VaultDamagedError(DamagedError):
    """The database is not what was written."""


class OlderVaultError(RefusedError):
    """The vault is an older state of itself: what is recorded now would part from what came after it."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__(
            "This vault is older than the last state seen on this machine, so it can be read but nothing is "
            "recorded in it. Put the newest folder back, restore the newest backup, or ask an administrator "
            "to accept the loss."
        )


class VaultClosedError(UnavailableError):
    """The vault was locked while somebody still worked with it."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__("The vault is locked. Unlock it and try again.")


class KeyFileDamagedError(DamagedError):
    """The key file is not what was written."""

    def __init__(
        self,
        sentence: str = "The key file of this vault is damaged or altered. Put back a copy from a backup.",
    ) -> None:
        """Say what to do about it."""
        super().__init__(sentence)


class WrongPassphraseError(RefusedError):
    """The passphrase does not open this slot."""

    def __init__(self) -> None:
        """Say no more than that; nothing may tell which part is wrong."""
        super().__init__(
            "That passphrase does not open this vault for the person chosen. "
            "Check Caps Lock and the keyboard, and type it again."
        )


NOT_OUR_KEY = (
    "The key file and the database of this vault do not belong together, or the database is damaged. "
    "Put back both from the same backup."
)
DISK_FULL = "The disk is full, so this was not saved. Free some space and try again."
DISK_REFUSED = (
    "The disk refused to work, so this was not saved. See that it is connected and has room, and try again."
)
NOT_WRITABLE = (
    "The folder of this vault cannot be written to. "
    "See that its disk has room and that you may write there, and try again."
)
DAMAGED = (
    "This vault is damaged, and nothing doubtful is shown. Unlock it once more, for a disk may fail for a "
    "moment; if that does not help, keep a copy of its folder and restore a backup."
)
IN_USE = "This vault is open in another window or program. Close it there and try again."
