"""``jukugi places coverage``: who has a place within reach, where the next would help most, refusals in words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jukugi.project.cli import main

JUKUGI = Path(sys.executable).parent / "jukugi"
# A degree of latitude is some 111 km: the points stand 333 m apart on one meridian.
PLACES = "id,lat,lon\nP1,35.000,139.0\n"
POPULATION = "id,lat,lon,people\n" + "".join(
    f"T{number},{35 + number * 0.003:.3f},139.0,{people}\n"
    for number, people in enumerate([10, 20, 30, 40, 50, 60, 70])
)


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "population.csv").write_text(POPULATION, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str, radius: str = "400", new: str = "1") -> int:
    places, population, out = (str(folder / name) for name in ("places.csv", "population.csv", "out.json"))
    files = ["--places", places, "--population", population, "--out", out]
    return main(["places", "coverage", *files, "--radius", radius, "--new", new, *more])


def result(folder: Path) -> dict:
    return json.loads((folder / "out.json").read_text(encoding="utf-8"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_shares_white_spots_and_next_places_are_written_without_any_setting(folder):
    (folder / "places.csv").write_text(",id,lat,lon\n0,P1,35.000,139.0\n", encoding="utf-8")  # a column without a name
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    files = ["--places", "places.csv", "--population", "population.csv", "--out", "out.json"]
    command = [JUKUGI, "places", "coverage", *files, "--radius", "400", "--new", "2"]

    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    found = result(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert found["share_covered"] == pytest.approx(30 / 280)
    assert [spot["id"] for spot in found["white_spots"]] == ["T6", "T5", "T4", "T3", "T2"]
    assert found["white_spots"][-1] == {"id": "T2", "people": 30, "nearest_m": 667.2}
    assert found["next"] == [{"id": "T5", "gain": 180}, {"id": "T3", "gain": 70}]
    assert (found["proven"], found["bound"], found["share_after"]) == (True, 250, 1.0)
    assert "10.7%" in done.stdout


def test_the_same_tables_give_the_same_bytes_in_any_dialect(folder):
    run(folder)
    first = (folder / "out.json").read_bytes()
    text = (
        POPULATION.replace("id,lat,lon,people", "ID,緯度,経度,人口").replace(",70", ',"７0"').replace("\n", "\r\n\r\n")
    )
    (folder / "population.csv").write_text(text.replace(",", "\t"), encoding="cp932")
    (folder / "places.csv").write_text("name,LON,LAT,id\nx,139.0,35.000,P1\n", encoding="utf-8-sig")

    assert run(folder) == 0
    assert (folder / "out.json").read_bytes() == first


def test_without_places_nobody_is_covered_and_with_none_asked_none_is_sought(folder):
    (folder / "places.csv").write_text("id,lat,lon\n", encoding="utf-8")

    assert run(folder, new="0") == 0

    found = result(folder)
    assert (found["share_covered"], found["next"], len(found["white_spots"])) == (0.0, [], 7)
    assert found["white_spots"][0] == {"id": "T6", "people": 70, "nearest_m": None}


def test_no_more_places_are_named_than_gain_something(folder, capsys):
    assert run(folder, new="9") == 0

    assert sum(one["gain"] for one in result(folder)["next"]) == 250
    assert "届く人のすべてに届きます" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda f: change(f, "places", "35.000,139.0", "139.0,35.0"), "places.csv 2行目「lat」列：緯度は-90から90"),
        (lambda f: change(f, "places", "35.000", "北"), "places.csv 2行目「lat」列：度ではありません"),
        (lambda f: change(f, "places", "P1", ""), "places.csv 2行目「id」列"),
        (lambda f: change(f, "population", "T1,", "T0,"), "population.csv 3行目「id」列"),
        (lambda f: change(f, "population", ",70", ",-70"), "population.csv 8行目「people」列"),
        (lambda f: change(f, "population", ",70", ","), "population.csv 8行目「people」列：空です"),
        (lambda f: change(f, "population", "people", "世帯"), "「people」列：この列がありません"),
        (lambda f: (f / "population.csv").write_text("id,lat,lon,people\n"), "行がありません"),
        (lambda f: (f / "population.csv").write_text("id,lat,lon,people\nT1,35,139,0\n"), "人口の合計が0です"),
        (lambda f: (f / "places.csv").unlink(), "見つかりません"),
        (lambda f: (f / "out.json").mkdir(), "ファイルではありません"),
    ],
)
def test_a_table_that_is_wrong_is_refused_in_words_and_nothing_is_written(folder, capsys, break_it, said):
    break_it(folder)

    assert run(folder) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert not (folder / "out.json").is_file()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"radius": "0"}, "--radius の値 0"),
        ({"radius": "近く"}, "--radius の値 近く"),
        ({"new": "-1"}, "--new の値 -1"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(folder, capsys, options, said):
    assert run(folder, **options) == 1
    assert said in capsys.readouterr().err
    assert run(folder, "--seconds", "0") == 1
