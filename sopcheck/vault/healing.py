"""Making a vault whole again where nothing that was recorded is lost.

A page that holds nothing may be torn, as a power cut can do. Free pages are not journaled, so one may be left
with a bad HMAC and everything recorded be right (`security.md` finding 3). `VACUUM INTO` reads only what is
used; the plain `VACUUM` may end in a `MemoryError` there.
"""

from sopcheck.vault import cipher, files, rows
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.database import Database
from sopcheck.vault.errors import DAMAGED, VaultDamagedError
from sopcheck.vault.folder import Folder


def heal(folder: Folder, database: Database, spec: KeySpec) -> None:
    """Write the vault anew without its torn pages; killed at any point, it is as it was or healed.

    Raises:
        VaultDamagedError: a page that is used is damaged too; nothing changed.
        DiskError: there is no room; nothing changed.
    """
    # The ending is that of what is swept at the next unlock, should a kill come now.
    healed = folder.database.with_name(folder.database.name + ".part")
    with files.disk_errors():
        healed.unlink(missing_ok=True)
    with database.whole() as driver, cipher.translated():
        driver.execute("VACUUM INTO ?", (str(healed),))
        cipher.check_copy(healed, spec)
        files.sync(healed)
        database.put_in_place(healed)


def mend_index(database: Database) -> bool:
    """Tell whether entries could not be found by their book, and make that index again where it was so.

    A page that a disk never wrote, or that somebody put back, has a good HMAC of its own: the index may then
    lack the newest entries of a case, which would be shown without them.

    Raises:
        VaultDamagedError: the index knows of entries that are not there.
    """
    with database.read() as connection:
        # Entries are never deleted, so the number of the last tells how many there are without counting.
        indexed = rows.indexed(connection)
        there = indexed if indexed == rows.last(connection) else rows.count(connection)
    if indexed > there:
        raise VaultDamagedError(DAMAGED)
    if indexed == there:
        return False
    with database.write() as connection:
        rows.make_index(connection)
    return True
