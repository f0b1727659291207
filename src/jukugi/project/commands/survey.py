"""Letters with the personal codes of a survey, in bundles: codes are told once as a table, and kept nowhere."""

import argparse
import sys
from pathlib import Path

from jukugi.kit.files import write_whole
from jukugi.project.table_files import Refused, told

help = "アンケートの手紙を、回答番号の表からPDFでつくる"

USUAL_BUNDLE = 500
MOST_TOLD = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="survey_action", required=True)
    letters = actions.add_parser("letters", help="一通一枚の手紙を、束ごとのPDFにする")
    letters.add_argument(
        "--survey", required=True, metavar="CODE", help="アンケートの記号（アドレスの /surveys/ の後）"
    )
    letters.add_argument(
        "--codes", type=Path, required=True, metavar="CSV", help="番号をつくったときに受け取った表（回答番号,アドレス）"
    )
    letters.add_argument("--out", type=Path, required=True, metavar="DIR", help="書き出すフォルダー。なければつくる")
    letters.add_argument(
        "--bundle", type=int, default=USUAL_BUNDLE, metavar="N", help=f"一束の通数（既定は{USUAL_BUNDLE}）"
    )


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    return told(lambda: _letters(options))


def _letters(options: argparse.Namespace) -> int:
    """The same table gives the same files. Raises Refused, OSError."""
    from jukugi.apps.surveys.models import Survey
    from jukugi.apps.surveys.papers import code_letters
    from jukugi.apps.surveys.queries.letters import codes_of_table, fault_lines
    from jukugi.kit.errors import Refusal, words_for
    from jukugi.kit.papers import form_pdf
    from jukugi.kit.sheets import FaultySheet

    if options.bundle < 1:
        raise Refused("--bundle には1以上の数を書いてください。")
    survey = Survey.objects.select_related("department").filter(code=options.survey).first()
    if survey is None:
        raise Refused(
            f"「{options.survey}」という記号のアンケートがありません。アドレスの /surveys/ の後を書いてください。"
        )
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        codes = codes_of_table(options.codes.read_bytes(), survey)
    except FaultySheet as fault:
        lines = [f"× {options.codes} {line}" for line in fault_lines(fault.faults[:MOST_TOLD])]
        more = [f"× ほかに{fault.count - MOST_TOLD:,}行あります。"] if fault.count > MOST_TOLD else []
        raise Refused(f"直すところが{fault.count:,}か所あります。何も書いていません。", *lines, *more) from fault
    if not codes:
        raise Refused(f"{options.codes} に、番号の行が一つもありません。受け取ったままの表を選んでください。")
    for before in range(0, len(codes), options.bundle):
        some = codes[before : before + options.bundle]
        first, last = before + 1, before + len(some)
        try:
            content = form_pdf(code_letters(survey, some))
        except Refusal as error:
            raise Refused(str(words_for(error))) from error
        write_whole(options.out / f"letters-{first:06}-{last:06}.pdf", content)
        print(f"○ {first:,}通目から{last:,}通目まで", file=sys.stderr, flush=True)
    print(
        f"○ 手紙{len(codes):,}通を{options.out}に書きました。刷り終えたら、番号の表とこのフォルダーを消してください。"
    )
    return 0
