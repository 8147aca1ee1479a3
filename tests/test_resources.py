"""Resources are found installed and in a checkout, and nothing else can be read as one."""

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck import resources
from sopcheck.errors import RefusedError, UnavailableError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of resources with an icon and a secret just outside it."""
    inside = tmp_path / "resources"
    (inside / "icons").mkdir(parents=True)
    (inside / "icons" / "print.svg").write_bytes("<svg>ż</svg>".encode())
    (inside / "picture.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "secret.txt").write_text("not a resource")
    return inside


def test_a_resource_is_read_as_text(folder: Path) -> None:
    assert resources.read_text("icons/print.svg", folder=folder) == "<svg>ż</svg>"


def test_a_resource_is_read_as_bytes(folder: Path) -> None:
    assert resources.read_bytes("picture.png", folder=folder) == b"\x89PNG\xff"


def test_a_resource_has_a_path(folder: Path) -> None:
    assert resources.path("icons/print.svg", folder=folder) == folder.resolve() / "icons" / "print.svg"


def test_a_folder_of_resources_has_a_path(folder: Path) -> None:
    assert resources.path("icons", folder=folder).is_dir()


def test_a_missing_resource_is_unavailable(folder: Path) -> None:
    with pytest.raises(UnavailableError, match="is missing or cannot be read; install the program again"):
        resources.path("icons/none.svg", folder=folder)


def test_a_folder_cannot_be_read_as_a_file(folder: Path) -> None:
    with pytest.raises(UnavailableError, match="install the program again"):
        resources.read_bytes("icons", folder=folder)


def test_bytes_that_are_no_text_are_not_read_as_text(folder: Path) -> None:
    with pytest.raises(UnavailableError, match="install the program again"):
        resources.read_text("picture.png", folder=folder)


def test_a_name_longer_than_any_file_is_unavailable(folder: Path) -> None:
    with pytest.raises(UnavailableError):
        resources.path("x" * 5000, folder=folder)


@pytest.mark.parametrize("name", ["", "../secret.txt", "icons/../../secret.txt", "/etc/hostname", "icons\0"])
def test_a_name_that_leads_out_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="Only files that came with the program"):
        resources.read_bytes(name, folder=folder)


def test_dots_that_stay_inside_are_no_harm(folder: Path) -> None:
    assert resources.path("icons/../picture.png", folder=folder) == folder.resolve() / "picture.png"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only administrators make links")
def test_a_link_that_leads_out_is_refused(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    with pytest.raises(RefusedError):
        resources.read_text("link.txt", folder=folder)


@given(name=st.text(alphabet="./\\a\0ż"))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    tests = Path(__file__).resolve().parent
    with contextlib.suppress(RefusedError, UnavailableError):
        assert resources.path(name, folder=tests).is_relative_to(tests)


def test_an_installed_copy_comes_before_the_checkouts(tmp_path: Path) -> None:
    package = tmp_path / "sopcheck"
    (package / "_resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    assert resources.find_folder(package) == package / "_resources"


def test_a_checkout_has_its_resources_beside_the_package(tmp_path: Path) -> None:
    assert resources.find_folder(tmp_path / "sopcheck") == tmp_path / "resources"


def test_this_program_has_its_icons_and_fonts() -> None:
    assert resources.path("icons").is_dir()
    assert resources.path("fonts").is_dir()
