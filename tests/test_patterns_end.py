"""No pattern of ours takes ever longer the longer the text is: none repeats what repeats."""

import ast
import re
from collections.abc import Iterator
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as reading  # type: ignore[attr-defined]

import pytest

from tools.places import ROOT

REPEATS = {names.MAX_REPEAT, names.MIN_REPEAT}
FUNCTIONS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "RegexValidator"}


def patterns() -> Iterator[tuple[str, str]]:
    """Every pattern that stands as a word in the source, with its place."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and _is_of_patterns(node)):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value


def _is_of_patterns(node: ast.Call) -> bool:
    name = ast.unparse(node.func)
    return name == "RegexValidator" or (name.startswith("re.") and name[3:] in FUNCTIONS)


def grows(pattern: str) -> bool:
    """Whether something that repeats without end stands inside something that repeats without end, with nothing firm
    beside it: the text can then be divided in more ways than anybody can try.
    """
    return any(_is_doubtful(item) for item in _repeats(reading.parse(pattern)))


def _repeats(parsed) -> Iterator[tuple]:
    for operation, given in parsed:
        if operation in REPEATS:
            yield given
        for inside in _inside(operation, given):
            yield from _repeats(inside)


def _inside(operation, given) -> list:
    if operation in REPEATS:
        return [given[2]]
    if operation is names.SUBPATTERN:
        return [given[3]]
    if operation is names.BRANCH:
        return given[1]
    return [given[1]] if operation in (names.ASSERT, names.ASSERT_NOT) else []


def _is_doubtful(repeat: tuple) -> bool:
    _least, most, body = repeat
    return most == names.MAXREPEAT and _is_loose(body, is_firm=False)


def _is_loose(sequence, *, is_firm: bool) -> bool:
    """Whether an unending repeat stands in it, or in a part of it, with no sign beside it that must be there."""
    is_firm = is_firm or any(operation is names.LITERAL for operation, _given in sequence)
    for operation, given in sequence:
        if operation in REPEATS and given[1] == names.MAXREPEAT and not is_firm:
            return True
        if any(_is_loose(inside, is_firm=is_firm) for inside in _inside(operation, given)):
            return True
    return False


@pytest.mark.parametrize(
    ("pattern", "is_doubtful"),
    [(r"(a+)+$", True), (r"(\d+)*x", True), (r"a+b+", False), (r"(?:,\d+)*", False), (r"(?:x|(?:y|z+))*", True)],
)
def test_a_pattern_that_repeats_what_repeats_is_found(pattern, is_doubtful):
    assert grows(pattern) is is_doubtful


def test_no_pattern_repeats_what_repeats():
    found = dict(patterns())

    assert len(found) > 50
    assert all(re.compile(pattern) for pattern in found.values())
    assert {place: pattern for place, pattern in found.items() if grows(pattern)} == {}
