"""Every command that reads a file: good files for it, and how it is called on them."""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils import timezone

from jukugi.apps.areas.models import Area, PopulationCount
from jukugi.apps.opinion_map.tests.test_importing import FILES as CONVERSATION
from jukugi.apps.places.models import PopulationPoint
from jukugi.project.cli import _parser, main
from tests import boundaries, uploads_taken
from tests.test_allocate_command import VOTE
from tests.test_consultation_command import TABLE as COMMENTS
from tests.test_draw_command import POOL, QUOTAS
from tests.test_invite_command import PLAN, register
from tests.test_places_coverage_command import PLACES, POPULATION
from tests.test_places_import_command import FAULTY as FACILITIES
from tests.test_requests_command import ASSOCIATIONS, REQUESTS
from tests.test_text_command import ISSUES, OPINIONS, PAIRS
from tests.test_weights_command import MARGINS, SAMPLE

City = Any
Files = dict[str, bytes]
# Where commands write, or what holds no words that anybody brings: keys, folders that calculations keep.
WRITTEN = {
    "schedule import --ics",
    "export-polis folder",
    "export folder",
    "archive folder",
    "backup file",
    "upgrade --backup",
    "map compute --out",
    "text suggest --out",
    "text suggest --cache",
    "text duplicates --out",
    "text duplicates --cache",
    "text group --out",
    "text group --cache",
    "requests plan --out",
    "consultation report --out",
    "survey letters --out",
    "weights rake --out",
    "tables suppress --out",
    "places coverage --out",
    "places import --out",
    "places import --report",
    "allocate --out",
    "draw --out",
    "draw --table",
    "invite --out",
}
# Backups and their keys are opened apart from the commands, which begin with a database of their own.
APART = {"restore file", "restore --key-file", "backup --key-file"}


@dataclass(frozen=True)
class Reading:
    """A command that reads files. ``reads``: its arguments that do, as the parser names them.

    ``files``: good ones, by name. ``call``: what follows ``jukugi``, with ``{}`` for the folder where they lie.
    ``spoilt``: the file, a column and a value that it cannot hold, and what a refusal says besides the row.
    ``told``: how many rows of which table came, as it says; ``replaces``: those that were there go.
    ``prints``: where no paper can be printed it writes the rest, and says so.
    """

    reads: tuple[str, ...]
    files: Callable[[City], Files]
    call: str
    spoilt: tuple[str, str, str, str] | None = None
    told: tuple[str, type[Model]] | None = None
    replaces: bool = False
    prints: bool = False

    def arguments(self, folder: Path, city: City) -> list[str]:
        survey = city.with_codes.code if "{survey}" in self.call else ""
        return [part.replace("{}", str(folder)).replace("{survey}", survey) for part in self.call.split()]


def path_arguments() -> Iterator[str]:
    """Every argument of every command that is a path, as ``areas import table`` or ``invite --plan``."""

    def below(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for word, inner in action.choices.items():
                    yield from below(inner, f"{name} {word}".strip())
            elif action.type is Path:
                yield f"{name} {action.option_strings[0] if action.option_strings else action.dest}"

    return below(_parser(), "")


def text(**files: str) -> Callable[[City], Files]:
    """Files of these names, with ``_csv`` for ``.csv``."""
    return lambda _city: {name.replace("_", "."): words.encode() for name, words in files.items()}


def areas(city: City) -> Files:
    area = Area.objects.get(pk=city.ward.parent_id)
    return {
        "a.csv": (
            "code,name,name_kana,level,population,population_as_of,population_source,tile_col,tile_row\n"
            f"{area.code},{area.name},みほん,city,1000,2020-10-01,見本,,\n"
            f"{city.ward.code},{city.ward.name},,区,500,令和2年10月1日,,1,2\n990009,新しい区,,ward,,,,,\n"
        ).encode()
    }


def population(city: City) -> Files:
    code = city.ward.code
    rows = [f"{code},2026-04-01,0,14,男,150", f"{code},2026-04-01,15,29,男,300", f"{code},令和8年4月1日,30,,男,500"]
    return {"p.csv": "\n".join(["ward_code,as_of,age_from,age_to,sex,population", *rows, ""]).encode()}


def outlines(city: City) -> Files:
    return {"w.geojson": boundaries.wards(city.ward.name, "となりの区")}


def districts(city: City) -> Files:
    content = json.loads(boundaries.districts())
    for one in content["features"]:
        one["properties"]["ward_code"] = city.ward.code
    return {"d.geojson": json.dumps(content).encode()}


def schedule(city: City) -> Files:
    return {"schedule.csv": uploads_taken.schedule(city).encode()}


def points(city: City) -> Files:
    head, first = "id,lat,lon,people,children,elderly,ward_code,name", f"35.53,139.70,100,10,30,{city.ward.code},見本"
    return {"points.csv": f"{head}\nT1,{first}\nT2,35.531,139.701,50,,,,\n".encode()}


def codes(city: City) -> Files:
    return {"codes.csv": uploads_taken.codes(city).encode()}


def letters(_city: City) -> Files:
    table = "\n".join(",".join(row) for row in register(60))
    rows = "".join(f"{n},code-{n:04},https://x.example/?code={n}\n" for n in range(1, 7))
    plan = PLAN | {"letters": 6}
    return {
        "register.csv": table.encode(),
        "plan.json": json.dumps(plan).encode(),
        "codes.csv": f"number,code,address\n{rows}".encode(),
    }


def lot(_city: City) -> Files:
    """What ``jukugi draw --table`` publishes, and the people of its first row."""
    made = _drawn()
    first = made["table.csv"].decode().splitlines()[1].split(",")[1:]
    return {**made, "panel.txt": "\n".join(first).encode()}


def _drawn() -> Files:
    import contextlib
    import io
    import tempfile

    if not _published:
        with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()):
            folder = Path(name)
            (folder / "pool.csv").write_text(POOL, encoding="utf-8")
            (folder / "quotas.csv").write_text(QUOTAS, encoding="utf-8")
            tables = ["--pool", str(folder / "pool.csv"), "--quotas", str(folder / "quotas.csv"), "--rows", "20"]
            main(["draw", *tables, "--size", "6", "--seed", "7", "--out", f"{name}/out.json", "--table", f"{name}/t"])
            _published.update({path.name: path.read_bytes() for path in (folder / "t").iterdir()})
    return dict(_published)


_published: Files = {}


def digests(_city: City) -> Files:
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    return {"digests.txt": f"# 控え\n{day}:{'0123 ' * 12}\n".encode()}


def tables(_city: City) -> Files:
    rows = [
        f"{row},{column},{count}"
        for row, column, count in [("a", "x", 10), ("a", "y", 3), ("b", "x", 7), ("b", "y", 20)]
    ]
    return {"t1.csv": "\n".join(["row,column,count", *rows, ""]).encode()}


def export(_city: City) -> Files:
    """The smallest folder that ``jukugi verify`` takes for an export."""
    from hashlib import sha256

    files = {
        "tables/a.csv": b"x,n\n1,2\n1,3\n",
        "files/b.txt": b"x",
        "dictionary.json": json.dumps(
            {"files": [{"files": [{"name": "files/b.txt", "title": "見本", "shown_digest": sha256(b"x").hexdigest()}]}]}
        ).encode(),
        "figures.json": json.dumps(
            [{"name": "n", "title": "見本の数", "table": "a", "where": {"x": "1"}, "total": "n", "value": 5}]
        ).encode(),
    }
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return {**files, "SHA256SUMS": sums.encode()}


READINGS = {
    "areas": Reading(
        ("areas import table",),
        areas,
        "areas import {}/a.csv",
        ("a.csv", "population", "多数", "population"),
        told=(r"新しく([\d,]+)件", Area),
    ),
    "population": Reading(
        ("areas population table",),
        population,
        "areas population {}/p.csv --source 見本",
        ("p.csv", "age_from", "こども", "age_from"),
        told=(r"人口：([\d,]+)行", PopulationCount),
        replaces=True,
    ),
    "outlines": Reading(
        ("areas import-boundaries files",), outlines, "areas import-boundaries {}/w.geojson --source 見本"
    ),
    "districts": Reading(
        ("areas import-boundaries files",), districts, "areas import-boundaries {}/d.geojson --districts --source 見本"
    ),
    "schedule": Reading(
        ("schedule import table",),
        schedule,
        "schedule import {}/schedule.csv --ics {}/out.ics",
        ("schedule.csv", "starts_on", "いつか", "starts_on"),
    ),
    "polis": Reading(
        ("import-polis folder",),
        lambda _city: dict(CONVERSATION),
        "import-polis {}",
        ("votes.csv", "vote", "賛成", "vote"),
    ),
    "points": Reading(
        ("places population file",),
        points,
        "places population {}/points.csv --source 見本 --as-of 2026-04-01",
        ("points.csv", "people", "多数", "people"),
        told=(r"人口の点：([\d,]+)", PopulationPoint),
        replaces=True,
    ),
    "codes": Reading(
        ("survey letters --codes",),
        codes,
        "survey letters --survey {survey} --codes {}/codes.csv --out {}/out",
        ("codes.csv", "アドレス", "https://example.org/", "行目"),
    ),
    "digests": Reading(("verify-audit --digests",), digests, "verify-audit --digests {}/digests.txt"),
    "map": Reading(
        ("map compute folder",),
        lambda _city: dict(CONVERSATION),
        "map compute {} --out {}/out.json",
        ("votes.csv", "vote", "賛成", "vote"),
    ),
    "suggest": Reading(
        ("text suggest --opinions", "text suggest --issues"),
        text(o_csv=OPINIONS, i_csv=ISSUES),
        "text suggest --opinions {}/o.csv --issues {}/i.csv --out {}/out.csv",
        ("o.csv", "id", "", "id"),
    ),
    "duplicates": Reading(
        ("text duplicates --pairs",), text(p_csv=PAIRS), "text duplicates --pairs {}/p.csv --out {}/out.csv"
    ),
    "group": Reading(
        ("text group --opinions",),
        text(o_csv=OPINIONS),
        "text group --opinions {}/o.csv --out {}/out.csv",
        ("o.csv", "id", "", "id"),
    ),
    "requests": Reading(
        ("requests plan --requests", "requests plan --associations"),
        text(r_csv=REQUESTS, a_csv=ASSOCIATIONS),
        "requests plan --requests {}/r.csv --associations {}/a.csv --ceiling 8 --seconds 1 --out {}/out.json",
        ("r.csv", "times_per_year", "たびたび", "times_per_year"),
    ),
    "consultation": Reading(
        ("consultation report --in", "consultation report --outline", "consultation report --categories"),
        text(
            c_csv=COMMENTS,
            o_csv="item,text\ntitle,見本の案\nopened_on,令和8年11月1日\n",
            k_csv="code,name,is_reflected\nA,反映,はい\nB,参考,いいえ\n",
        ),
        "consultation report --in {}/c.csv --outline {}/o.csv --categories {}/k.csv --out {}/out",
        ("c.csv", "received_on", "いつか", "received_on"),
        prints=True,
    ),
    "weights": Reading(
        ("weights rake --sample", "weights rake --margins"),
        text(s_csv=SAMPLE, m_csv=MARGINS),
        "weights rake --sample {}/s.csv --margins {}/m.csv --out {}/out.csv",
        ("m.csv", "share", "半分", "share"),
    ),
    "tables": Reading(
        ("tables suppress --tables",),
        tables,
        "tables suppress --tables {} --k 5 --out {}/out",
        ("t1.csv", "count", "多数", "count"),
    ),
    "coverage": Reading(
        ("places coverage --places", "places coverage --population"),
        text(a_csv=PLACES, b_csv=POPULATION),
        "places coverage --places {}/a.csv --population {}/b.csv --radius 400 --new 1 --seconds 1 --out {}/out.json",
        ("b.csv", "people", "多数", "people"),
    ),
    "facilities": Reading(
        ("places import file",), text(f_csv=FACILITIES), "places import {}/f.csv --out {}/out.csv --report {}/out.json"
    ),
    "allocate": Reading(("allocate file",), text(v_pb=VOTE), "allocate {}/v.pb --out {}/out.json"),
    "draw": Reading(
        ("draw --pool", "draw --quotas"),
        text(p_csv=POOL, q_csv=QUOTAS),
        "draw --pool {}/p.csv --quotas {}/q.csv --size 6 --seed 7 --rows 50 --seconds 5 --out {}/out.json",
        ("q.csv", "min", "すこし", "min"),
    ),
    "invite": Reading(
        ("invite --register", "invite --plan", "invite --codes"),
        letters,
        "invite --register {}/register.csv --plan {}/plan.json --codes {}/codes.csv --out {}/out",
        ("register.csv", "生年月日", "むかし", "生年月日"),
    ),
    "lot": Reading(("lot folder", "lot --panel"), lot, "lot {} --row 0 --panel {}/panel.txt"),
    "verify": Reading(("verify folder",), export, "verify {}"),
}
