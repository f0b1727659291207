"""The table: how many checks a room has, how many a test speaks for, and which nobody does."""

from __future__ import annotations

from tools.mutation.equivalent import EQUIVALENT
from tools.mutation.sites import Site, sites_of

PARTS = ["actions", "permissions", "views", "policies", "others"]
Known = dict[str, dict[str, str]]  # by room, by key of a check: the test


def line(room: str, sites: list[Site], known: dict[str, str]) -> str:
    """One room in one line."""
    left = [site for site in sites if survives(site, known)]
    parts = ", ".join(f"{part} {sum(site.part == part for site in left)}" for part in PARTS)
    return f"{room:16} {len(sites):4} checks, {len(sites) - len(left):4} noticed; not noticed: {parts}"


def survives(site: Site, known: dict[str, str]) -> bool:
    by = known.get(site.key, "")
    return (by == "" or by.startswith("?")) and site.key not in EQUIVALENT


def survivors(known: Known) -> list[Site]:
    return [site for room, verdicts in known.items() for site in sites_of(room) if survives(site, verdicts)]


def report(known: Known) -> str:
    """A table by room and part, and the survivors with file and line."""
    lines = ["| room | " + " | ".join(f"{part}: checks | noticed" for part in PARTS) + " |"]
    lines.append("|---" * (1 + 2 * len(PARTS)) + "|")
    sums = dict.fromkeys(PARTS, (0, 0))
    for room, verdicts in sorted(known.items()):
        cells = []
        for part in PARTS:
            sites = [site for site in sites_of(room) if site.part == part]
            kept = sum(not survives(site, verdicts) for site in sites)
            sums[part] = (sums[part][0] + len(sites), sums[part][1] + kept)
            cells.append(f"{len(sites)} | {kept}")
        lines.append(f"| `{room}` | " + " | ".join(cells) + " |")
    lines.append("| all | " + " | ".join(f"{all_of} | {kept}" for all_of, kept in sums.values()) + " |")
    lines += ["", "Not noticed:", ""]
    lines += [
        f"- `{site.path}:{site.line}` `{site.function}` ({site.how}): `{site.words}`" for site in survivors(known)
    ]
    return "\n".join(lines) + "\n"
