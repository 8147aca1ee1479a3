"""The checklists that ship: one YAML file for each version, in `packs/`."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from sopcheck.checklists.definition import ChecklistId, Digest, Version

# In the order in which a person meets them: the investigation first, what runs beside it, what comes after.
# With the digest of each, so that an unlock need not read them all to know what ships.
_SHIPPED = {
    "cse-investigation-1.0": "af4905f0391269e257a48fb50b60f350cf37743b609caa45c7ffc26ed1844048",
    "cse-intelligence-1.0": "de52c994ec7048fba93923e117eb416e69d2e5c231b636a973c780832776cccf",
    "supervisor-review-1.0": "208403d001dd7da7a3cf42a4e6ad85cbed85df4ab33efe86df9005f98b90a8d2",
    "online-cse-1.0": "f2f3a17a6d1aa17d5b341b60fd9abca187796758affa1511da67ca724d1ec09c",
    "victim-engagement-1.0": "bf322ce7e026664f678ccab2f65619906883387de8f118c7e0f6b401daaac11f",
    "learning-review-1.0": "edf202f24db6cbfce3a248abb96800b9e27cad7bc1a02c4d0e7aeb349d39aaa3",
}


@dataclass(frozen=True, slots=True)
class PackSource:
    """A checklist version that ships, as its author wrote it; `reader.read` reads it."""

    id: ChecklistId
    version: Version
    file: str
    yaml: bytes
    digest: Digest


@cache
def shipped() -> tuple[PackSource, ...]:
    """Give the checklists that come with the program, the investigation first."""
    return tuple(_source(name, Digest(digest)) for name, digest in _SHIPPED.items())


def _source(name: str, digest: Digest) -> PackSource:
    checklist, _, version = name.rpartition("-")
    file = f"{name}.yaml"
    folder = resources.files("sopcheck.checklists") / "packs"
    return PackSource(ChecklistId(checklist), Version(version), file, (folder / file).read_bytes(), digest)
