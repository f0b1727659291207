"""Tables of sheets that were brought: the list, and what is wrong with their rows, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jukugi.apps.surveys.models import SheetFault, SheetImport, Survey

FAULTS_SHOWN = 500
# By code: what is wrong, and what to do now.
REASONS: Mapping[str, tuple[Promise, Promise]] = {
    "wrong_width": (_("列の数が見出しと違います"), _("「,」や改行を含む値を引用符で囲むか、Excelブックで保存し直す")),
    "cell_error": (_("数式がエラーになっています"), _("値を書き直す")),
    "unknown_option": (_("その番号や言葉の選択肢がありません"), _("紙に刷られた番号か、選択肢の言葉を書く")),
    "unknown_row": (_("表にその行がありません"), _("列を選び直す")),
    "one_only": (_("一つだけを選ぶ設問に、二つ以上あります"), _("一つにする。紙で二つに印があるときは空にする")),
    "too_many": (_("選べる数（{at_most}）より多くあります"), _("紙で多く選ばれているときは空にする")),
    "not_with_others": (_("ほかといっしょに選べない選択肢が入っています"), _("紙を見て、どちらかにする")),
    "twice": (_("同じ選択肢が二度あります"), _("一つにする")),
    "not_a_number": (_("数として読めません"), _("数字だけを書く")),
    "too_small": (_("{least}より小さい数です"), _("紙を見て直す")),
    "too_large": (_("{most}より大きい数です"), _("紙を見て直す")),
    "too_long": (_("{limit:,}字より長くなっています"), _("二枚に分けずに、問い合わせ先の担当に相談する")),
    "words_alone": (_("ことばの欄のある選択肢が選ばれていません"), _("「そのほか」などの番号も書く")),
    "not_a_mark": (_("印として読めません"), _("選んだら1か○、選ばなければ空か0にする")),
    "nothing_answered": (_("どの設問にも答えがありません"), _("白紙なら行を消す。列を選び違えていないか見る")),
    "number_long": (_("番号が{length:,}字あります。{limit}字まで使えます"), _("番号の列を選び違えていないか見る")),
    "number_repeated": (_("同じ番号が、ほかの行にもあります"), _("どちらかの番号を直す")),
    "day_empty": (_("受付日が空です"), _("受付日を書くか、すべて同じ日を入れる")),
    "day_unreadable": (_("受付日が日付として読めません"), _("2026-11-03 か 令和8年11月3日 のように書く")),
    "day_future": (_("受付日が、きょうより後です"), _("受付印の日を確かめて直す")),
    "day_outside": (_("受付日が、アンケートの期間の外です"), _("受付印の日を確かめて直す")),
}


@dataclass(frozen=True)
class FaultLine:
    """One thing that is wrong in a row, in words. ``value`` is "" once the table is gone."""

    row: int
    column: str
    value: str
    what: str
    todo: str


def imports_of(survey: Survey) -> list[SheetImport]:
    """The tables that were brought for a survey, newest first, without their contents. One query."""
    return list(SheetImport.objects.filter(survey=survey).select_related("audience").defer("content")[:50])


def fault_lines(brought: SheetImport, *, at_most: int | None = None) -> Iterator[FaultLine]:
    """What is wrong, row by row. One query."""
    for fault in brought.faults.all()[:at_most]:
        what, todo = fault_words(fault.code, fault.params)
        yield FaultLine(fault.row, fault.column, str(fault.params.get("value", "")), what, todo)


def fault_words(code: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong, and what to do. No query."""
    what, todo = REASONS[code]
    return str(what).format(**params), str(todo)


def count_faults(brought: SheetImport) -> int:
    """How many faults there are, of which a row may have several. One query."""
    return SheetFault.objects.filter(sheet_import=brought).count()
