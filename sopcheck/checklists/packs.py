"""The checklists that ship: one YAML file for each version, in `packs/`."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from sopcheck.checklists.definition import ChecklistId, Version

# In the order in which a person meets them: the investigation first, what runs beside it, what comes after.
_SHIPPED = (
    "cse-investigation-1.0",
    "cse-intelligence-1.0",
    "supervisor-review-1.0",
    "online-cse-1.0",
    "victim-engagement-1.0",
    "learning-review-1.0",
)


@dataclass(frozen=True, slots=True)
class PackSource:
    """A checklist version that ships, as its author wrote it; `reader.read` reads it."""

    id: ChecklistId
    version: Version
    file: str
    yaml: bytes


@cache
def shipped() -> tuple[PackSource, ...]:
    """Give the checklists that come with the program, the investigation first."""
    return tuple(_source(name) for name in _SHIPPED)


def _source(name: str) -> PackSource:
    checklist, _, version = name.rpartition("-")
    file = f"{name}.yaml"
    folder = resources.files("sopcheck.checklists") / "packs"
    return PackSource(ChecklistId(checklist), Version(version), file, (folder / file).read_bytes())
