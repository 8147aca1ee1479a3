"""How long work tells how far it has come."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Takes how much is done, and of how much; what it raises ends the work, and nothing half done stays."""
