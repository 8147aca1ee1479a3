"""What is selected in a field stays in the program.

On X11 and Wayland each selection is offered to all other programs at once (the *primary selection*, pasted
with the middle button), though nobody asked to copy anything. *Copy* still copies.
"""

from PySide6.QtGui import QClipboard

_PRIMARY = QClipboard.Mode.Selection


def keep_to_ourselves(clipboard: QClipboard) -> None:
    """Take back whatever a field of ours offers because it is selected."""

    def withdraw() -> None:
        """Offer nothing; what another program selected is left alone."""
        if clipboard.ownsSelection():
            clipboard.clear(_PRIMARY)

    clipboard.selectionChanged.connect(withdraw)
