"""Numbers that people noted elsewhere, held against the database by an operator."""

from datetime import UTC, datetime, timedelta

import pytest

from jukugi.kit.audit.days import close_days, spoken
from jukugi.kit.audit.models import AuditEntry, DayDigest
from jukugi.kit.audit.sealing import seal_all
from jukugi.project.cli import main

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def days() -> list[DayDigest]:
    """Two closed days, newest first."""
    for day in range(2):
        AuditEntry.objects.create(action="tests.done", subject_type="x", subject_key="1", at=NOON)
        seal_all(now=NOON + day * DAY)
    close_days(now=NOON + 2 * DAY)
    return list(DayDigest.objects.order_by("-day"))


def test_an_operator_holds_a_noted_number_against_the_database(capsys, days, tmp_path):
    kept = tmp_path / "noted.txt"
    kept.write_text(f"# 図書館の控え\n{days[1].day}:{spoken(days[1].digest)}\n", encoding="utf-8")
    good = f"{days[0].day}:{spoken(days[0].digest)}"

    assert main(["verify-audit", "--digest", good, "--digests", str(kept)]) == 0
    assert capsys.readouterr().out.count("控えた印と同じです") == 2

    wrong = f"{days[0].day}:{spoken(days[1].digest)}"
    assert main(["verify-audit", "--digest", wrong]) == 1
    assert "控えた印と違います" in capsys.readouterr().err
    assert main(["verify-audit", "--digest", f"2026-12-31:{spoken(days[1].digest)}"]) == 1
    assert "この日の印がありません" in capsys.readouterr().err
    assert main(["verify-audit", "--digests", str(tmp_path / "none.txt")]) == 2
