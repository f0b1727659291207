"""Reads figures in Prometheus' form, strictly: what does not fit the form fails."""

import re

LINE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[^"\\\n]*",?)+)\})? (-?[0-9.e+]+)')
Labels = tuple[tuple[str, str], ...]


def families(text: str) -> dict[str, dict[Labels, float]]:
    """Name of a sample → its labels, sorted → value. Every sample stands under the type of its family."""
    found: dict[str, dict[Labels, float]] = {}
    family = ""
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            family = line.split()[2]
        if line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        assert match is not None, line
        assert match[1].startswith(family), f"{match[1]} stands under {family}"
        labels = tuple(sorted(re.findall(r'([a-z]+)="([^"]*)"', match[2] or "")))
        assert labels not in found.setdefault(match[1], {}), f"twice: {line}"
        found[match[1]][labels] = float(match[3])
    return found
