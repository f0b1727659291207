"""Put the city and its wards in place from a table."""

import argparse
import sys
from pathlib import Path

from jukugi.kit.files import words_for_file_error

help = "市と区、区の人口を、表（CSV、XLSX）から載せる"

FAULT_WORDS = {
    "missing_column": "この列がありません。見出しの行に足してください",
    "empty": "空です。書いてください",
    "repeated": "同じコードが前の行にもあります。どちらかを直してください",
    "too_long": "長すぎます。code は12字、name は60字、読みと英語は120字、出所は200字までにしてください",
    "unknown_level": "city（市）か ward（区）にしてください",
    "no_number": "0以上の整数（人口は9けた、地図の位置は4けたまで）を書くか、空にしてください",
    "no_day": "人口には、いつの数かが要ります。2026-04-01 のように書いてください",
    "one_city": "市（city）の行は、ちょうど一つにしてください",
    "wrong_width": "列の数が見出しと違います。コンマや引用符の過不足を直してください",
    "unknown_ward": "この区はまだ載っていません。先に jukugi areas import で市と区を載せてください",
    "unknown_sex": "男 か 女 にしてください",
    "too_old": "150歳までにしてください",
    "repeated_group": "同じ区・年齢・性別の行が、前にもあります。どちらかを消してください",
    "age_gap": "この年齢の前に、抜けているか重なっている年齢があります。0歳から順に、切れ目なく書いてください",
    "no_open_end": "いちばん上の年齢の行がありません。age_to を空にした行（「以上」）を足してください",
    "empty_file": "中身がありません。見出しの行から書いてください",
    "undecodable": "文字コードが分かりません。UTF-8、UTF-16、cp932（Shift_JIS）のどれかで保存し直してください",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="areas_action", required=True)
    taking = actions.add_parser("import", help="市と区を加える。同じコードのものは、表のとおりに直す")
    taking.add_argument("table", type=Path, metavar="CSV", help="code,name,level（city か ward）と、任意の列")
    counting = actions.add_parser("population", help="区ごとの人口（年齢・性別）を、表のとおりに入れ替える")
    counting.add_argument(
        "table",
        type=Path,
        metavar="CSV",
        help="ward_code,as_of,age_from,age_to（空は「以上」）,sex（男・女）,population",
    )
    counting.add_argument(
        "--source", required=True, metavar="WORDS", help="出所。数のあるページに示す。例：住民基本台帳人口 2026年4月1日"
    )
    bounding = actions.add_parser(
        "import-boundaries", help="区か小学校区の境界（GeoJSON）を入れ、地図に描けるようにする"
    )
    bounding.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="GEOJSON",
        help="国土数値情報のN03（行政区域）かA27（小学校区）。市が作ったものなら code と name を書く",
    )
    bounding.add_argument("--districts", action="store_true", help="区ではなく小学校区として入れる")
    bounding.add_argument(
        "--source",
        required=True,
        metavar="WORDS",
        help="出所。地図の下に示す。例：国土数値情報（行政区域データ）2026年を加工",
    )


def run(options: argparse.Namespace) -> int:
    """Everything that is wrong is told at once, and then nothing is taken."""
    from jukugi.kit.sheets import FaultySheet
    from jukugi.project.cli import open_database

    if options.areas_action == "import-boundaries":
        return _take_boundaries(options)
    try:
        content = options.table.read_bytes()
    except OSError as error:
        print(
            f"{options.table} を読めません：{words_for_file_error(error)}。場所と名前を確かめてください。",
            file=sys.stderr,
        )
        return 1
    if options.areas_action == "population" and not options.source.strip():
        print("--source が空です。人口の出所を書いてください。", file=sys.stderr)
        return 1
    open_database()
    try:
        print(_take(options, content))
    except FaultySheet as faulty:
        print(
            f"表 {options.table} に、直すところが{faulty.count}か所あります。まだ何も載せていません。", file=sys.stderr
        )
        for fault in faulty.faults:
            places = (f"{fault.row}行目" if fault.row else "", f"「{fault.column}」" if fault.column else "")
            where = "・".join(text for text in places if text)
            value = f"（{fault.value[:40]}）" if fault.value else ""
            words = FAULT_WORDS.get(fault.code, "この表は読めません。CSVかXLSXで保存し直してください")
            print(f"- {where}{value}：{words}", file=sys.stderr)
        return 1
    return 0


def _take(options: argparse.Namespace, content: bytes) -> str:
    """What was taken, in words."""
    from jukugi.apps.areas.actions import import_areas, import_population

    if options.areas_action == "population":
        rows, people = import_population(content, source=options.source.strip())
        return f"人口：{rows:,}行、{people:,}人"
    new, known = import_areas(content)
    return f"市と区：新しく{new}件、直したもの{known}件"


def _take_boundaries(options: argparse.Namespace) -> int:
    """Outlines of wards or school districts: all files, or none."""
    from django.utils import timezone

    from jukugi.apps.areas.actions import FaultyBoundaries, import_district_boundaries, import_ward_boundaries
    from jukugi.project.cli import open_database

    source = options.source.strip()
    if not source:
        print("--source が空です。境界の出所を書いてください。", file=sys.stderr)
        return 1
    files = {}
    for path in options.files:
        try:
            files[path.name] = path.read_bytes()
        except OSError as error:
            print(
                f"{path} を読めません：{words_for_file_error(error)}。場所と名前を確かめてください。", file=sys.stderr
            )
            return 1
    open_database()
    take = import_district_boundaries if options.districts else import_ward_boundaries
    try:
        taken, others = take(files, source=source, now=timezone.now())
    except FaultyBoundaries as faulty:
        print(f"境界に、直すところが{len(faulty.faults)}か所あります。まだ何も載せていません。", file=sys.stderr)
        for fault in faulty.faults:
            print(f"- {fault}。", file=sys.stderr)
        return 1
    kind = "小学校区" if options.districts else "区"
    more = f"、市の外の図形{others}件は入れていません" if others else ""
    print(f"境界：{kind}{taken}件{more}")
    return 0
