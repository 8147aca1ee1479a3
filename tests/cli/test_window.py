"""Whether there is a screen, and painting in memory where there is none."""

import os
import sys

import pytest

from sopcheck.bootstrap import Program
from sopcheck.cli import window
from sopcheck.errors import UnavailableError


@pytest.fixture(autouse=True)
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_linux_has_a_screen_where_a_display_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert not window.has_display()
    monkeypatch.setenv(name, ":0")
    assert window.has_display()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_always_have_one(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert window.has_display()


@pytest.mark.parametrize("platform", ["offscreen", "minimal"])
def test_a_platform_that_paints_in_memory_is_no_screen(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert not window.has_display()


def test_where_there_is_no_screen_qt_paints_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    window.paint_anyway()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_what_somebody_chose_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    window.paint_anyway()
    assert os.environ["QT_QPA_PLATFORM"] == "minimal"


def test_without_a_screen_the_window_is_refused_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnavailableError, match="no screen"):
        window.open_window()
    assert window.start() == 3
    assert "sopcheck --help" in capsys.readouterr().err


def test_with_a_screen_the_window_opens_on_the_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Program] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("sopcheck.ui.application.run", opened.append)
    window.start()
    assert opened[0].folder.name == "vault"
