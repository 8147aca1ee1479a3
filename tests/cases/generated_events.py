"""Strategies that make any event of any book, from the types of its fields."""

from datetime import UTC, date, datetime, timedelta, timezone
from types import UnionType
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from sopcheck.cases.codec import BookEvent

EVENT_TYPES: tuple[type[Any], ...] = get_args(BookEvent)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(2016, 1, 1), datetime(2040, 1, 1), timezones=st.one_of(st.just(UTC), offsets))
days = st.dates(date(2016, 1, 1), date(2040, 1, 1))


def _of_type(wanted: Any) -> st.SearchStrategy[Any]:
    if isinstance(wanted, NewType):
        return _of_type(wanted.__supertype__)
    if get_origin(wanted) is Annotated:
        return _of_type(get_args(wanted)[0])
    if get_origin(wanted) in (Union, UnionType):
        return st.one_of([_of_type(one) for one in get_args(wanted)])
    if get_origin(wanted) is Literal:
        return st.sampled_from(get_args(wanted))
    if get_origin(wanted) is tuple:
        return st.lists(_of_type(get_args(wanted)[0]), max_size=3).map(tuple)
    return _plain(wanted)


def _plain(wanted: Any) -> st.SearchStrategy[Any]:
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return built(wanted)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: texts,
        bool: st.booleans(),
        int: st.integers(0, 10**6),
        datetime: moments,
        date: days,
        type(None): st.none(),
    }
    return plain[wanted]


def built(struct: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of a struct."""
    hints = get_type_hints(struct, include_extras=True)
    return st.builds(struct, **{name: _of_type(hints[name]) for name in struct.__struct_fields__})


events: st.SearchStrategy[Any] = st.one_of([built(kind) for kind in EVENT_TYPES])
