"""From the command line to a painted unlock page, beside a bare PySide6 window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import world
from benchmarks.measure import Figure, in_turn

TIMES = 7
BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
application.processEvents()
os._exit(0)
"""
# What `cli.window.open_window` does, up to the point where it would wait for keys.
OURS = """
import gc
import os
import sys
from pathlib import Path
gc.disable()
from sopcheck.bootstrap import Program
from sopcheck.ui.application import make_application
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.theme import Look, apply
application = make_application()
apply(application, Look())
window = MainWindow(Program.for_folder(Path(sys.argv[1])), memory=WindowMemory(None), look=Look())
window.resize(1280, 800)
window.show()
application.processEvents()
os._exit(0)
"""


def figures() -> Iterator[Figure]:
    """Whole processes, from their start to the first paint of the unlock page of a vault."""
    with world.desk() as (_, vault):
        _run(OURS, vault)
        ours, bare = in_turn(lambda: _run(OURS, vault), lambda: _run(BARE, vault), times=TIMES)
    detail = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms"
    yield Figure("the way in painted", ours / bare, 1.5, detail=detail)


def _run(code: str, vault: Path) -> None:
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    # An installed program finds its modules compiled; a first run, outside the measurement, sees to that.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    arguments = [sys.executable, "-c", code, str(vault)]
    subprocess.run(arguments, check=True, env=environment, stdout=subprocess.DEVNULL)
