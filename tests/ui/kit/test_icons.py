"""The icons are our own drawings, sharp at any size, in the colour asked for."""

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QColor

from sopcheck import resources
from sopcheck.errors import UnavailableError
from sopcheck.ui.kit.icons import icon, pixmap

NAMES = sorted(file.stem for file in resources.path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("qapp")
def test_every_icon_is_drawn_in_the_colour_asked_for(name: str) -> None:
    image = pixmap(name, "#ff0000", side=48).toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() > 250
    }
    assert seen == {QColor("#ff0000").name()}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_a_drawing_without_links_or_scripts(name: str) -> None:
    root = ET.fromstring(resources.read_text(f"icons/{name}.svg"))
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags <= {"svg", "path", "rect", "circle", "g", "line"}
    assert root.get("viewBox") == "0 0 24 24"


@pytest.mark.usefixtures("qapp")
def test_an_icon_is_as_sharp_as_the_screen() -> None:
    picture = pixmap("work", "#000000", side=16, ratio=2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (32, 2.0)
    assert not icon("work", "#000000", side=16).isNull()


def test_an_icon_that_is_not_there_is_told() -> None:
    with pytest.raises(UnavailableError):
        icon("nothing", "#000000", side=16)
