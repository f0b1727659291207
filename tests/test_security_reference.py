"""Each promise of the paper on security names a test that exists; what has none says why in the same row."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPER = (ROOT / "docs" / "reference" / "security.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAPER.splitlines() if line.startswith("| ")]
REQUIREMENTS = [row for row in ROWS if row[0] != "番号"]
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_each_row_names_its_requirement_what_is_done_and_a_test_or_none():
    assert len(REQUIREMENTS) > 50
    assert [row for row in REQUIREMENTS if len(row) != 4 or not all(row)] == []
    assert [row[0] for row in REQUIREMENTS if row[3] != "–" and not NAMED.fullmatch(row[3])] == []


def test_each_test_that_is_named_exists():
    missing = []
    for path, name in NAMED.findall(PAPER):
        file = ROOT / path
        if not file.is_file() or not re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE):
            missing.append(f"{path}::{name}")

    assert missing == []


def test_every_chapter_of_the_standard_is_there():
    chapters = {
        int(number)
        for heading in re.findall(r"^## (.+)$", PAPER, re.MULTILINE)
        for number in re.findall(r"V(\d+)", heading)
    }

    assert chapters == set(range(1, 15))


def test_what_is_not_met_is_said_openly():
    assert PAPER.count("できていない**") + PAPER.count("できていない：") + PAPER.count("：できていない") >= 5
    assert PAPER.count("**当てはまらない**") >= 3
