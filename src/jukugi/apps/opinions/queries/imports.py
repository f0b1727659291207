"""Tables that were brought: the list, what is wrong with their rows, and which receipt each row was given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.enums import ImportField
from jukugi.apps.opinions.models import ImportFault, OpinionImport, Submission
from jukugi.kit import receipts

IMPORTS_SHOWN = 30
FAULTS_SHOWN = 500
_LOOKED_THROUGH = 300

# By code: what is wrong, and what to do now.
REASONS: Mapping[str, tuple[Promise, Promise]] = {
    "wrong_width": (
        _("列の数が見出しと違います（見出し{wanted}列、この行{width}列）"),
        _("「,」や改行を含む値を引用符で囲むか、Excelブックで保存し直す"),
    ),
    "cell_error": (_("数式がエラーになっています"), _("値を書き直す")),
    "words_empty": (_("意見が書かれていません"), _("意見を書くか、取り込まない行として消す")),
    "words_controls": (_("目に見えない文字（制御文字）が{count:,}個あります"), _("その文字を消す")),
    "words_long": (_("{length:,}字あります。{limit:,}字まで取り込めます"), _("二つ以上の行に分ける")),
    "words_without_letters": (_("記号や数字だけで、言葉がありません"), _("意見の列を選び違えていないか見る")),
    "number_empty": (_("番号が空です"), _("番号を書く")),
    "number_long": (_("番号が{length:,}字あります。{limit}字まで使えます"), _("番号の列を選び違えていないか見る")),
    "number_repeated": (_("同じ番号が{line:,}行目にもあります"), _("どちらかの番号を直す")),
    "day_empty": (_("日付が空です"), _("届いた日を書く")),
    "day_unreadable": (_("日付として読めません"), _("2026-11-03 か 令和8年11月3日 のように書く")),
    "day_future": (_("日付が、きょうより後です"), _("届いた日を確かめて直す")),
    "day_not_heard": (_("この日は、意見を受け付けていません"), _("日付か、検討プロセスの受付の期間を確かめる")),
    "channel_empty": (_("手段が空です"), _("ウェブ・意見カード・FAX・郵送・会場・電話・取り込みのどれかを書く")),
    "channel_unknown": (
        _("知らない手段です"),
        _("ウェブ・意見カード・FAX・郵送・会場・電話・取り込みのどれかを書く"),
    ),
    "ward_unknown": (_("区の一覧にない名前です"), _("区の名前を書く。分からなければ空にする")),
    "ward_unsaid": (_("区が空です。区の担当は、受け持つ区の意見だけを取り込めます"), _("区を書くか、施策担当に頼む")),
    "ward_of_others": (_("受け持ちでない区です"), _("その区の担当か、施策担当に渡す")),
    "place_long": (_("場所が{length:,}字あります。{limit}字まで使えます"), _("縮める")),
    "age_unknown": (
        _("年代として読めないか、二つの年代にまたがります"),
        _("「30〜39歳」「30代」か年齢を書く。分からなければ空にする"),
    ),
    "known_differs": (
        _("この番号は、{fields}が違うものとして取り込み済みです（受付番号 {receipt}）"),
        _("番号を確かめる。別の調べの番号なら「番号の出どころ」に名前を付ける"),
    ),
}


@dataclass(frozen=True)
class FaultLine:
    """One thing that is wrong in a row, in words. ``value`` is "" once the table is gone."""

    row: int
    column: str
    value: str
    what: str
    todo: str


def imports_for(areas: set[int | None]) -> list[OpinionImport]:
    """The last tables that somebody who speaks for these wards handles, without their contents. One query."""
    brought = OpinionImport.objects.defer("content")[:_LOOKED_THROUGH]
    mine = [one for one in brought if None in areas or (areas and set(one.areas) <= areas)]
    return mine[:IMPORTS_SHOWN]


def fault_lines(opinion_import: OpinionImport, *, at_most: int | None = None) -> Iterator[FaultLine]:
    """What is wrong, row by row. One query."""
    for fault in opinion_import.faults.all()[:at_most]:
        what, todo = fault_words(fault.code, fault.params)
        yield FaultLine(fault.row, fault.column, str(fault.params.get("value", "")), what, todo)


def fault_words(code: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong, and what to do. No query."""
    told = dict(params)
    if "fields" in told:
        told["fields"] = "・".join(str(ImportField(name).label) for name in told["fields"])
    if "receipt" in told:
        told["receipt"] = receipts.shown(told["receipt"])
    what, todo = REASONS[code]
    return str(what).format(**told), str(todo)


def count_faults(opinion_import: OpinionImport) -> int:
    """How many faults there are, of which a row may have several. One query."""
    return ImportFault.objects.filter(opinion_import=opinion_import).count()


def given_receipts(opinion_import: OpinionImport) -> Iterator[tuple[int, str, str]]:
    """(row, number in the table, receipt number as on a stub) of each that was taken, by row. One query."""
    taken = Submission.objects.filter(opinion_import=opinion_import).order_by("import_row")
    for row, number, receipt in taken.values_list("import_row", "import_number", "receipt").iterator():
        yield row or 0, number, receipts.shown(receipt)
