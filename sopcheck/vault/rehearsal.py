"""Rehearsing a restore: a backup is restored to a place apart, verified in full, and taken away again."""

import shutil
from collections.abc import Collection, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sopcheck.ledger.entry import PersonId
from sopcheck.progress import Progress
from sopcheck.vault import keyslots
from sopcheck.vault.backup_note import BackupDamagedError
from sopcheck.vault.checkpoints import Checkpoints
from sopcheck.vault.database import Database
from sopcheck.vault.device import read_device
from sopcheck.vault.folder import Folder
from sopcheck.vault.key_writer import KeyWriter
from sopcheck.vault.keyslots import Opened, Secrets
from sopcheck.vault.labels import KeyFiles, read_files
from sopcheck.vault.machine import Machine
from sopcheck.vault.restoring import restore
from sopcheck.vault.specs import key_spec
from sopcheck.vault.verification import Report, Verification

_SCRATCH = "rehearsal"


class Rehearsal:
    """Rehearses restores for an open vault, in a folder of its own beside the database."""

    def __init__(self, folder: Folder, keys: KeyWriter, machine: Machine) -> None:
        """Rehearse in this vault's folder."""
        self._folder = folder
        self._keys = keys
        self._machine = machine

    def restore(
        self,
        backup: Path,
        *,
        known: Mapping[PersonId, Collection[bytes]],
        now: datetime,
        progress: Progress | None = None,
    ) -> Report:
        """Restore a backup that the present key opens, check every entry in it, and clear up.

        Raises:
            BackupDamagedError, VaultDamagedError: the backup could not be restored.
            DiskError: there is no room to rehearse.
        """
        scratch = Folder(self._folder.path / _SCRATCH)
        _clear(scratch.path)
        try:
            way, machine = self._with_present_key, self._machine
            restore(backup, scratch.path, way, now=now, machine=machine, progress=progress)
            return self._verified(scratch, known)
        finally:
            _clear(scratch.path)

    def _with_present_key(self, files: KeyFiles) -> Opened:
        file, key = files.best(), self._keys.vault_key
        if not keyslots.is_authentic(file, key):
            raise BackupDamagedError
        return Opened(file, file.every_slot()[0], Secrets(key, b""), ())

    def _verified(self, scratch: Folder, known: Mapping[PersonId, Collection[bytes]]) -> Report:
        key = self._keys.vault_key
        spec = key_spec(read_files(scratch).best(), key)
        with closing(Database(scratch.database, spec)) as database:
            device = read_device(database)
            chains = device.chains()
            checkpoints = Checkpoints(database, device=device.signer, own=(chains.record, chains.access))
            verification = Verification(database, vault_key=key, checkpoints=checkpoints)
            return verification.run(known, everything=True, progress=None)


def _clear(scratch: Path) -> None:
    # Whoever prepared the folder may have left a link there, to a vault that would be restored over.
    if scratch.is_symlink():
        scratch.unlink()
    shutil.rmtree(scratch, ignore_errors=True)
