"""What may be said of an error that is a bug: types and lines, no message, no value, no path of the machine.

Any of those could hold what somebody typed (`security.md` E16). Imported before anything else, so it needs
nothing but what Python has loaded, or will load, anyway.
"""

import os
import sys

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib is slow to import


def report(error: BaseException) -> str:
    """The lines of a crash report, the first cause first."""
    return "\n".join(line for each in _causes(error) for line in _lines(each))


def summary(error: BaseException) -> str:
    """One line of it: the type, and the last line of our own code that was passed."""
    ours = [line.strip() for line in _lines(error) if line.startswith("  sopcheck/")]
    return f"{_kind(error)} at {ours[-1]}" if ours else _kind(error)


def say_no_contents() -> None:
    """Have Python itself tell nothing else of what nobody caught."""
    import threading  # noqa: PLC0415 - not before `hardening` has seen to where from

    sys.excepthook = lambda _kind, error, _trace: _tell(error)
    sys.unraisablehook = lambda found: _tell(found.exc_value)
    threading.excepthook = lambda found: _tell(found.exc_value)


def _tell(error: BaseException | None) -> None:
    # Without a console there is no standard error.
    if error is not None and sys.stderr is not None:
        sys.stderr.write(f"{report(error)}\n")


def _causes(error: BaseException) -> list[BaseException]:
    found = [error]
    while (earlier := found[0].__cause__ or found[0].__context__) is not None and earlier not in found:
        found.insert(0, earlier)
    return found


def _lines(error: BaseException) -> list[str]:
    lines, trace = [_kind(error)], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {_place(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return lines


def _kind(error: BaseException) -> str:
    kind = type(error).__name__
    # The name of a module is nobody's secret, and without it the type alone helps nobody.
    return f"{kind} {error.name}" if isinstance(error, ImportError) and error.name else kind


def _place(file: str) -> str:
    within = file.removeprefix(_PACKAGE)
    shown = f"sopcheck{within}" if within != file else os.path.basename(file)  # noqa: PTH119 - as above
    return shown.replace(os.sep, "/")
