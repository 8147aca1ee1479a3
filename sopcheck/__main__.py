"""Where the program starts: the command line, and the window without a console."""

import sys

from sopcheck.hardening import harden


def main() -> int:
    """Run the command line; without a command, the window."""
    harden()
    if len(sys.argv) == 1:
        return window()
    from sopcheck.cli.main import run

    return run(sys.argv[1:])


def window() -> int:
    """Open the window on the vault of this account."""
    harden()
    from sopcheck.cli.window import open_window

    return open_window()


if __name__ == "__main__":
    raise SystemExit(main())
