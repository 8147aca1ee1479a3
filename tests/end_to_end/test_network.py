"""The program never calls the network: whoever cuts it off takes nothing from it."""

import signal
import subprocess
import sys

import pytest

from tests.end_to_end.conftest import ROOT, Left
from tests.end_to_end.cut_off import is_possible

pytestmark = pytest.mark.skipif(not is_possible(), reason="this kernel cuts no program off")


@pytest.mark.parametrize(("family", "ends"), [("AF_UNIX", False), ("AF_INET", True), ("AF_INET6", True)])
def test_a_program_that_is_cut_off_ends_at_its_first_try(family: str, ends: bool) -> None:
    code = (
        "import socket\nfrom tests.end_to_end.cut_off import cut_off\ncut_off()\n"
        f"socket.socket(socket.{family}).close()"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert ran.returncode == (-signal.SIGSYS if ends else 0)


def test_a_whole_session_never_tries(left: Left) -> None:
    assert left.status == 0
