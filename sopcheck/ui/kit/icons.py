"""The icons drawn for this program, in the colour of the words beside them."""

from PySide6.QtGui import QIcon, QImage, QPixmap

from sopcheck import resources


def icon(name: str, colour: str, *, side: int, ratio: float = 1.0) -> QIcon:
    """The icon `icons/NAME.svg` in one colour, `side` pixels wide on a screen of this ratio."""
    return QIcon(pixmap(name, colour, side=side, ratio=ratio))


def pixmap(name: str, colour: str, *, side: int, ratio: float = 1.0) -> QPixmap:
    """The same as a picture."""
    drawing = resources.read_text(f"icons/{name}.svg").replace("currentColor", colour)
    pixels = round(side * ratio)
    # The drawings are 24 units wide; given the size in pixels they are drawn sharp, not scaled.
    sized = drawing.replace('width="24" height="24"', f'width="{pixels}" height="{pixels}"')
    image = QImage.fromData(sized.encode())
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
