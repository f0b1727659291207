"""What a style sheet fetches: files beside it stay, anything else goes."""

import re
from collections.abc import Callable

# ``@import "x"`` and ``url(x)`` in all three ways of writing. Comments are taken along, so that none in them counts.
FETCHES = re.compile(
    r"""/\*.*?\*/
    | @import\s+(?:url\(\s*)?(?P<imported>"[^"]*"|'[^']*'|[^"')\s;]+)\s*\)?(?P<terms>[^;]*);?
    | url\(\s*(?P<fetched>"[^"]*"|'[^']*'|[^"')]*?)\s*\)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def with_files(sheet: str, keep: Callable[[str], str | None]) -> str:
    """The sheet with each address as ``keep`` gives it, or without what it would fetch where that gives None."""

    def changed(found: re.Match[str]) -> str:
        imported, fetched = found["imported"], found["fetched"]
        if imported is None and fetched is None:
            return found[0]
        address = (imported if imported is not None else fetched).strip("\"'")
        if imported is None and address.startswith(("data:", "#")):
            return found[0]
        kept = keep(address)
        if imported is not None:
            terms = found["terms"].strip()
            return "" if kept is None else f'@import url("{kept}"){" " if terms else ""}{terms};'
        return "none" if kept is None else f'url("{kept}")'

    return FETCHES.sub(changed, sheet)
