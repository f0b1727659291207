"""Every stylesheet and script that a template names is there: a missing one is a 404 that only a browser sees."""

import re
from pathlib import Path

NAMED = re.compile(r"{% static ['\"](kit/[\w./-]+)['\"] %}")


def test_every_file_of_ours_that_a_template_names_is_there(house):
    there = house.sources / "kit" / "pages" / "static"
    missing = sorted(
        f"{path.relative_to(house.sources)}: {name}"
        for path in Path(house.sources).rglob("templates/**/*.html")
        for name in NAMED.findall(path.read_text(encoding="utf-8"))
        if not (there / name).is_file()
    )
    assert missing == []
