"""Reads the files that ship beside the code: icons, fonts, the force's settings, the colour profile.

An installed program keeps them in `sopcheck/_resources`, a checkout in `resources/` next to the
package. A resource is named by its path inside that folder, with `/`: `icons/print.svg`.
"""

from pathlib import Path

from sopcheck.errors import RefusedError, UnavailableError

_MISSING = "A file that belongs to the program is missing or cannot be read; install the program again."
_OUTSIDE = "Only files that came with the program can be read as its resources; name one of those."


def find_folder(package: Path) -> Path:
    """Tell where the resources of the package in this folder are: its own copy, else the checkout's."""
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


# Found once, because fonts and icons are asked for while the window is painted.
_FOLDER = find_folder(Path(__file__).resolve().parent)


def path(name: str, *, folder: Path = _FOLDER) -> Path:
    """Tell where a resource is, for a library that wants a path.

    Raises:
        RefusedError: The name leads out of the folder.
        UnavailableError: There is no such resource.
    """
    found = _inside(name, folder.resolve())
    if not _exists(found):
        raise UnavailableError(_MISSING)
    return found


def read_bytes(name: str, *, folder: Path = _FOLDER) -> bytes:
    """Read a resource whole; raises as `path` does."""
    try:
        return path(name, folder=folder).read_bytes()
    except OSError as error:
        raise UnavailableError(_MISSING) from error


def read_text(name: str, *, folder: Path = _FOLDER) -> str:
    """Read a resource that is text in UTF-8; raises as `path` does, and when it is no text."""
    try:
        return read_bytes(name, folder=folder).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnavailableError(_MISSING) from error


def _inside(name: str, folder: Path) -> Path:
    if not name or "\0" in name:
        raise RefusedError(_OUTSIDE)
    # Resolved first, so that `..`, a root, a drive and a link out are all caught by one question.
    found = (folder / name).resolve()
    if not found.is_relative_to(folder):
        raise RefusedError(_OUTSIDE)
    return found


def _exists(found: Path) -> bool:
    try:
        return found.exists()
    except OSError:
        # A name longer than the file system takes: nothing of ours is called that.
        return False
