"""``jukugi schedule`` and ``jukugi areas``: tables on the command line, told whole, taken once."""

from datetime import date
from importlib import resources

import pytest
from icalendar import Calendar

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import Process
from jukugi.project.cli import main

pytestmark = pytest.mark.django_db

WARDS = """code,name,level,population,population_as_of
100001,見本市,city,1000,2020-10-01
100002,東区,区,,
100003,西区,ward,,
"""


@pytest.fixture
def seed(tmp_path):
    """The plan that comes with the package, in the encoding of an office."""
    text = resources.files("jukugi.apps.processes").joinpath("sample_data", "schedule.csv").read_text(encoding="utf-8")
    path = tmp_path / "schedule.csv"
    path.write_bytes(text.replace("～", "〜").encode("cp932", errors="replace"))
    return path


def test_the_seeds_schedule_becomes_a_process_and_a_calendar_that_a_parser_reads(seed, tmp_path, capsys):
    out = tmp_path / "out.ics"

    codes = [main(["schedule", "import", str(seed), "--ics", str(out), "--process", "seed"]) for _ in range(2)]

    found = list(Calendar.from_ical(out.read_bytes()).walk("VEVENT"))
    draft = next(event for event in found if str(event["summary"]) == "素案")
    assert codes == [0, 0]
    assert len(found) == 20
    assert (draft.decoded("dtstart"), draft.decoded("dtend")) == (date(2018, 11, 1), date(2018, 12, 1))
    assert Process.objects.get().slug == "seed"
    assert "新しく0件、すでにあったもの20件" in capsys.readouterr().out


def test_all_faulty_rows_are_told_at_once_and_nothing_is_taken(tmp_path, capsys):
    path = tmp_path / "bad.csv"
    path.write_text(
        "id,kind,lane,item,starts_on,ends_on,precision\na,item,空,報告,x,,month\nb,item,議会,,2026-05-01,,week\n"
    )

    code = main(["schedule", "import", str(path)])

    said = capsys.readouterr().err
    assert code == 1
    assert [
        words in said
        for words in ("2行目・「lane」", "2行目・「starts_on」", "3行目・「item」", "3行目・「precision」")
    ] == [True] * 4
    assert Process.objects.count() == 0


@pytest.mark.parametrize("command", ["schedule", "areas"])
def test_a_table_that_is_not_there_is_told(command, capsys):
    assert main([command, "import", "nowhere.csv"]) == 1
    assert "nowhere.csv を読めません" in capsys.readouterr().err


def test_an_address_that_no_browser_would_take_is_refused(seed, capsys):
    assert main(["schedule", "import", str(seed), "--process", "あ"]) == 1
    assert Process.objects.count() == 0


def test_the_city_and_its_wards_come_from_a_table_and_are_corrected_by_it(tmp_path, capsys):
    path = tmp_path / "areas.csv"
    path.write_text(WARDS, encoding="utf-8")
    codes = [main(["areas", "import", str(path)])]
    path.write_text(WARDS.replace("西区", "西の区"), encoding="utf-8")

    codes.append(main(["areas", "import", str(path)]))

    assert codes == [0, 0]
    assert [(area.name, area.lane_order) for area in Area.objects.wards()] == [("東区", 1), ("西の区", 2)]
    assert Area.objects.get(level="city").population == 1000


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("1,東区,ward\n", "ちょうど一つ"),
        ("1,市,city\n2,市,city\n", "ちょうど一つ"),
        ("1,,city\n", "「name」"),
        ("1,市,町\n", "「level」"),
    ],
)
def test_a_faulty_table_of_areas_changes_nothing(tmp_path, capsys, rows, words):
    path = tmp_path / "areas.csv"
    path.write_text(f"code,name,level\n{rows}", encoding="utf-8")

    assert main(["areas", "import", str(path)]) == 1
    assert words in capsys.readouterr().err
    assert Area.objects.count() == 0
