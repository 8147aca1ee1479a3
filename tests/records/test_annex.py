"""The annex: every applicable item."""

from zoneinfo import ZoneInfo

from msgspec import structs

from sopcheck.records.annex import annex_blocks
from sopcheck.records.document import Heading, PageBreak, Table, Words
from sopcheck.records.phrases import Phrases
from tests.records import samples

PHRASES = Phrases(ZoneInfo("Europe/London"))


def test_the_annex_starts_a_page_and_goes_by_stage() -> None:
    blocks = annex_blocks(samples.items(6), PHRASES)
    assert isinstance(blocks[0], PageBreak)
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Annex: every applicable item",
        "CSE investigation SOP: Receive and record",
        "CSE investigation SOP: Safeguard",
        "CSE investigation SOP: Plan and allocate",
    ]


def test_every_item_is_there_once() -> None:
    tables = [block for block in annex_blocks(samples.items(31), PHRASES) if isinstance(block, Table)]
    assert sum(len(table.rows) for table in tables) == 31


def test_an_item_shows_its_answer_and_its_limit() -> None:
    tables = [block for block in annex_blocks(samples.items(3), PHRASES) if isinstance(block, Table)]
    _, answer, limit = tables[0].rows[0]
    assert (answer[0].lead, answer[0].text.replace("\u00a0", " ")) == ("Done", "Fri 1 May 2026, 11:00")
    assert [words.text.replace("\u00a0", " ") for words in answer[1:]] == [
        "REF/0000",
        "DC Farrow,",
        "Fri 1 May 2026, 18:00",
        "What was found for item 1; see the crime system.",
    ]
    assert limit == (Words("Met, 3 h 10 min before its end"),)


def test_what_was_not_done_never_reads_as_done_at_a_time() -> None:
    item = structs.replace(samples.items(1)[0], status="not done")
    (table,) = [block for block in annex_blocks((item,), PHRASES) if isinstance(block, Table)]
    assert [words.lead for words in table.rows[0][1] if words.lead] == ["Not done", "Reference", "Recorded"]


def test_no_items_are_none() -> None:
    assert annex_blocks((), PHRASES)[-1] == Words("None")
