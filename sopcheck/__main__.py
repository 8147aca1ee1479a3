"""Where the program starts: the command line, and the window without a console."""

import sys

from sopcheck.hardening import harden

_STOPPED = 2


def main() -> int:
    """Run the command line; without a command, the window. Gives the exit status."""
    harden()
    if len(sys.argv) == 1:
        return window()
    try:
        from sopcheck.cli.main import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("Stopped before anything was done.\n")
        return _STOPPED


def window() -> int:
    """Open the window on the vault of this account."""
    harden()
    from sopcheck.cli.window import start

    return start()


if __name__ == "__main__":
    raise SystemExit(main())
