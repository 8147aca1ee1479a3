"""What a force sets for itself (`resources/force.yaml`): marking, districts, teams, when to lock.

Settings are words and whole numbers, so that they can be hashed and printed as they are.
"""

from typing import Annotated, Literal

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sopcheck import resources
from sopcheck.errors import RefusedError

FORMAT = 1
_FILE = "force.yaml"
# A force needs a page of them; YAML that is long or deep takes long to refuse.
_MOST_BYTES = 20_000

_Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
_Minutes = Annotated[int, msgspec.Meta(ge=1, le=60)]


class SettingsError(RefusedError):
    """The force's settings do not say what they should; `key` is the key that is wrong, if one is."""

    def __init__(self, sentence: str, *, key: str = "") -> None:
        super().__init__(sentence)
        self.key = key


class ForceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of a force, checked; none of the lists is empty and no name stands twice in one."""

    format: Literal[1]
    force: _Words
    marking: _Words
    handling: _Words
    districts: Annotated[tuple[_Words, ...], msgspec.Meta(min_length=1, max_length=100)]
    teams: Annotated[tuple[_Words, ...], msgspec.Meta(min_length=1, max_length=100)]
    idle_minutes: _Minutes
    lock_when_minimised: Literal["yes", "no"] = "no"


def shipped() -> ForceSettings:
    """The settings that came with the program."""
    return read(resources.read_bytes(_FILE))


def read(data: bytes) -> ForceSettings:
    """Read settings from YAML.

    Raises:
        SettingsError: It is no YAML, says something unknown, or something that cannot be.
    """
    if len(data) > _MOST_BYTES:
        raise SettingsError(
            "The file of the force's settings is too long. Take the one that came with the program."
        )
    try:
        held = YAML(typ="safe", pure=True).load(data)
        settings = msgspec.convert(held, ForceSettings)
    except (YAMLError, ValueError, RecursionError) as error:
        raise _refused(error) from error
    for key, names in (("districts", settings.districts), ("teams", settings.teams)):
        if len(set(names)) < len(names):
            raise SettingsError(
                f"In the force's settings “{key}” has a name twice. Take one of them out.", key=key
            )
    return settings


def _refused(error: Exception) -> SettingsError:
    if not isinstance(error, msgspec.ValidationError):
        return SettingsError("The file of the force's settings is not YAML that can be read. Correct it.")
    where = str(error).rpartition("`$.")[2].split("`")[0].split("[")[0]
    key = where if where in ForceSettings.__struct_fields__ else ""
    at = f"“{key}”" if key else "a key"
    return SettingsError(
        f"In the force's settings {at} is missing, unknown or not of the right kind. Compare it with the "
        "file that came with the program.",
        key=key,
    )
