"""What a disk may hold after the power was cut, made from the steps that a program took.

What was synced is there. Of what came after the last sync of a file any part may be: nothing, all, a random
half, the first few writes with the last one torn, or some; each sector of 512 bytes by itself. That a file
was created or removed lasts only with the sync of the file or of its folder.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.prove.disk import Step

SECTOR = 512
LOSSES = ("none", "all", "half", "prefix", "some")


@dataclass
class _File:
    synced: bytearray
    waiting: list[Step] = field(default_factory=list)
    is_there: bool = True
    lasts: bool = True


@dataclass(frozen=True)
class State:
    """What lay on the disk, and the last number that had been said to be saved."""

    files: dict[str, bytes]
    saved: int


class Cutter:
    """Cuts the power at moments of one run, over and over; `before` is what lay there when it began."""

    def __init__(self, steps: Sequence[Step], before: dict[str, bytes], chance: random.Random) -> None:
        self._steps = steps
        self._before = before
        self._chance = chance
        self._first = next(number for number, step in enumerate(steps) if step.kind == "A")

    def cut(self) -> State:
        """Cut at a random moment after the first save, with a random kind of loss."""
        moment = self._chance.randrange(self._first + 1, len(self._steps) + 1)
        files = {path: _File(bytearray(content)) for path, content in self._before.items()}
        saved = 0
        for step in self._steps[:moment]:
            if step.kind == "A":
                saved = step.place
            else:
                _take(files, step)
        loss = self._chance.choice(LOSSES)
        return State(
            {path: self._left(file, loss) for path, file in files.items() if self._stays(file)}, saved
        )

    def _stays(self, file: _File) -> bool:
        return file.is_there if file.is_there == file.lasts else self._chance.random() < 0.5

    def _left(self, file: _File, loss: str) -> bytes:
        content = bytearray(file.synced)
        if loss == "prefix":
            whole = self._chance.randrange(len(file.waiting) + 1)
            for step in file.waiting[:whole]:
                self._write(content, step, 1.0)
            for step in file.waiting[whole : whole + 1]:
                self._write(content, step, 0.5)
            return bytes(content)
        kept = {"none": 0.0, "all": 1.0, "half": 0.5}.get(loss, self._chance.choice([0.1, 0.5, 0.9]))
        for step in file.waiting:
            self._write(content, step, kept)
        return bytes(content)

    def _write(self, content: bytearray, step: Step, kept: float) -> None:
        if step.kind == "T":
            if self._chance.random() < kept:
                _cut_to(content, step.place)
            return
        for start in range(0, step.length, SECTOR):
            if self._chance.random() < kept:
                _put(content, step.place + start, step.content[start : start + SECTOR])


def lay(state: State, folder: Path) -> None:
    """Put the files of a state into a folder."""
    for path, content in state.files.items():
        (folder / Path(path).name).write_bytes(content)


def _take(files: dict[str, _File], step: Step) -> None:
    if step.kind == "D":
        for file in files.values():
            file.lasts = file.is_there
        return
    file = files.setdefault(step.path, _File(bytearray(), lasts=False))
    match step.kind:
        case "C":
            file.synced, file.waiting, file.is_there = bytearray(), [], True
        case "W" | "T":
            file.waiting.append(step)
        case "S":
            _settle(file)
        case _:
            file.is_there = False


def _settle(file: _File) -> None:
    for step in file.waiting:
        if step.kind == "T":
            _cut_to(file.synced, step.place)
        else:
            _put(file.synced, step.place, step.content)
    # The file system writes the entry of a new file with its content.
    file.waiting, file.lasts = [], True


def _cut_to(content: bytearray, length: int) -> None:
    if length < len(content):
        del content[length:]
    else:
        content.extend(bytes(length - len(content)))


def _put(content: bytearray, place: int, written: bytes) -> None:
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    content[place : place + len(written)] = written
