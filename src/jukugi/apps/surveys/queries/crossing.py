"""Tables of a counted result: a question by groups of people, or by the answers to another. No query."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from jukugi.apps.surveys.queries.resulting import NAMES, Entry


@dataclass(frozen=True)
class CrossLine:
    """A group, how many are in it, and of these how many chose each option; None: not told."""

    label: str
    size: int | None
    cells: list[tuple[int | None, float | None]]
    told: list[tuple[str, int | None, float | None]] = field(default_factory=list)


@dataclass(frozen=True)
class CrossTable:
    """``heads``: the options, and no answer last. Shares are of all in the group."""

    title: str
    row: str
    heads: list[str]
    lines: list[CrossLine]
    since: int | None
    hides: bool


def cross_tables(document: Entry, *, audience: str, question: str, by: str) -> list[CrossTable]:
    """A question by an attribute (``by``) or by another question; one table for each row of a matrix. Empty: none."""
    one = next((each for each in document["questions"] if each["code"] == question), None)
    entry = one["of"].get(audience) if one else None
    who = next((each for each in document["audiences"] if each["code"] == audience), None)
    if one is None or entry is None or who is None or entry.get("few"):
        return []
    if by in entry.get("cross", {}):
        return _by_attribute(one, entry, who, by)
    return _by_question(document, one, audience, by, who)


def _by_attribute(one: Entry, entry: Entry, who: Entry, by: str) -> list[CrossTable]:
    table, groups = entry["cross"][by], who["groups"][by]
    labels = {code: label or _("答えなし") for code, label, _size in groups}
    heads = [label for _code, label, _outside in one["options"]] + [_("答えなし・対象外")]
    rows = [label for _code, label in one["rows"]] or [""]
    found = []
    for row, cells in zip(rows, table["cells"], strict=True):
        columns = list(zip(*cells, strict=True))
        lines = [
            CrossLine(labels.get(code, code), size, [(cell, _share(cell, size)) for cell in column])
            for code, size, column in zip(table["groups"], table["sizes"], columns, strict=True)
            if size != 0
        ]
        if any(cell for line in lines for cell, _each in line.cells):
            found.append(_table(one["label"], row, heads, lines, table.get("since")))
    return found


def _by_question(document: Entry, one: Entry, audience: str, by: str, who: Entry) -> list[CrossTable]:
    other = next((each for each in document["questions"] if each["code"] == by), None)
    pairs = document["pairs"].get(audience, {})
    name, turned = f"{one['code']} {by}", f"{by} {one['code']}"
    table = pairs.get(name) or pairs.get(turned)
    if other is None or table is None:
        return []
    cells = table["cells"] if isinstance(table, dict) else table
    if name in pairs:
        cells = [list(line) for line in zip(*cells, strict=True)]
    nothing = _("答えなし")
    own = other["of"][audience]
    sizes = [*own["counts"], who["sheets"] - own["answered"]]
    heads = [label for _code, label, _outside in one["options"]] + [nothing]
    labels = [label for _code, label, _outside in other["options"]] + [nothing]
    lines = [
        CrossLine(label, size, [(cell, _share(cell, size)) for cell in line])
        for label, size, line in zip(labels, sizes, cells, strict=True)
        if size != 0
    ]
    return [_table(one["label"], "", heads, lines, table.get("since") if isinstance(table, dict) else None)]


def _share(cell: int | None, size: int | None) -> float | None:
    return cell / size if cell is not None and size else None


def _table(title: str, row: str, heads: list[str], lines: list[CrossLine], since: int | None) -> CrossTable:
    hides = any(cell is None for line in lines for cell, _each in line.cells)
    for line in lines:
        line.told.extend((head, *cell) for head, cell in zip(heads, line.cells, strict=True))
    return CrossTable(title, row, heads, lines, since, hides)


def cross_choices(document: Entry) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Questions that can be looked at by groups, and by what: attributes, and other questions."""
    numbered = [(place, one) for place, one in enumerate(document["questions"], start=1)]
    crossed = [
        (one["code"], _("問%(number)s %(label)s") % {"number": place, "label": one["label"]})
        for place, one in numbered
        if any(entry.get("cross") for entry in one["of"].values())
    ]
    names = dict.fromkeys(
        name for _place, one in numbered for each in one["of"].values() for name in each.get("cross", {})
    )
    paired = {code for pairs in document["pairs"].values() for name in pairs for code in name.split(" ")}
    return crossed, [(name, str(NAMES[name])) for name in names] + [each for each in crossed if each[0] in paired]
