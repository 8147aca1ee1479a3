"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of version 1."""
    _make_ledger()
    _make_index()
    _make_search()
    _make_private()
    op.execute(f"PRAGMA application_id = {int.from_bytes(b'sopc')}")
    op.execute("PRAGMA user_version = 1")


def _make_ledger() -> None:
    _table("meta", _key("key"), _text("value"))
    _table("device", _number_key(), _blob("seed"), _number("record_epoch"), _number("access_epoch"))
    _table(
        "entry",
        _number_key(),
        _blob("hash"),
        _text("log"),
        _number("seq"),
        _text("book"),
        _text("received"),
        _blob("header"),
        _blob("signature"),
    )
    op.create_index("entry_place", "entry", ["book", "log", "seq", "hash"], unique=True)
    _table(
        "body",
        sa.Column("entry", sa.Integer, sa.ForeignKey("entry.id"), primary_key=True),
        _blob("salt"),
        _blob("content"),
    )


def _make_index() -> None:
    texts = ("reference", "operation", "district", "team", "investigator", "supervisor", "opened")
    _table(
        "case_index",
        _key("case_id"),
        *(_text(name) for name in texts),
        *(_number(name) for name in ("closed", "answered", "applicable")),
        _text("last_activity"),
        sa.Column("next_moment", sa.Text),
        _blob("payload"),
    )
    op.create_index("case_index_next", "case_index", ["next_moment"])
    op.create_index("case_index_reference", "case_index", [sa.text("reference COLLATE NOCASE")])
    case = sa.ForeignKey("case_index.case_id", ondelete="CASCADE")
    _table(
        "limit_index",
        _number_key(),
        sa.Column("case_id", sa.Text, case, nullable=False),
        *(_text(name) for name in ("place", "what", "basis")),
        sa.Column("soon_at", sa.Text),
        sa.Column("ends_at", sa.Text),
    )
    op.create_index("limit_index_case", "limit_index", ["case_id"])
    op.create_index("limit_index_soon", "limit_index", ["soon_at"])


def _make_search() -> None:
    _table("case_text", _number_key(), _text("case_id"), _text("part"))
    op.create_index("case_text_part", "case_text", ["case_id", "part"], unique=True)
    op.execute(
        "CREATE VIRTUAL TABLE case_words USING fts5("
        "text, prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
    )
    # Without it a deleted text stays readable inside the index.
    op.execute("INSERT INTO case_words (case_words, rank) VALUES ('secure-delete', 1)")


def _make_private() -> None:
    _table("draft", _key("person"), _key("key"), _text("text"))
    _table("marker", _key("person"), _key("case_id"), _text("at"))
    _table("snapshot", _key("review"), _text("digest"), _blob("content"))
    _table("counter", _key("name"), _number("value"))


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(name, *columns, sqlite_strict=True)


def _key(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text, primary_key=True)


def _number_key() -> sa.Column[object]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer, nullable=False)


def _blob(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary, nullable=False)
