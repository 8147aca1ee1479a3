"""Programs that tests start, and the surroundings they are started in."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
