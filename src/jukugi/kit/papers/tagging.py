"""What WeasyPrint's tags lack for PDF/UA-1: page numbers that are no content, the kind of heads of tables and of lists.

ISO 14289-1:2014 (PDF/UA-1), 7.1 (content is tagged or an artifact) and 7.5 (heads of tables), 7.6 (lists).
"""

from collections.abc import Iterator, Sequence
from typing import Any


def complete_tags(document: Any, pdf: Any, *, is_part: bool = False) -> None:
    """For WeasyPrint's ``finisher``: works on the objects before they are written.

    A part of a long paper has what can be joined with others, and no more than it needs.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    _drop_lines(pdf, root)
    told: set[int] = set()
    lists = []
    for element, parent, is_in_head in _elements(pdf, root, is_in_head=False):
        told.add(element.number)
        if is_part and element["S"] in ("/TH", "/TD"):
            _forget_heads(element)
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if is_in_head else "/Row"
        elif element["S"] == "/Caption" and parent.get("S") == "/Caption":  # a box that has no element of its own
            element["S"] = "/NonStruct"
        elif element["S"] == "/L":
            lists.append(element)
    _number_lists(document, pdf, lists)
    _make_artifacts(pdf, _object(pdf, root["ParentTree"])["Nums"], told)


def _drop_lines(pdf: Any, root: Any) -> None:
    """An element for every line of a text says nothing: where there is nothing else, the text becomes its parent's.

    Half of all elements of a long paper go. Their objects stay, empty: pydyf cannot leave out one that has a number.
    """
    gone: dict[bytes, bytes] = {}
    for element, _parent, _is_in_head in list(_elements(pdf, root, is_in_head=False)):
        kids = element.get("K", ())
        lines = [_object(pdf, kid) for kid in kids if isinstance(kid, bytes)]
        if lines and len(lines) == len(kids) and all(_is_line(line, element) for line in lines):
            gone |= {line.reference: element.reference for line in lines}
            element["K"][:] = [place for line in lines for place in line["K"]]
            for line in lines:
                line.clear()
    nums = _object(pdf, root["ParentTree"])["Nums"]
    for owners in nums[1::2]:
        if isinstance(owners, list):
            owners[:] = [gone.get(owner, owner) for owner in owners]


def _is_line(line: Any, element: Any) -> bool:
    return (
        line.get("S") == "/Span"
        and line.keys() == {"Type", "S", "K", "Pg", "P"}
        and line["Pg"] == element.get("Pg")
        and all(isinstance(kid, int) for kid in line["K"])
    )


def _forget_heads(cell: Any) -> None:
    """The heads of a cell by name, which would be the same in another portion: that a head has a scope says as much."""
    cell.pop("ID", None)
    cell["A"].pop("Headers", None)


def _number_lists(document: Any, pdf: Any, lists: Sequence[Any]) -> None:
    """Whether a list counts or not is known to its boxes only; they stand in the order of the tags."""
    names = [name for page in document.pages for name in _lists_of(page._page_box)]
    for element, name in zip(lists, names, strict=False) if len(lists) == len(names) else ():
        numbering = "/Decimal" if name == "ol" else "/Unordered"
        element["A"] = type(pdf.catalog)({"O": "/List", "ListNumbering": numbering})


def _lists_of(box: Any) -> Iterator[str]:
    box = getattr(box, "_box", box)
    if getattr(box, "element_tag", None) in ("ul", "ol"):
        yield box.element_tag
    for child in getattr(box, "children", ()):
        yield from _lists_of(child)


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _elements(pdf: Any, parent: Any, *, is_in_head: bool) -> Iterator[tuple[Any, Any, bool]]:
    """Every element of the structure below, its parent, and whether it stands in the head of a table."""
    for kid in parent["K"]:
        if not isinstance(kid, bytes):
            continue  # a number of content on the page
        element = _object(pdf, kid)
        if element.get("Type") != "/StructElem":
            continue
        is_head = is_in_head or element["S"] == "/THead"
        yield element, parent, is_head
        yield from _elements(pdf, element, is_in_head=is_head)


def _make_artifacts(pdf: Any, nums: Any, told: set[int]) -> None:
    """Content whose element is in no branch of the tree (page numbers, running titles) becomes an artifact."""
    for number, page in enumerate(_pages(pdf)):
        owners = nums[2 * number + 1]
        strays = {place for place, owner in enumerate(owners) if int(owner.split()[0]) not in told}
        if not strays:
            continue
        items = _object(pdf, page["Contents"]).stream
        for place, item in enumerate(items):
            if isinstance(item, dict) and item.get("MCID") in strays:  # /Span <</MCID 7>> BDC
                items[place - 1 : place + 2] = ["/Artifact", "", "BMC"]
        for place in strays:
            owners[place] = b"null"


def _pages(pdf: Any) -> Iterator[Any]:
    references = pdf.pages["Kids"]
    for place in range(0, len(references), 3):
        yield pdf.objects[references[place]]
