"""What is installed is pinned with hashes, agrees between the files, and names no place to fetch it from."""

import re
import tomllib
from pathlib import Path

import pytest

from tools import pin
from tools.prepare import REQUIREMENTS, ROOT

FOLDER = ROOT / "requirements"
FILES = sorted(pin.FILES)
_PIN = re.compile(r"^([a-z0-9-]+)==([^ ;]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(_PIN.findall((FOLDER / name).read_text()))


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", (FOLDER / name).read_text().strip())
    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", FILES)
def test_no_address_or_option_stands_in_a_pinned_file(name: str) -> None:
    assert not re.search(r"//|^\s*-(?!-hash)|@|#", (FOLDER / name).read_text(), re.MULTILINE)


def test_a_package_in_two_files_has_one_version() -> None:
    run, build, dev = pins("run.txt"), pins("build.txt"), pins("dev.txt")
    assert {
        name: version for name, version in dev.items() if (run | build).get(name, version) != version
    } == {}


def test_everything_the_program_names_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {re.split(r"[ <>=;]", each)[0].lower().replace(".", "-") for each in project["dependencies"]}
    assert named - pins("run.txt").keys() == set()


def test_every_pinned_file_is_installed_for_tests() -> None:
    assert set(REQUIREMENTS["test"]) == set(pin.FILES)


def test_what_runs_on_windows_is_pinned_as_well() -> None:
    assert "pywin32-ctypes" in pins("run.txt")


@pytest.mark.parametrize("name", FILES)
def test_pins_are_made_for_every_platform_with_hashes(name: str) -> None:
    command = pin.command(name, ["--upgrade"])
    assert {"--universal", "--generate-hashes", "--no-emit-index-url", "--upgrade"} <= set(command)
    assert Path(command[command.index("--output-file") + 1]) == Path("requirements") / name
