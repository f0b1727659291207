"""``jukugi places import``: a list of public facilities in the form of the standard, with a report of every repair."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jukugi.core.geo.facility_columns import NEW, OLD
from jukugi.project.cli import main

JUKUGI = Path(sys.executable).parent / "jukugi"
HEADING = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,緯度,"
    "経度,電話番号,利用可能曜日,開始時間,終了時間"
)
FAULTY = f"""{HEADING}
14130,0001,神奈川県,川崎市,見本センター,ミホンセンター,川崎区見本1-1,139.7031,35.5308,44-200-3111,月曜日〜金曜日,9時,午後5時
141305,2,神奈川県,川崎市,見本会館,ﾐﾎﾝｶｲｶﾝ,川崎区見本1-2,３５．５２９,139.7041,044-200-3112,第2土,１０：００,16:00
141305,0003,神奈川県,川崎市,,ミホン,川崎区見本1-3,35.53,139.70,,,,
141305,0004,神奈川県,川崎市,見本広場,ミホンヒロバ,川崎区見本1-4,0,0,,毎日,,夕方
141305,0005,神奈川県,川崎市,はみ出した行
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "list.csv").write_text(FAULTY.replace("\n", "\r\n"), encoding="cp932")
    return tmp_path


def take(folder: Path, *more: str) -> int:
    names = (str(folder / name) for name in ("list.csv", "out.csv", "report.json"))
    source, out, report = names
    return main(["places", "import", source, "--out", out, "--report", report, *more])


def written(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "out.csv").read_text(encoding="utf-8"))))


def report(folder: Path) -> dict:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def test_a_faulty_list_is_put_right_without_any_setting_and_every_repair_is_told(folder):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    command = [JUKUGI, "places", "import", "list.csv", "--out", "out.csv", "--report", "report.json"]

    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    rows, told = written(folder), report(folder)
    assert list(rows[0]) == list(OLD)
    assert [row["名称"] for row in rows] == ["見本センター", "見本会館", "見本広場"]
    first, second, third = rows
    assert (first["緯度"], first["経度"]) == ("35.5308", "139.7031")
    assert first["都道府県コード又は市区町村コード"] == "141305"
    assert (first["電話番号"], first["利用可能曜日"]) == ("044-200-3111", "月火水木金")
    assert (first["開始時間"], first["終了時間"]) == ("09:00", "17:00")
    assert (second["NO"], second["名称_カナ"], second["緯度"]) == ("0002", "ミホンカイカン", "35.529")
    assert (second["利用可能曜日"], second["利用可能日時特記事項"]) == ("土", "第2土")
    assert (third["緯度"], third["経度"], third["終了時間"]) == ("", "", "")
    assert told["encoding"] == "cp932"
    assert told["standard"] == {"read": "old", "written": "old"}
    assert told["rows"] == {"read": 5, "written": 3, "refused": 2}
    assert {(each["row"], each["column"], each["code"]) for each in told["repairs"] if each["row"] == 2} == {
        (2, "都道府県コード又は市区町村コード", "check_digit"),
        (2, "緯度", "swapped"),
        (2, "経度", "swapped"),
        (2, "電話番号", "zeros"),
        (2, "利用可能曜日", "days"),
        (2, "開始時間", "time"),
        (2, "終了時間", "time"),
    }
    assert [(each["row"], each["code"]) for each in told["problems"]] == [
        (5, "not_a_time"),
        (5, "outside_japan"),
        (5, "outside_japan"),
    ]
    assert [(each["row"], each["code"]) for each in told["refused"]] == [(4, "no_name"), (6, "wrong_width")]
    assert "入れ替わっていた緯度と経度を戻した：2か所" in done.stdout


def test_both_versions_of_the_standard_are_written_and_read_again_unchanged(folder):
    take(folder, "--standard", "new")
    new = (folder / "out.csv").read_bytes()
    (folder / "list.csv").write_bytes(new)

    assert take(folder) == 0

    assert list(written(folder)[0]) == list(NEW)
    assert (folder / "out.csv").read_bytes() == new
    assert (report(folder)["repairs"], report(folder)["refused"]) == ([], [])


def test_the_same_list_gives_the_same_bytes(folder):
    take(folder)
    first = [(folder / name).read_bytes() for name in ("out.csv", "report.json")]
    (folder / "list.csv").write_bytes(FAULTY.replace(",", "\t").encode("cp932"))
    take(folder)

    assert [(folder / name).read_bytes() for name in ("out.csv", "report.json")] == first


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda f: (f / "list.csv").write_text("番号,階数\n1,2\n"), "「名称」列：この列がありません"),
        (lambda f: (f / "list.csv").write_text("名称\n"), "行がありません"),
        (lambda f: (f / "list.csv").write_text(""), "中身がありません"),
        (lambda f: (f / "list.csv").write_bytes(b"\xff\xfe\x00"), "文字コード"),
        (lambda f: (f / "list.csv").write_text("名称,名称\nx,y\n"), "同じ名前の列"),
        (lambda f: (f / "list.csv").unlink(), "見つかりません"),
        (lambda f: (f / "out.csv").mkdir(), "ファイルではありません"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_words_and_nothing_is_written(folder, capsys, break_it, said):
    break_it(folder)

    assert take(folder) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert not (folder / "out.csv").is_file()
    assert not (folder / "report.json").exists()


def test_the_list_is_not_written_over(folder, capsys):
    source = str(folder / "list.csv")

    codes = [
        main(["places", "import", source, "--out", source, "--report", str(folder / "report.json")]),
        main(["places", "import", source, "--out", str(folder / "x"), "--report", str(folder / "x")]),
    ]

    assert codes == [1, 1]
    assert "同じファイルです" in capsys.readouterr().err
