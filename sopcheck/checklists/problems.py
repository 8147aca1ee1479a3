"""Everything that is wrong with a definition; a published one has no problem.

What cannot be read at all is refused by the reader; here is what can be read and does not work.
"""

from collections.abc import Callable, Iterable, Iterator

from sopcheck.checklists.checks.answers import check_answers
from sopcheck.checklists.checks.logic import check_logic
from sopcheck.checklists.checks.naming import check_naming
from sopcheck.checklists.checks.references import check_references
from sopcheck.checklists.checks.reviewing import check_reviewing
from sopcheck.checklists.checks.timing import check_timing
from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.problem import NO_LINES, DefinitionError, Lines, Problem, in_order
from sopcheck.checklists.reader import read
from sopcheck.checklists.survey import Survey

_CHECKS: tuple[Callable[[Survey], Iterator[Problem]], ...] = (
    check_naming,
    check_references,
    check_logic,
    check_timing,
    check_answers,
    check_reviewing,
)


def problems(
    checklist: Checklist, *, lines: Lines = NO_LINES, file: str = "", beside: Iterable[Checklist] = ()
) -> tuple[Problem, ...]:
    """Give all that is wrong with a definition, in the order of its lines.

    `beside` are the other checklists that may run on the same case. Where they are given, what this one names
    of them must be there, and what is shared must be defined alike; where not, neither is judged. Another
    version of this checklist among them is passed over.
    """
    others = tuple(other for other in beside if other.checklist != checklist.checklist)
    survey = Survey(checklist, lines, file, others)
    return in_order(problem for check in _CHECKS for problem in check(survey))


def check(text: bytes | str, *, name: str, beside: Iterable[Checklist] = ()) -> tuple[Problem, ...]:
    """Read a definition and give all that is wrong with it, be it the writing or what it says."""
    try:
        found = read(text, name=name)
    except DefinitionError as error:
        return error.problems
    return problems(found.checklist, lines=found.lines, file=name, beside=beside)
