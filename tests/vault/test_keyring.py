"""Device secrets lie in the operating system's key store, chosen by name, and count only once read back."""

import sys
from collections.abc import Callable

import keyring.backends.null
import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from sopcheck.errors import UnavailableError
from sopcheck.vault.keyring import (
    DeviceSecrets,
    KeyringLockedError,
    KeyringUnreliableError,
    KeyStore,
    NoKeyringError,
    system_keyring,
)
from tests.vault.vaults import FakeKeyring

VAULT = "f" * 32
SECRET = bytes(range(32))


class Broken:
    """A key store that answers everything with one error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self._error

    def delete_password(self, service: str, username: str) -> None:
        raise self._error


class Stale:
    """A key store that has something else under our name."""

    def get_password(self, service: str, username: str) -> str | None:
        return "no secret of ours"

    def set_password(self, service: str, username: str, password: str) -> None:
        """Take it and forget it."""

    def delete_password(self, service: str, username: str) -> None:
        """There is nothing of ours."""


def null_store() -> KeyringBackend:
    make: Callable[[], KeyringBackend] = keyring.backends.null.Keyring
    return make()


@pytest.fixture(params=["fake", "system"])
def store(request: pytest.FixtureRequest) -> DeviceSecrets:
    """The fake and the real thing, which must pass the same tests."""
    if request.param == "fake":
        return FakeKeyring()
    request.getfixturevalue("real_key_store")
    return system_keyring()


def test_a_secret_is_kept_for_its_slot(store: DeviceSecrets) -> None:
    store.put(vault=VAULT, slot="kept", secret=SECRET)

    assert store.get(vault=VAULT, slot="kept") == SECRET
    assert store.get(vault=VAULT, slot="other") is None
    assert store.get(vault="e" * 32, slot="kept") is None


def test_a_secret_is_replaced(store: DeviceSecrets) -> None:
    for secret in (bytes(32), SECRET):
        store.put(vault=VAULT, slot="replaced", secret=secret)

    assert store.get(vault=VAULT, slot="replaced") == SECRET


def test_a_secret_is_removed_once_and_for_all(store: DeviceSecrets) -> None:
    store.put(vault=VAULT, slot="removed", secret=SECRET)

    for _ in range(2):
        store.remove(vault=VAULT, slot="removed")

    assert store.get(vault=VAULT, slot="removed") is None


def test_a_store_that_forgets_is_not_built_upon() -> None:
    with pytest.raises(KeyringUnreliableError, match="does not keep what it is given"):
        KeyStore(null_store()).put(vault=VAULT, slot="one", secret=SECRET)


def test_a_value_that_is_none_of_ours_is_none() -> None:
    assert KeyStore(Stale()).get(vault=VAULT, slot="one") is None


def put(store: DeviceSecrets) -> None:
    store.put(vault=VAULT, slot="one", secret=SECRET)


def get(store: DeviceSecrets) -> None:
    store.get(vault=VAULT, slot="one")


def remove(store: DeviceSecrets) -> None:
    store.remove(vault=VAULT, slot="one")


@pytest.mark.parametrize("use", [put, get, remove])
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (keyring.errors.KeyringLocked("locked"), KeyringLockedError),
        (keyring.errors.InitError("no"), NoKeyringError),
        (keyring.errors.NoKeyringError("no"), NoKeyringError),
        (RuntimeError("no"), NoKeyringError),
        (ConnectionResetError("gone"), NoKeyringError),
    ],
)
def test_a_store_that_says_no_is_told_for_what_it_is(
    use: Callable[[DeviceSecrets], None], error: Exception, told: type[UnavailableError]
) -> None:
    with pytest.raises(told, match="and try again"):
        use(KeyStore(Broken(error)))


def test_what_is_kept_is_short_enough_for_every_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Windows Credential Manager takes 1,280 letters."""
    kept: list[str] = []
    store = null_store()
    monkeypatch.setattr(store, "set_password", lambda *given: kept.extend(given))

    with pytest.raises(KeyringUnreliableError):
        KeyStore(store).put(vault=VAULT, slot="a" * 32, secret=SECRET)

    assert all(len(text) < 200 for text in kept)


def test_a_platform_without_a_key_store_is_told() -> None:
    with pytest.raises(NoKeyringError, match="offers no key store"):
        system_keyring("plan9")


@pytest.mark.parametrize("platform", sorted({"darwin", "linux", "win32"} - {sys.platform}))
def test_the_key_store_of_another_platform_is_none(platform: str) -> None:
    with pytest.raises(NoKeyringError):
        system_keyring(platform)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has sessions of this kind")
def test_without_a_session_there_is_no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")

    with pytest.raises(NoKeyringError):
        system_keyring("linux")


@pytest.mark.usefixtures("real_key_store")
def test_no_setting_turns_the_choice_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("KEYRING_PROPERTY_SCHEME", "KeePassXC")
    store = system_keyring()

    store.put(vault=VAULT, slot="chosen", secret=SECRET)

    assert store.get(vault=VAULT, slot="chosen") == SECRET


def test_an_installation_without_the_library_of_its_store_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring.backends.SecretService", None)
    with pytest.raises(NoKeyringError):
        system_keyring("linux")
