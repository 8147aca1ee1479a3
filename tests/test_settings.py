"""The force's settings: what ships is whole, and whatever is wrong is refused with the key that is wrong."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck import resources, settings
from sopcheck.settings import ForceSettings, SettingsError

SHIPPED = resources.read_text("force.yaml")


def changed(old: str, new: str) -> bytes:
    assert old in SHIPPED
    return SHIPPED.replace(old, new).encode()


def test_the_four_districts_of_the_review_ship() -> None:
    assert settings.shipped().districts == ("Barnsley", "Doncaster", "Rotherham", "Sheffield")


def test_records_are_marked_and_the_window_locks_after_five_minutes() -> None:
    shipped = settings.shipped()
    assert (shipped.marking, shipped.idle_minutes) == ("OFFICIAL-SENSITIVE", 5)


def test_a_force_can_have_other_words() -> None:
    assert settings.read(changed("OFFICIAL-SENSITIVE", "OFFICIAL")).marking == "OFFICIAL"


@pytest.mark.parametrize("minutes", [1, 60])
def test_the_idle_time_may_be_a_minute_or_an_hour(minutes: int) -> None:
    assert settings.read(changed("idle_minutes: 5", f"idle_minutes: {minutes}")).idle_minutes == minutes


@pytest.mark.parametrize("minutes", ["0", "61", "-5", "5.5", "soon", "no", "'5'", "", "[5]"])
def test_any_other_idle_time_is_refused_by_its_name(minutes: str) -> None:
    with pytest.raises(SettingsError, match="“idle_minutes” is missing, unknown or not of the right kind"):
        settings.read(changed("idle_minutes: 5", f"idle_minutes: {minutes}"))


@pytest.mark.parametrize("word", ["no", '"no"'])
def test_no_is_a_word_and_not_a_truth_value(word: str) -> None:
    read = settings.read(changed('lock_when_minimised: "no"', f"lock_when_minimised: {word}"))
    assert read.lock_when_minimised == "no"


@pytest.mark.parametrize("key", ["force", "marking", "handling", "districts", "teams", "idle_minutes"])
def test_every_setting_has_to_be_there(key: str) -> None:
    lines = SHIPPED.replace(f"\n{key}:", f"\nnot_{key}:")
    with pytest.raises(SettingsError, match="Compare it with the file"):
        settings.read(lines.encode())


def test_a_key_that_nobody_knows_is_refused() -> None:
    with pytest.raises(SettingsError):
        settings.read(SHIPPED.encode() + b"network: on\n")


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(SettingsError) as caught:
        settings.read(changed("  - Barnsley\n  - Doncaster\n  - Rotherham\n  - Sheffield\n", "  []\n"))
    assert caught.value.key == "districts"


def test_a_district_that_stands_twice_is_refused() -> None:
    with pytest.raises(SettingsError, match="“districts” has a name twice") as caught:
        settings.read(changed("- Barnsley", "- Sheffield"))
    assert caught.value.key == "districts"


@pytest.mark.parametrize("name", ["''", "' Barnsley'", "'Barnsley '", "7"])
def test_a_name_is_a_word_without_space_around_it(name: str) -> None:
    with pytest.raises(SettingsError):
        settings.read(changed("- Barnsley", f"- {name}"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe\x00",
        b"[" * 3_000,
        b"a: &a [*a]",
        b"!!python/name:os.system",
        b"a: 1\na: 2",
    ],
    ids=["empty", "cut short", "a list", "no text", "deep", "an alias", "a tag", "a key twice"],
)
def test_what_is_no_settings_file_is_refused(data: bytes) -> None:
    with pytest.raises(SettingsError):
        settings.read(data)


def test_a_file_that_is_far_too_long_is_not_even_parsed() -> None:
    with pytest.raises(SettingsError, match="too long"):
        settings.read(b"#" * 20_001)


@given(data=st.binary(max_size=200))
def test_whatever_the_bytes_they_are_settings_or_refused(data: bytes) -> None:
    with contextlib.suppress(SettingsError):
        assert isinstance(settings.read(data), ForceSettings)
