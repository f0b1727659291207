from typing import Any

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class ImportFileTooLarge(Refusal):
    what = _("ファイルの大きさが16 MBを超えています。")
    todo = _("写真などを取り除くか、行をいくつかのファイルに分けてください。見出しの行は、どのファイルにも要ります。")


class ImportFileRefused(Refusal):
    """A table that cannot be read as a whole; ``code`` says why."""

    reasons = {
        "empty_file": (
            _("ファイルに何も書かれていません。"),
            _("一行目に見出し、二行目から意見を書いた表を選んでください。"),
        ),
        "no_rows": (
            _("見出しの下に、行が一つもありません。"),
            _("二行目から意見を書いた表を選んでください。"),
        ),
        "undecodable": (
            _("文字として読めないところがあります。"),
            _("表計算ソフトで開き、「CSV UTF-8」かExcelブック（.xlsx）で保存し直してください。"),
        ),
        "broken_csv": (
            _('{row:,}行目で、引用符（"）が閉じていません。'),
            _("その行の引用符を直すか、Excelブック（.xlsx）で保存し直してください。"),
        ),
        "repeated_column": (
            _("見出し「{column}」の列が二つ以上あります。"),
            _("どれが何かが分かるように、見出しをそれぞれ違う名前にしてください。"),
        ),
        "too_many_rows": (
            _("行が50,000を超えています。"),
            _("いくつかのファイルに分けてください。見出しの行は、どのファイルにも要ります。"),
        ),
        "too_wide": (
            _("{row:,}行目が200列を超えています。"),
            _("意見に関わる列だけを残した表にしてください。"),
        ),
        "old_workbook": (
            _("古い形のExcelファイル（.xls）です。"),
            _("Excelで開き、「名前を付けて保存」で .xlsx にしてから選んでください。"),
        ),
        "locked_workbook": (
            _("パスワードで開くファイルです。"),
            _("パスワードを外した写しをつくってから選んでください。"),
        ),
        "broken_workbook": (
            _("Excelファイルとして開けませんでした。"),
            _("Excelで開けるか確かめ、.xlsx かCSVで保存し直してください。"),
        ),
        "huge_workbook": (
            _("開くと200 MBを超えるファイルです。"),
            _("意見の表だけを新しいブックに写し、保存し直してください。"),
        ),
    }

    def __init__(self, *, code: str, **params: Any) -> None:
        super().__init__(**params)
        self.what, self.todo = self.reasons[code]


class ImportDecided(Refusal):
    """Somebody has taken it, or given it up."""

    what = _("この取り込みは、すでに「{state}」です。")
    todo = _("ほかの職員が先に決めたのかもしれません。ページを開き直して、いまの様子を見てください。")


class ImportNotChecked(Refusal):
    """Nobody has said yet which column is what."""

    what = _("どの列が何かが、まだ選ばれていません。")
    todo = _("列を選んで、取り込まれるとおりの表を確かめてから決めてください。")


class ImportNotTaking(Refusal):
    what = _("この取り込みは、いま動いていません（{state}）。")
    todo = _("ページを開き直して、いまの様子を見てください。")


class ImportWithoutGoodRows(Refusal):
    what = _("取り込める行がありません。")
    todo = _("表を直して選び直すか、列を選び直してください。")
