"""The tables of the vault as they are now; `migrations` tells how they came to be, and imports nothing here.

`entry` and `body` are the truth and only grow (bodies may be erased). `case_index`, `case_payload`,
`limit_index`, `case_text` and `case_words` are derived and can be rebuilt. `draft`, `marker`, `counter` are
private to this machine; `snapshot` holds what a signed review showed, `checkpoint` what a chain was.
Times are UTC text that sorts as time does.
"""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

VERSION = 3
APPLICATION_ID = int.from_bytes(b"sopc")

metadata = sa.MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

device = Table(
    "device",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seed", LargeBinary, nullable=False),
    Column("record_epoch", Integer, nullable=False),
    Column("access_epoch", Integer, nullable=False),
    sqlite_strict=True,
)

entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("log", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("book", Text, nullable=False),
    Column("received", Text, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    # One index answers all: the entries of a book, its heads, and whether an entry is here already. Each
    # further one would add a page to every save.
    Index("entry_place", "book", "log", "seq", "hash", unique=True),
    sqlite_strict=True,
)

body = Table(
    "body",
    metadata,
    Column("entry", Integer, ForeignKey("entry.id"), primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("log", Text, primary_key=True),
    Column("size", Integer, primary_key=True),
    Column("note", Text, nullable=False),
    # The right edge of the tree at that size, from which the next one is made; its root is signed.
    Column("peaks", LargeBinary, nullable=False),
    sqlite_strict=True,
)

case_index = Table(
    "case_index",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("investigator", Text, nullable=False),
    Column("supervisor", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("closed", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("applicable", Integer, nullable=False),
    Column("last_activity", Text, nullable=False),
    Column("next_moment", Text),
    Column("last_review", Text),
    Column("next_review", Text),
    Column("next_limit", Text),
    Column("next_words", Text, nullable=False),
    Column("next_basis", Text, nullable=False),
    Column("owner_absent", Integer, nullable=False),
    Column("directed", Integer, nullable=False),
    Index("case_index_next", "next_moment"),
    Index("case_index_reference", sa.text("reference COLLATE NOCASE")),
    sqlite_strict=True,
)

# Apart, because a list of thousands reads every row, and a row is as fast to read as it is short.
case_payload = Table(
    "case_payload",
    metadata,
    Column("case_id", Text, ForeignKey("case_index.case_id", ondelete="CASCADE"), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
    sqlite_strict=True,
)

limit_index = Table(
    "limit_index",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Text, ForeignKey("case_index.case_id", ondelete="CASCADE"), nullable=False),
    Column("place", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("soon_at", Text),
    Column("ends_at", Text),
    Index("limit_index_case", "case_id"),
    Index("limit_index_soon", "soon_at"),
    Index("limit_index_ends", "ends_at"),
    sqlite_strict=True,
)

case_text = Table(
    "case_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("part", Text, nullable=False),
    Index("case_text_part", "case_id", "part", unique=True),
    sqlite_strict=True,
)

draft = Table(
    "draft",
    metadata,
    Column("person", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("text", Text, nullable=False),
    sqlite_strict=True,
)

marker = Table(
    "marker",
    metadata,
    Column("person", Text, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("review", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
    sqlite_strict=True,
)
