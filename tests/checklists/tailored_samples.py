"""A profile for the small definition, and ways to write it otherwise."""

from pathlib import Path

from sopcheck.checklists.identity import digest_of
from tests.checklists.samples import changed, small

_FILE = Path(__file__).parents[1] / "data" / "definitions" / "barnsley.profile.yaml"
PROFILE = _FILE.read_text(encoding="utf-8").replace("DIGEST", digest_of(small())[:8])


def profile_text(old: str, new: str) -> str:
    """Give the profile with one place changed."""
    return changed(old, new, PROFILE)
