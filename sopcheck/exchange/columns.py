"""Which columns a sheet of entries has: one for each key, and for a limit or a gate one for each of its keys.

They are made from the definition itself, so that a key that is added there has its column here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

import msgspec
from msgspec import inspect

from sopcheck.checklists.definition import (
    Checklist,
    Clock,
    Fact,
    Grade,
    Item,
    ReviewPlan,
    ReviewRule,
    Stage,
    SubjectKind,
)

Form = Literal["text", "number", "flag", "lines", "entries", "condition"]
"""What a cell holds: one text per cell or per line, an entry in braces per line, or a condition in words."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the path of its key, what a cell of it holds, and whether each row needs one.

    `choices` are all that a cell may say, where there are only so many.
    """

    path: tuple[str, ...]
    form: Form
    required: bool
    choices: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How the column is called: `prompt`, `limit.amount`."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A sheet: its title, the key under which its entries stand, and their columns.

    Where entries are named by a key, that is the first column, `id`.
    """

    title: str
    key: str
    columns: tuple[Column, ...]
    named: bool = False


@cache
def columns_of(sort: type[msgspec.Struct], *, without: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Give the columns for entries of a sort, but for some keys."""
    info = inspect.type_info(sort)
    fields = info.fields if isinstance(info, inspect.StructType) else ()
    return tuple(column for field in fields if field.encode_name not in without for column in _columns(field))


def _columns(field: inspect.Field) -> Iterator[Column]:
    kind = _given(field.type)
    if isinstance(kind, inspect.StructType):
        for inner in kind.fields:
            for column in _columns(inner):
                # Whether the whole is there is seen by whether anything of it is.
                path = (field.encode_name, *column.path)
                yield replace(column, path=path, required=False)
        return
    yield Column((field.encode_name,), _form(kind), field.required, _choices(kind))


def _choices(kind: inspect.Type) -> tuple[str, ...]:
    if isinstance(kind, inspect.BoolType):
        return ("yes", "no")
    return tuple(str(one) for one in kind.values if one) if isinstance(kind, inspect.LiteralType) else ()


def _given(kind: inspect.Type) -> inspect.Type:
    """Give a type without “or nothing”; of a condition, its union."""
    if not isinstance(kind, inspect.UnionType):
        return kind
    members = [member for member in kind.types if not isinstance(member, inspect.NoneType)]
    return members[0] if len(members) == 1 else kind


def _form(kind: inspect.Type) -> Form:
    match kind:
        case inspect.UnionType():
            return "condition"
        case inspect.IntType():
            return "number"
        case inspect.BoolType():
            return "flag"
        case inspect.VarTupleType(item_type=inspect.StructType()):
            return "entries"
        case inspect.VarTupleType():
            return "lines"
        case _:
            return "text"


STAGE: Final = Column(("stage",), "text", required=True)
NAME: Final = Column(("id",), "text", required=True)
HEAD: Final = (
    *columns_of(Checklist, without=("stages", "clocks", "facts", "subjects", "grades", "reviews")),
    *(
        Column(("reviews", *column.path), column.form, required=False)
        for column in columns_of(ReviewPlan, without=("schedule",))
    ),
)
"""The keys of the sheet that says what the checklist is, each in a row of its own."""

SHEETS: Final = (
    SheetForm("Stages", "stages", columns_of(Stage, without=("items",))),
    SheetForm("Items", "items", (STAGE, *columns_of(Item))),
    SheetForm("Clocks", "clocks", (NAME, *columns_of(Clock)), named=True),
    SheetForm("Facts", "facts", (NAME, *columns_of(Fact)), named=True),
    SheetForm("Subjects", "subjects", (NAME, *columns_of(SubjectKind)), named=True),
    SheetForm("Grades", "grades", columns_of(Grade)),
    SheetForm("Reviews", "schedule", columns_of(ReviewRule)),
)
