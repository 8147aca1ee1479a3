"""Making a vault whole again in which a page that holds nothing was torn, as a power cut can do.

Free pages are not journaled, so one may be left with a bad HMAC and everything recorded be right
(`security.md` finding 3). `VACUUM INTO` reads only what is used; the plain `VACUUM` may end in a
`MemoryError` there.
"""

from sopcheck.vault import cipher, files
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.database import Database
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
