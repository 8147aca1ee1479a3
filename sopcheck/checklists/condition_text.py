"""Conditions as people type them: `rape-alleged and not (closed or declined)`.

`not` binds closest; `and` and `or` may not stand side by side without brackets, so nobody has to know which
of them binds closer. What cannot be said so, as a fact called “and”, is written as in a definition file.
Sentences for whoever does not know the ids are made in `asking.py`.
"""

import re
from collections.abc import Iterator, Sequence

from sopcheck.checklists.definition import Clause, Condition
from sopcheck.errors import RefusedError

MOST_NESTED = 30
_WORD = re.compile(r"\(|\)|[^\s()]+")
_JOINTS = ("and", "or")
_TAKEN = frozenset((*_JOINTS, "not", "(", ")"))


class ConditionRefusedError(RefusedError):
    """A text is not a condition."""


def condition_words(condition: Condition, *, inside: bool = False) -> str:
    """Write a condition with the ids of its facts, in brackets where it stands `inside` another."""
    if isinstance(condition, str):
        return condition
    if condition.not_ is not None:
        return f"not {condition_words(condition.not_, inside=True)}"
    joint, parts = (" and ", condition.all) if condition.all else (" or ", condition.any)
    words = joint.join(condition_words(part, inside=True) for part in parts)
    return f"({words})" if inside else words


def can_be_said(condition: Condition) -> bool:
    """Whether the words of a condition, read again, give the same condition."""
    try:
        return parse_condition(condition_words(condition)) == condition
    except ConditionRefusedError:
        return False


def parse_condition(text: str) -> Condition:
    """Read a condition that was written in words.

    Raises:
        ConditionRefusedError: it is none.
    """
    words = _Words(_WORD.findall(text))
    condition = words.condition()
    if words.next is not None:
        raise ConditionRefusedError(f"“{words.next}” is left over. Put brackets around one side of it.")
    return condition


class _Words:
    """The words of a condition, read from the left."""

    def __init__(self, words: Sequence[str]) -> None:
        self._rest: Iterator[str] = iter(words)
        self.next: str | None = None
        self._step()

    def _step(self) -> str | None:
        taken, self.next = self.next, next(self._rest, None)
        return taken

    def condition(self, depth: int = 0) -> Condition:
        """Read parts that one and the same word joins."""
        if depth > MOST_NESTED:
            raise ConditionRefusedError("This condition is nested too deeply. Make it simpler.")
        # The first joint holds for the whole run; another one is left over, and refused by whoever called.
        parts = [self._part(depth)]
        joint = self.next
        while self.next == joint and joint in _JOINTS:
            self._step()
            parts.append(self._part(depth))
        if len(parts) == 1:
            return parts[0]
        return Clause(all=tuple(parts)) if joint == "and" else Clause(any=tuple(parts))

    def _part(self, depth: int) -> Condition:
        word = self._step()
        if word == "not":
            return Clause(not_=self._part(depth + 1)) if depth < MOST_NESTED else self.condition(depth + 1)
        if word == "(":
            inner = self.condition(depth + 1)
            if self._step() != ")":
                raise ConditionRefusedError("A bracket is not closed. Write ) where its part ends.")
            return inner
        if word is None or word in _TAKEN:
            where = f"before “{word}”" if word else "at the end"
            raise ConditionRefusedError(f"A fact is missing {where}. Write the id of a fact there.")
        return word
