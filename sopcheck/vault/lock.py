"""Keeping a second program out of the folder of a vault."""

from contextlib import suppress

import filelock

from sopcheck import canonical
from sopcheck.vault import files
from sopcheck.vault.errors import IN_USE, VaultInUseError
from sopcheck.vault.folder import Folder
from sopcheck.vault.machine import Machine


class FolderLock:
    """The lock that keeps a second program out of a folder; the database's own lock stands behind it."""

    def __init__(self, folder: Folder, machine: Machine) -> None:
        """Take the lock; one left by a program that ended counts for nothing.

        Raises:
            VaultInUseError: another program holds it; told by process and host where that is known.
            ForeignFileError: a link stands where a file of the vault belongs; nothing was written.
            DiskError: the folder cannot be written to.
        """
        # Nothing is written before, and everything after it.
        folder.require_files()
        self._holder = folder.holder
        self._lock = filelock.FileLock(folder.lock, blocking=False, thread_local=False)
        # Not bound to a thread: the vault is opened by a worker and closed by the window.
        with files.disk_errors():
            try:
                self._lock.acquire()
            except filelock.Timeout:
                raise VaultInUseError(self._told()) from None
        self._tell(machine)

    def release(self) -> None:
        """Let others in."""
        with suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _tell(self, machine: Machine) -> None:
        # A courtesy to whoever comes second; a full disk must not keep the first one out.
        with suppress(OSError):
            content = canonical.encode({"host": machine.host, "process": machine.process})
            self._holder.write_bytes(content)

    def _told(self) -> str:
        try:
            holder = canonical.decode(self._holder.read_bytes())
        except (OSError, canonical.NotCanonicalError):
            return IN_USE
        if not isinstance(holder, dict):
            return IN_USE
        return (
            f"This vault is open in another window or program (process {holder.get('process')} on "
            f"{holder.get('host')}). Close it there and try again."
        )
