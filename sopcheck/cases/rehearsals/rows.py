"""What the lists of an expectation name: items, subjects, reviews, notes and clocks that must be there.

A row that nothing can ever answer to is a mistake of the file, not a difference: else a slip in a list would
read as if the rule engine were wrong.
"""

from sopcheck.cases.rehearsals.names import Names
from sopcheck.cases.rehearsals.rehearsal import Listed


def check_rows(names: Names) -> None:
    """Refuse a row of an expectation that names what is not there.

    Raises:
        RehearsalError: with the line of the first.
    """
    known = {one.checklist for one in names.checklists}
    for expectation in names.rehearsal.expect:
        for one in expectation.applies:
            # Of a checklist that is spelt wrong none would apply, just as of one not yet followed.
            if one.about not in known:
                raise names.mistake(
                    f"There is no checklist “{one.about}” in this rehearsal. Spell it right.", one.line
                )
        for rows in (*expectation.exceptions, *expectation.annex):
            for row in rows.rows:
                _check_row(names, rows, row)
        for row in expectation.timeline.rows if expectation.timeline else ():
            _check_moment(names, row, expectation.timeline.line if expectation.timeline else 0)


def _check_row(names: Names, rows: Listed, row: str) -> None:
    what, _, subject = (part.strip() for part in row.partition("@"))
    if rows.name == "reviews_late_or_missed":
        # A rolling review bears its due date.
        rule = what.partition(" ")[0]
        if not names.defines("review", rule):
            raise names.mistake(f"The schedule has no review “{rule}”. Spell it right.", rows.line)
    else:
        for item in what.split("+"):
            names.item(item.strip(), rows.line)
    if subject:
        names.subject(subject, rows.line)


def _check_moment(names: Names, row: str, line: int) -> None:
    clock, _, subject = (part.strip() for part in row.partition("@"))
    if row in names.notes:
        return
    if not names.defines("clock", clock):
        raise names.mistake(f"There is no note or clock “{row}” in this rehearsal. Spell it right.", line)
    if subject:
        names.subject(subject, line)
