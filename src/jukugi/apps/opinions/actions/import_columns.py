"""Which column of a table is probably what, by its heading."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from jukugi.apps.opinions.enums import ImportField

# In the order in which headings are given away: 「意見の受付日」 is a day before it is an opinion. In each, the usual
# ones first. A heading that is excluded is never that.
_USUAL: Mapping[ImportField, Sequence[str]] = {
    ImportField.NUMBER: (r"(整理|回答|意見|通し|管理|受付)?番号", r"id|no\.?|#|№", r".*番号", r".*[^a-z]id"),
    ImportField.DAY: (
        r"日付|受付日|届いた日|受け取った日|受信日時?|回答日時?|送信日時?|提出日時?|受付日時|date",
        r"完了時刻|タイムスタンプ|timestamp",
        r".*(日付|日時|年月日|受付日|回答日|提出日|届いた日).*",
    ),
    ImportField.CHANNEL: (
        r"(参加の|提出|応募|受付)?手段|(届いた)?方法|(提出|受付|応募|回答|提出の)方法|channel",
        r".*(手段|経路|提出方法).*",
    ),
    ImportField.AGE_BAND: (r"年代|年齢層?|age.*", r".*(年代|年齢).*"),
    ImportField.WARD: (r"区|区名|行政区|居住区|ward", r".*(お住まいの?|住んでいる|居住|書いた人の|在住)区.*"),
    ImportField.PLACE: (r"(届いた)?場所|会場名?|place", r".*(会場|場所).*"),
    ImportField.WORDS: (
        r"ご?御?意見(内容|の内容|等|など)?|自由(記述|意見|回答)|本文|声|text|opinion",
        r".*(意見|自由記述|自由回答|要望|提案|記述|本文|声).*",
    ),
}
_NEVER: Mapping[ImportField, str] = {
    ImportField.NUMBER: r"電話|郵便|fax|tel|携帯",
    ImportField.DAY: r"生年月日|誕生|開始",
    ImportField.PLACE: r"居場所|住",
}


def guessed_columns(header: Sequence[str]) -> dict[str, str]:
    """For each thing at most one column, and each column for one thing."""
    folded = {name: "".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in header}
    guessed: dict[str, str] = {}
    for wanted, patterns in _USUAL.items():
        never = _NEVER.get(wanted)
        left = [
            name for name in header if name not in guessed.values() and not (never and re.search(never, folded[name]))
        ]
        found = next((name for usual in patterns for name in left if re.fullmatch(usual, folded[name])), None)
        if found is not None:
            guessed[wanted] = found
    return guessed
