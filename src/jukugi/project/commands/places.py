"""Work on gathering places from files, without settings or database: who has one near, and lists of facilities."""

import argparse
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jukugi.kit.files import write_whole
from jukugi.project.table_files import (
    Refused,
    TableFault,
    TableFile,
    check_out,
    json_bytes,
    open_table,
    refusal,
    told,
)

if TYPE_CHECKING:
    from jukugi.core.geo.coverage import Coverage
    from jukugi.core.geo.locating import Location

help = (
    "居場所を調べる：歩いて行ける人の割合、次に置くとよい所、公共施設一覧の読み取り（設定もデータベースもいりません）、"
    "人口の点を入れる（population だけはデータベースを使う）"
)

PLACE_COLUMNS = {
    "id": ("no", "番号"),
    "lat": ("latitude", "緯度", "y"),
    "lon": ("lng", "long", "longitude", "経度", "x"),
}
POPULATION_COLUMNS = PLACE_COLUMNS | {"people": ("population", "人口", "人数", "総人口", "pop")}

FAULT_WORDS = {
    "empty": "空です。値を書いてください",
    "repeated": "同じ番号が前の行にもあります。どちらかを直してください",
    "not_a_degree": "度ではありません。35.5300 のような数（度）を書いてください",
    "outside": "緯度は-90から90、経度は-180から180です。緯度と経度が入れ替わっていないか確かめてください",
    "not_people": "0以上の数ではありません。直してください",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="places_action", required=True)
    coverage = actions.add_parser("coverage", help="居場所が近くにある人の割合と、次に置くとよい所を求める")
    coverage.add_argument("--places", type=Path, required=True, metavar="CSV", help="id,lat,lon（XLSXも）")
    coverage.add_argument("--population", type=Path, required=True, metavar="CSV", help="id,lat,lon,people")
    coverage.add_argument("--radius", required=True, metavar="M", help="近くとみる、まっすぐの距離（メートル）")
    coverage.add_argument(
        "--new", type=int, required=True, metavar="N", help="次に置く所をいくつ求めるか（0なら求めない）"
    )
    coverage.add_argument("--out", type=Path, required=True, metavar="FILE", help="結果を書くファイル（JSON）")
    coverage.add_argument(
        "--seconds", type=float, default=25.0, metavar="S", help="次に置く所を探す時間の上限（既定は25秒）"
    )
    taking = actions.add_parser("import", help="公共施設一覧を、書き方の違いを直して標準の形にする")
    taking.add_argument("file", type=Path, metavar="FILE", help="公共施設一覧（標準の新旧どちらの列も。CSVかXLSX）")
    taking.add_argument("--out", type=Path, required=True, metavar="CSV", help="標準の形の公共施設一覧を書くファイル")
    taking.add_argument(
        "--report", type=Path, required=True, metavar="JSON", help="直したこと、直せないことを書くファイル"
    )
    taking.add_argument(
        "--standard",
        choices=("new", "old"),
        help="書く列：new＝自治体標準オープンデータセット、old＝推奨データセット（既定は読んだ表の版か new）",
    )
    peopling = actions.add_parser("population", help="どこに何人が住むか（人口の点）を、表のとおりに入れ替える")
    peopling.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="id,lat,lon,people と、任意の children（14歳まで）,elderly（65歳から）,ward_code,district_code,name",
    )
    peopling.add_argument("--source", required=True, metavar="WORDS", help="出所。割合のページに示す")
    peopling.add_argument("--as-of", required=True, metavar="DAY", help="いつの人口か。例：2026-04-01")


def run(options: argparse.Namespace) -> int:
    """Read, work, write; a refusal names the file, the row and what to do now."""
    from jukugi.project.place_files import import_facilities
    from jukugi.project.place_people import import_population_points

    work = {"coverage": _coverage, "import": import_facilities, "population": import_population_points}[
        options.places_action
    ]
    return told(lambda: work(options))


@dataclass(frozen=True)
class _Points:
    """``keys`` as they stand; ``degrees``: latitude and longitude; ``people``, where there is such a column."""

    keys: Sequence[str]
    degrees: Sequence[tuple[float, float]]
    people: Sequence[float]


def _coverage(options: argparse.Namespace) -> int:
    import numpy as np

    from jukugi.core.geo.coverage import coverage
    from jukugi.core.geo.locating import Location, next_places

    radius = _number(options.radius)
    if radius is None or radius <= 0:
        raise Refused(
            f"--radius の値 {options.radius} は使えません。0より大きい数（メートル。例：500）にしてください。"
        )
    if options.new < 0:
        raise Refused(f"--new の値 {options.new} は使えません。0以上の整数にしてください。")
    if not options.seconds > 0:
        raise Refused(f"--seconds の値 {options.seconds:g} は使えません。0より大きい数にしてください。")
    check_out(options.out, options.places, options.population)
    places, population = _both(options)
    where = np.array(population.degrees, dtype=np.float64).reshape(-1, 2)
    has_place = np.array(places.degrees, dtype=np.float64).reshape(-1, 2)
    found = coverage(has_place, where, np.array(population.people, dtype=np.float64), radius_m=radius)
    location = Location((), 0.0, is_proven=True)
    if options.new:
        location = next_places(where, found, radius_m=radius, new=options.new, seconds=options.seconds)
    document = _document(found, location, population, radius, len(places.keys), options.new)
    write_whole(options.out, json_bytes(document))
    print("\n".join([*_summary(document, options.new), f"結果を {options.out} に書きました。"]))
    return 0


def _both(options: argparse.Namespace) -> tuple[_Points, _Points]:
    """Both tables; everything that is wrong in them is told at once. Raises Refused."""
    faults: dict[Path, list[TableFault]] = {}
    places = _points(open_table(options.places, PLACE_COLUMNS, may_be_empty=True), faults)
    population = _points(open_table(options.population, POPULATION_COLUMNS), faults)
    if any(faults.values()):
        raise refusal(faults, FAULT_WORDS)
    if not sum(population.people):
        raise Refused(f"{options.population}：人口の合計が0です。people の列を確かめてください。")
    return places, population


def _points(table: TableFile, faults: dict[Path, list[TableFault]]) -> _Points:
    """The points of a table, sorted by nothing: as they stand."""
    wrong = faults.setdefault(table.path, [])
    wrong += table.faults
    keys, degrees, people = [], [], []
    seen: set[str] = set()
    for line, row in table.rows:
        cells = {name: row[column].strip() for name, column in table.names.items()}
        key = cells["id"]
        if not key or key in seen:
            wrong.append(TableFault("repeated" if key else "empty", line, "id", key))
        seen.add(key)
        keys.append(key)
        degrees.append((_degree(cells["lat"], line, "lat", 90, wrong), _degree(cells["lon"], line, "lon", 180, wrong)))
        if "people" in cells:
            number = _number(cells["people"].removesuffix("人"))
            if number is None or number < 0:
                wrong.append(TableFault("not_people" if cells["people"] else "empty", line, "people", cells["people"]))
            people.append(number or 0.0)
    return _Points(keys, degrees, people)


def _degree(typed: str, line: int, column: str, most: int, faults: list[TableFault]) -> float:
    number = _number(typed)
    if number is None:
        faults.append(TableFault("not_a_degree" if typed else "empty", line, column, typed))
        return 0.0
    if abs(number) > most:
        faults.append(TableFault("outside", line, column, typed))
    return number


def _number(typed: str) -> float | None:
    """A plain decimal, full width or with commas between thousands too."""
    text = unicodedata.normalize("NFKC", typed).strip()
    text = text.replace(",", "") if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", text) else text
    return float(text) if re.fullmatch(r"[-+]?(\d{1,15}(\.\d{0,20})?|\.\d{1,20})(e[-+]?\d{1,2})?", text, re.I) else None


def _document(
    found: "Coverage", location: "Location", population: _Points, radius: float, places: int, new: int
) -> dict[str, Any]:
    total = sum(population.people)
    return {
        "radius_m": _plain(radius),
        "distance": "great-circle (haversine), mean Earth radius 6371008.8 m",
        "places": places,
        "people": _plain(total),
        "people_covered": _plain(found.covered),
        "share_covered": found.share,
        "white_spots": [
            {
                "id": population.keys[spot],
                "people": _plain(population.people[spot]),
                "nearest_m": round(float(found.nearest_m[spot]), 1) if places else None,
            }
            for spot in found.white_spots.tolist()
        ],
        "asked": new,
        "next": [{"id": population.keys[one.point], "gain": _plain(one.gain)} for one in location.next],
        "share_after": (found.covered + location.gain) / total,
        "bound": _plain(location.bound),
        "proven": location.is_proven,
    }


def _plain(number: float) -> float | int:
    """A whole number without a point."""
    return int(number) if float(number).is_integer() else round(number, 6)


def _summary(document: Mapping[str, Any], new: int) -> list[str]:
    spots = document["white_spots"]
    lines = [
        f"{document['people']:,}人のうち{document['people_covered']:,}人（{document['share_covered']:.1%}）は、"
        f"まっすぐ{document['radius_m']:,}m以内に居場所があります。",
        f"ない所は{len(spots):,}か所、{document['people'] - document['people_covered']:,}人です。",
    ]
    if not new:
        return lines
    lines += [f"- 次に置くなら {one['id']}：新たに{one['gain']:,}人" for one in document["next"]]
    if len(document["next"]) < new:
        lines.append(f"{len(document['next'])}か所で、置ける所から届く人のすべてに届きます。")
    elif document["proven"]:
        lines.append("これより多くの人に届く組み合わせがないことを確かめました。")
    else:
        lines.append(
            f"時間のうちに確かめきれませんでした（どう置いても、新たに届くのは{document['bound']:,}人までです）。"
        )
    return [*lines, f"置いたあとは{document['share_after']:.1%}になります。"]
