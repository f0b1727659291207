"""``jukugi requests plan``: hours by association and month, the changes, and refusals in words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

JUKUGI = Path(sys.executable).parent / "jukugi"
HEADING = "id,title,department,legal_basis,times_per_year,months,people_per_time,hours_per_person,who,channel,category"
REQUESTS = f"""{HEADING}
R1,訓練,危機管理課,法令,1,10,6,1,役員,紙,a
R2,まつり,地域振興課,慣行,1,10,6,1,役員,会議,b
R3,推薦,福祉課,法令,0.5,7,2,3,会長,紙,c
"""
ASSOCIATIONS = """id,kind,name,ward_code,member_households
N1,町内会・自治会,見本一町会,W1,100
N2,町内会・自治会,見本二町会,W2,
O1,中間支援組織,見本センター,W1,
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "requests.csv").write_text(REQUESTS, encoding="utf-8")
    (tmp_path / "associations.csv").write_text(ASSOCIATIONS, encoding="utf-8")
    return tmp_path


def plan(folder: Path, *more: str, ceiling: str = "8") -> subprocess.CompletedProcess[str]:
    """The command in an environment without any setting."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    command = [
        *(JUKUGI, "requests", "plan", "--requests", folder / "requests.csv"),
        *("--associations", folder / "associations.csv", "--ceiling", ceiling, "--out", folder / "plan.json", *more),
    ]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def result(folder: Path) -> dict:
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def busy(hours: dict[str, float]) -> dict[str, float]:
    return {month: each for month, each in hours.items() if each}


def test_a_plan_has_hours_before_and_after_and_why_of_each_change(folder):
    done = plan(folder)

    found = result(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert {key: busy(months) for key, months in found["before"].items()} == {
        "N1": {"7": 3.0, "10": 12.0},
        "N2": {"7": 3.0, "10": 12.0},
    }
    assert busy(found["after"]["N1"]) == {"7": 3.0, "9": 6.0, "10": 6.0}
    assert [(each["request"], each["kind"], each["moves"]) for each in found["changes"]] == [
        ("R2", "move", [{"from": 10, "to": 9}])
    ]
    assert found["changes"][0]["why"] in done.stdout
    assert (found["unreachable"], found["proven"], found["other_bodies"]) == ([], True, 1)
    assert found["occasional"] == [{"request": "R3", "months": [7], "hours_in_its_year": 6.0}]


def test_the_same_tables_give_the_same_bytes(folder):
    plan(folder)
    first = (folder / "plan.json").read_bytes()
    plan(folder)

    assert (folder / "plan.json").read_bytes() == first


def test_whom_no_change_helps_is_told_with_the_reason(folder):
    done = plan(folder, ceiling="5")

    found = result(folder)
    assert done.returncode == 0
    assert [(each["association"], each["why"], each["requests"]) for each in found["unreachable"]] == [
        ("N1", "fixed", ["R1"]),
        ("N2", "fixed", ["R1"]),
    ]
    assert "10月は6時間" in found["unreachable"][0]["words"]


def test_all_faulty_rows_of_both_tables_are_told_and_nothing_is_written(folder):
    (folder / "requests.csv").write_text(REQUESTS + "R4,x,y,法令,1,13,a,1,,,\nR1,,,,1,4,1,1,,,\n", encoding="utf-8")
    (folder / "associations.csv").write_text(ASSOCIATIONS + "N1,町内会・自治会,,,many\n", encoding="utf-8")

    done = plan(folder)

    assert (done.returncode, done.stdout) == (1, "")
    assert "直すところが5か所" in done.stderr
    assert "requests.csv 5行目「months」列" in done.stderr
    assert "requests.csv 5行目「people_per_time」列" in done.stderr
    assert "associations.csv 5行目「member_households」列" in done.stderr
    assert not (folder / "plan.json").exists()


def test_the_good_rows_are_taken_where_the_officer_says_so(folder):
    (folder / "requests.csv").write_text(REQUESTS + "R4,x,y,法令,1,13,1,1,,,\n", encoding="utf-8")

    done = plan(folder, "--take-good")

    assert done.returncode == 0
    assert "除きました：requests.csv 5行目" in done.stderr
    assert [each["row"] for each in result(folder)["left_out"]] == [5]


def test_targets_are_associations_or_wards(folder):
    text = REQUESTS.replace("category\n", "category,targets\n").replace(",a\n", ",a,W2\n")
    (folder / "requests.csv").write_text(text.replace(",b\n", ",b,\n").replace(",c\n", ",c,N1\n"), encoding="utf-8")

    plan(folder, ceiling="100")

    assert {key: busy(months) for key, months in result(folder)["before"].items()} == {
        "N1": {"7": 3.0, "10": 6.0},
        "N2": {"10": 12.0},
    }


def test_a_range_of_hours_is_told_and_the_cautious_plan_for_its_upper_end(folder):
    heading = HEADING + ",hours_low,hours_high"
    (folder / "requests.csv").write_text(f"{heading}\nR1,訓練,課,慣行,1,10,6,1,役員,紙,a,0.5,2\n", encoding="utf-8")

    plan(folder, ceiling="8")
    calm = result(folder)
    plan(folder, "--cautious", ceiling="8")

    assert busy(calm["before_low"]["N1"]) == {"10": 3.0}
    assert busy(calm["after_high"]["N1"]) == {"10": 12.0}
    assert calm["changes"] == []
    assert [each["kind"] for each in result(folder)["changes"]] == ["drop"]


@pytest.mark.parametrize(
    ("more", "ceiling", "said"),
    [
        ((), "-1", "--ceiling の値 -1"),
        ((), "たくさん", "--ceiling の値 たくさん"),
        (("--months", "12"), "8", "--months の値 12"),
        (("--saving", "1"), "8", "--saving の値 1"),
        (("--kinds", "forget"), "8", "--kinds の値 forget"),
        (("--seconds", "0"), "8", "--seconds の値 0.0"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(folder, more, ceiling, said):
    done = plan(folder, *more, ceiling=ceiling) if ceiling != "-1" else plan(folder, "--ceiling=-1")

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda folder: (folder / "requests.csv").unlink(), "見つかりません"),
        (lambda folder: (folder / "requests.csv").write_text("id,title\nR1,x\n"), "「times_per_year」列"),
        (lambda folder: (folder / "requests.csv").write_text(HEADING + "\n"), "行がありません"),
        (lambda folder: (folder / "associations.csv").write_bytes(b"\xff\xfe\x00"), "文字コード"),
        (lambda folder: (folder / "associations.csv").write_text("id,kind\nO1,中間支援組織\n"), "町内会・自治会の行"),
        (lambda folder: (folder / "plan.json").mkdir(), "ファイルではありません"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(folder, break_it, said):
    break_it(folder)

    done = plan(folder)

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_office_tables_in_cp932_are_read(folder):
    (folder / "requests.csv").write_text(REQUESTS.replace("\n", "\r\n"), encoding="cp932")

    assert plan(folder).returncode == 0
