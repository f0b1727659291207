"""Take a table of what is planned and what happened into a process, and write it as a calendar."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jukugi.kit.files import words_for_file_error, write_whole

if TYPE_CHECKING:
    from jukugi.apps.processes.queries.schedules import ScheduleRow

help = "予定表（CSV、XLSX）を検討プロセスに取り込み、iCalendar に書き出す"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="schedule_action", required=True)
    taking = actions.add_parser("import", help="予定表の一行を、一つの期間・節目・重点として取り込む")
    taking.add_argument("table", type=Path, metavar="CSV", help="id,set,kind,lane,item,starts_on,ends_on,precision,…")
    taking.add_argument("--ics", type=Path, metavar="OUT", help="取り込んだ行を書く iCalendar のファイル")
    taking.add_argument(
        "--process", metavar="SLUG", help="検討プロセスのアドレス（なければつくる）。既定はファイルの名前"
    )
    taking.add_argument("--title", metavar="TITLE", help="つくるときの名前。既定はファイルの名前")


def run(options: argparse.Namespace) -> int:
    """Everything that is wrong is told at once, and then nothing is taken."""
    from jukugi.kit.sheets import FaultySheet
    from jukugi.project.cli import open_database

    slug = options.process or re.sub(r"[^a-z0-9]+", "-", options.table.stem.lower()).strip("-") or "schedule"
    if not re.fullmatch(r"[a-z0-9-]{1,60}", slug):
        return _refuse(f"--process の「{slug}」は使えません。英小文字・数字・ハイフンで60字までにしてください。")
    try:
        content = options.table.read_bytes()
    except OSError as error:
        return _refuse(f"{options.table} を読めません：{words_for_file_error(error)}。場所と名前を確かめてください。")
    open_database()
    from jukugi.apps.processes.queries.schedules import fault_words, read_schedule

    try:
        rows = read_schedule(content)
    except FaultySheet as faulty:
        print(f"予定表 {options.table} に、直すところが{faulty.count}か所あります。", file=sys.stderr)
        for fault in faulty.faults:
            print(f"- {fault_words(fault)}", file=sys.stderr)
        if faulty.count > len(faulty.faults):
            print(f"ほかに{faulty.count - len(faulty.faults)}か所あります。", file=sys.stderr)
        return _refuse("まだ何も取り込んでいません。表を直して、もう一度行ってください。")
    return _take(rows, slug, options)


def _take(rows: "list[ScheduleRow]", slug: str, options: argparse.Namespace) -> int:
    from django.utils import timezone

    from jukugi.apps.processes.actions import begin_from_schedule
    from jukugi.apps.processes.queries.ical import calendar_text
    from jukugi.apps.processes.queries.schedules import row_events
    from jukugi.kit.errors import Refusal, words_for

    title = options.title or options.table.stem
    try:
        taken = begin_from_schedule(title=title, slug=slug, rows=rows, actor=None, now=timezone.now())
    except Refusal as refused:
        return _refuse(str(words_for(refused)))
    print(f"検討プロセス「{taken.process.title}」（{slug}）：新しく{taken.new}件、すでにあったもの{taken.known}件")
    if taken.process.is_draft:
        print("まだ公開していません。職員の机の「検討プロセス」で確かめて、公開してください。")
    if options.ics is None:
        return 0
    text = calendar_text(taken.process.title, row_events(rows, taken.keys, taken.process.title))
    try:
        write_whole(options.ics, text)
    except OSError as error:
        return _refuse(f"{options.ics} に書けません：{words_for_file_error(error)}。取り込みは済んでいます。")
    print(f"{options.ics} に{len(rows)}件を書きました")
    return 0


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
