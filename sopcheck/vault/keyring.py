"""The device secret of a slot, kept by the operating system's key store.

The key store's class is named here for each platform and never chosen by `keyring` itself, whose choice an
environment variable, a configuration file or an installed plaintext store can redirect (`security.md`
finding 7). What was stored is read back before it counts, since some stores accept and forget.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError

from sopcheck.errors import UnavailableError

_SERVICE = "sopcheck"
_CLASSES = {
    "linux": ("keyring.backends.SecretService", "Keyring"),
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
}
# Environment variables may set these too; a secret must not roam with the profile to other machines.
_PROPERTIES = {"linux": {"scheme": "default"}, "win32": {"persist": "local machine"}}


class NoKeyringError(UnavailableError):
    """There is no key store on this machine, or it does not answer."""

    def __init__(self) -> None:
        """Say what that means for the vault."""
        super().__init__(
            "This computer offers no key store, or it does not answer. "
            "Start it and try again, or use a vault that a long passphrase alone protects."
        )


class KeyringLockedError(UnavailableError):
    """The key store is locked."""

    def __init__(self) -> None:
        """Say how to open it."""
        super().__init__("The key store of this computer is locked. Unlock it and try again.")


class KeyringUnreliableError(UnavailableError):
    """The key store did not give back what it was given."""

    def __init__(self) -> None:
        """Say that nothing was built on it."""
        super().__init__(
            "The key store of this computer does not keep what it is given, so it was not used. "
            "Have it repaired, or use a passphrase alone."
        )


class DeviceSecrets(Protocol):
    """Where the device secrets of slots are kept."""

    def put(self, *, vault: str, slot: str, secret: bytes) -> None:
        """Keep the secret of a slot."""

    def get(self, *, vault: str, slot: str) -> bytes | None:
        """Give the secret of a slot; None if this machine and account have none."""

    def remove(self, *, vault: str, slot: str) -> None:
        """Forget the secret of a slot."""


class Backend(Protocol):
    """What is used of a key store of the `keyring` library."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a text."""

    def get_password(self, service: str, username: str) -> str | None:
        """Give a text."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget a text."""


class KeyStore:
    """Device secrets in one key store of the operating system."""

    def __init__(self, backend: Backend) -> None:
        """Use this store and no other."""
        self._backend = backend

    def put(self, *, vault: str, slot: str, secret: bytes) -> None:
        """Keep the secret of a slot.

        Raises:
            KeyringLockedError, NoKeyringError: the store would not take it.
            KeyringUnreliableError: the store took it and did not keep it.
        """
        with _translated():
            self._backend.set_password(_SERVICE, _account(vault, slot), secret.hex())
            kept = self._backend.get_password(_SERVICE, _account(vault, slot))
        if kept != secret.hex():
            raise KeyringUnreliableError

    def get(self, *, vault: str, slot: str) -> bytes | None:
        """Give the secret of a slot; None if there is none, or none of ours.

        Raises:
            KeyringLockedError, NoKeyringError: the store would not tell.
        """
        with _translated():
            kept = self._backend.get_password(_SERVICE, _account(vault, slot))
        try:
            # Another program may use our name; its text opens nothing and is no fault of the store.
            return None if kept is None else bytes.fromhex(kept)
        except ValueError:
            return None

    def remove(self, *, vault: str, slot: str) -> None:
        """Forget the secret of a slot; there may be none.

        Raises:
            KeyringLockedError, NoKeyringError: the store would not do it.
        """
        with _translated():
            try:
                self._backend.delete_password(_SERVICE, _account(vault, slot))
            except PasswordDeleteError:
                return


def system_keyring(platform: str = sys.platform) -> KeyStore:
    """Open the key store of this platform.

    Raises:
        NoKeyringError: there is none; the person is told and may use a passphrase alone.
    """
    if platform not in _CLASSES:
        raise NoKeyringError
    with _translated():
        return KeyStore(_backend(platform))


def _backend(platform: str) -> KeyringBackend:
    module, name = _CLASSES[platform]
    try:
        make: Callable[[], KeyringBackend] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        raise NoKeyringError from None
    # A store may be installed and not answer, as on a machine without a desktop.
    if not getattr(make, "viable", False):
        raise NoKeyringError
    return make().with_properties(**_PROPERTIES.get(platform, {}))


def _account(vault: str, slot: str) -> str:
    return f"device-secret/{vault}/{slot}"


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except KeyringLocked:
        raise KeyringLockedError from None
    except _store_errors():
        raise NoKeyringError from None


def _store_errors() -> tuple[type[Exception], ...]:
    # On Linux two libraries below `keyring` let their own errors through; nowhere else are they there.
    plain = (KeyringError, RuntimeError, OSError)
    if sys.platform != "linux":
        return plain
    storage, bus = importlib.import_module("secretstorage.exceptions"), importlib.import_module("jeepney")
    return *plain, storage.SecretStorageException, bus.DBusErrorResponse
