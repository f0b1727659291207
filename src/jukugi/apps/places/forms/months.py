"""One month of a place."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.places.actions import MonthDraft
from jukugi.apps.places.enums.months import MONTHS_BACK
from jukugi.kit.pages import fields


class MonthForm(forms.Form):
    """How many came, of whom how many for the first time; and in one's own words."""

    month = fields.choice(gettext_lazy("どの月ですか"), ())
    opened_days = fields.whole(gettext_lazy("開いた日数"), least=0, most=31, is_needed=True)
    visits = fields.whole(
        gettext_lazy("来た人（のべ）"),
        gettext_lazy("同じ人が三日来たら、3と数えます。だいたいで十分です。"),
        most=99_999,
        is_needed=True,
    )
    first_visits = fields.whole(
        gettext_lazy("そのうち、初めて来た人"), gettext_lazy("数えていなければ、空のまま。"), most=99_999
    )
    story = fields.words(
        gettext_lazy("うれしかったこと、困ったこと"),
        gettext_lazy("区の担当が読み、載せてよいものだけを公開します。人の名前は書かないでください。"),
    )
    before = fields.words(
        gettext_lazy("はじめる前（変えたことがあれば）"),
        gettext_lazy("例：階段だけで、車いすの人は入れなかった"),
        rows=2,
    )
    after = fields.words(gettext_lazy("いま"), gettext_lazy("例：スロープが付き、週に二人が来るようになった"), rows=2)

    def __init__(self, sent: Any = None, *, day: date) -> None:
        super().__init__(sent)
        first = day.replace(day=1)
        months = [_back(first, number) for number in range(MONTHS_BACK)]
        words = _("%(year)d年%(month)d月")
        choices = [(one.isoformat(), words % {"year": one.year, "month": one.month}) for one in months]
        self.fields["month"].choices = choices  # type: ignore[attr-defined]
        self.initial["month"] = months[1].isoformat()

    def draft(self) -> MonthDraft:
        """What was written."""
        given = dict(self.cleaned_data)
        names = MonthDraft.__dataclass_fields__
        return MonthDraft(
            **{name: given[name] for name in names if name != "month"}, month=date.fromisoformat(given["month"])
        )


def _back(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
