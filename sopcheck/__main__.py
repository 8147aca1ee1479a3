"""Where the program starts: the command line, and the window without a console."""

import sys

from sopcheck.hardening import harden


_STOPPED, _WRONG = 2, 3


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
    except Exception as error:  # noqa: BLE001 - a bug is told without contents, and is no answer to a question
        sys.stderr.write(
            "Something is wrong in sopcheck itself. Give these lines to whoever looks after it:\n"
        )
        sys.excepthook(type(error), error, error.__traceback__)
        return _WRONG


def window() -> int:
    """Open the window on the vault of this account."""
    harden()
    from sopcheck.cli.window import start

    return start()


if __name__ == "__main__":
    raise SystemExit(main())
