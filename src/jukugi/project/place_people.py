"""``jukugi places population``: where people live, as points, put into the database."""

import argparse

from jukugi.project.table_files import Refused, TableFault, refusal

POINT_FAULT_WORDS = {
    "empty": "空です。値を書いてください",
    "repeated": "同じ番号が前の行にもあります。どちらかを直してください",
    "too_long": "長すぎます。id は40字、name は60字までにしてください",
    "no_position": "日本の緯度・経度（度）ではありません。入れ替わっていないか確かめてください",
    "no_people": "0以上の数ではありません。直してください",
    "more_than_all": "people より多くなっています。どちらかを直してください",
    "unknown_area": "この区域はまだ載っていません。先に jukugi areas import で載せるか、空にしてください",
}


def import_population_points(options: argparse.Namespace) -> int:
    """Put the points in place of those that were known. Raises Refused, OSError."""
    from jukugi.core.fiscal_year import read_day
    from jukugi.kit.sheets import FaultySheet
    from jukugi.project.cli import open_database

    source = options.source.strip()
    as_of = read_day(options.as_of)
    if not source:
        raise Refused("--source が空です。人口の出所を書いてください。")
    if as_of is None:
        raise Refused(f"--as-of の値 {options.as_of} は日ではありません。2026-04-01 のように書いてください。")
    content = options.file.read_bytes()
    open_database()
    from jukugi.apps.places.actions import import_points

    try:
        points, people = import_points(content, source=source, as_of=as_of)
    except FaultySheet as error:
        faults = [TableFault(one.code, one.row, one.column, one.value) for one in error.faults]
        raise refusal({options.file: faults}, POINT_FAULT_WORDS) from error
    print(f"人口の点：{points:,}、{people:,.0f}人。割合は、裏の仕事が10分のうちに数え直します。")
    return 0
