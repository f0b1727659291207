"""Forms: what one looks for, a place, a note, and what an officer says to them."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.places.actions import HoursDraft, PlaceDraft
from jukugi.apps.places.actions.offering import PAPER
from jukugi.apps.places.enums import Holidays, Known, NoteKind, PlaceKind, Toilet, Weekday
from jukugi.apps.places.queries.listing import Wanted
from jukugi.kit.pages import fields

FREE = (("", gettext_lazy("分からない")), ("yes", gettext_lazy("無料")), ("no", gettext_lazy("料金がある")))
FURTHER_HOURS = 3
FURTHER_HOURS_AT_MOST = 21


class WantedForm(forms.Form):
    """What one looks for, in the address of the list; what cannot be read does not matter."""

    ward = forms.ModelChoiceField(
        label=gettext_lazy("区"), queryset=Area.objects.none(), to_field_name="code", required=False
    )
    district = forms.ModelChoiceField(
        label=gettext_lazy("小学校区"), queryset=Area.objects.none(), to_field_name="code", required=False
    )
    kind = fields.choice(gettext_lazy("種類"), [("", gettext_lazy("すべて")), *PlaceKind.choices], is_needed=False)
    words = fields.line(gettext_lazy("言葉"))
    day = fields.choice(
        gettext_lazy("いつ"),
        [
            ("", gettext_lazy("いつでも")),
            ("now", gettext_lazy("いま開いている")),
            *((str(value), gettext_lazy("%(day)s曜日") % {"day": label}) for value, label in Weekday.choices),
        ],
        is_needed=False,
    )
    at = forms.TimeField(
        label=gettext_lazy("時刻"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M"],
    )
    step_free = forms.BooleanField(label=gettext_lazy("段差なし"), required=False)
    toilet = forms.BooleanField(label=gettext_lazy("車いすのトイレ"), required=False)
    loop = forms.BooleanField(label=gettext_lazy("補聴援助"), required=False)
    free = forms.BooleanField(label=gettext_lazy("無料"), required=False)

    def __init__(self, sent: Any, *, wards: Any, districts: Any) -> None:
        super().__init__(sent)
        for name, rows, empty in (("ward", wards, _("全市")), ("district", districts, _("すべて"))):
            fields.offer(self, name, rows)
            fields.none_means(self, name, empty)

    def wanted(self) -> Wanted:
        """What could be read."""
        self.is_valid()
        given = self.cleaned_data
        day = given.get("day") or ""
        return Wanted(
            ward=given.get("ward"),
            district=given.get("district"),
            kind=given.get("kind") or "",
            words=(given.get("words") or "").strip()[:60],
            is_now=day == "now",
            weekday=int(day) if day.isdigit() else None,
            at=given.get("at"),
            step_free=bool(given.get("step_free")),
            toilet=bool(given.get("toilet")),
            loop=bool(given.get("loop")),
            free=bool(given.get("free")),
        )


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%H%M"],
        error_messages={"invalid": gettext_lazy("時刻として読めません。10:00 のように書いてください。")},
    )


class PlaceForm(forms.Form):
    """A place as its keeper, or an officer, tells of it."""

    name = fields.line(gettext_lazy("居場所の名前"), is_needed=True)
    reading = fields.line(gettext_lazy("ふりがな"))
    kind = fields.choice(gettext_lazy("種類"), PlaceKind.choices)
    ward = forms.ModelChoiceField(
        label=gettext_lazy("区"),
        queryset=Area.objects.none(),
        empty_label=gettext_lazy("（選んでください）"),
        error_messages={"required": gettext_lazy("区が選ばれていません。どの区にあるかを選んでください。")},
    )
    district = fields.Choose(Area.objects.none(), gettext_lazy("小学校区"))
    address = fields.line(gettext_lazy("住所"), gettext_lazy("区の名前より後を書きます。例：台町3-5"))
    is_rough = forms.BooleanField(
        label=gettext_lazy("おおよその場所だけを見せる"),
        help_text=gettext_lazy("番地を消し、位置は500mほどに丸めて、円で示します。自宅で開く所などに。"),
        required=False,
    )
    lat = forms.FloatField(
        label=gettext_lazy("緯度"),
        required=False,
        error_messages={"invalid": gettext_lazy("35.5300 のような数（度）で書いてください。")},
    )
    lon = forms.FloatField(
        label=gettext_lazy("経度"),
        required=False,
        error_messages={"invalid": gettext_lazy("139.7000 のような数（度）で書いてください。")},
    )
    hours_note = fields.line(gettext_lazy("開く日の補足"), gettext_lazy("例：雨の日は休み、8月は午前だけ"))
    closed_days = fields.line(gettext_lazy("休みの日"), gettext_lazy("例：年末年始、お盆"))
    holidays = fields.choice(gettext_lazy("祝日"), Holidays.choices, initial=Holidays.UNKNOWN)
    step_free = fields.choice(gettext_lazy("段差のない入口"), Known.choices, initial=Known.UNKNOWN)
    toilet = fields.choice(gettext_lazy("トイレ"), Toilet.choices, initial=Toilet.UNKNOWN)
    hearing_loop = fields.choice(gettext_lazy("補聴援助（ヒアリングループ）"), Known.choices, initial=Known.UNKNOWN)
    parking = fields.choice(gettext_lazy("駐車場"), Known.choices, initial=Known.UNKNOWN)
    is_free = fields.choice(gettext_lazy("料金"), FREE, is_needed=False)
    cost = fields.line(gettext_lazy("料金のこと"), gettext_lazy("例：お茶代100円、子どもは無料"))
    welcome = fields.line(gettext_lazy("来てよい人"), gettext_lazy("例：だれでも、乳幼児と保護者、60歳以上の人"))
    languages = fields.line(gettext_lazy("使える言葉"), gettext_lazy("例：日本語、やさしい日本語、ポルトガル語、手話"))
    about = fields.words(gettext_lazy("どんな所か"))
    how_to_ask = fields.words(
        gettext_lazy("使い方・申し込み"), gettext_lazy("予約がいるか、だれに言えばよいか。"), rows=2
    )
    contact = fields.line(
        gettext_lazy("連絡先"), gettext_lazy("電話、メール、ウェブのどれか。だれでも読めるところに載ります。")
    )
    contact_agreed = forms.BooleanField(
        label=gettext_lazy("この連絡先を公開してよいと、本人が言っている"), required=False
    )
    source = fields.line(gettext_lazy("出典"), gettext_lazy("だれから、または何から知ったか。"))

    FACILITIES = ("step_free", "toilet", "hearing_loop", "parking")

    def __init__(
        self, sent: Any = None, *, wards: Any, districts: Any, of: PlaceDraft | None = None, by_officer: bool = False
    ) -> None:
        super().__init__(sent, initial=_typed(of) if of is not None else None)
        fields.offer(self, "ward", wards)
        fields.offer(self, "district", districts)
        if not districts:
            del self.fields["district"]
        if not by_officer:
            for name in ("lat", "lon", "source"):
                del self.fields[name]
        self._of = of
        self.n_further = FURTHER_HOURS
        self._add_hours(list(of.hours) if of is not None else [])

    def _add_hours(self, known: list[HoursDraft]) -> None:
        """A row for each day of the week, and some more for what a day needs twice."""
        firsts = {one.weekday: one for one in reversed(known)}
        further = [one for one in known if firsts[one.weekday] is not one]
        self.n_further = min(len(further) + FURTHER_HOURS, FURTHER_HOURS_AT_MOST)
        rows: list[HoursDraft | None] = [firsts.get(day) for day in Weekday.values]
        rows += [*further[: self.n_further], *[None] * max(0, self.n_further - len(further))]
        for number, one in enumerate(rows):
            day = str(Weekday(number).label) if number < len(Weekday.values) else ""
            if not day:
                label = _("ほかの時間%(number)d") % {"number": number - 6}
                days = [("", "—"), *((str(value), name) for value, name in Weekday.choices)]
                self.fields[f"day_{number}"] = fields.choice(_("%(row)sの曜日") % {"row": label}, days, is_needed=False)
                self.initial[f"day_{number}"] = str(one.weekday) if one else ""
                day = label
            else:
                day = _("%(day)s曜") % {"day": day}
            self.fields[f"opens_{number}"] = _time(_("%(row)sに開く時刻") % {"row": day})
            self.fields[f"closes_{number}"] = _time(_("%(row)sに閉まる時刻") % {"row": day})
            self.fields[f"weeks_{number}"] = forms.CharField(
                label=_("%(row)sの週") % {"row": day}, required=False, max_length=5
            )
            if one is not None:
                self.initial.update({f"opens_{number}": one.opens, f"closes_{number}": one.closes})
                self.initial[f"weeks_{number}"] = one.weeks

    def hour_rows(self) -> list[dict[str, Any]]:
        """The rows of hours for the table: each with its day, or a choice of one."""
        return [
            {
                "name": str(Weekday(number).label) if number < len(Weekday.values) else "",
                "day": self[f"day_{number}"] if number >= len(Weekday.values) else None,
                "opens": self[f"opens_{number}"],
                "closes": self[f"closes_{number}"],
                "weeks": self[f"weeks_{number}"],
            }
            for number in range(len(Weekday.values) + self.n_further)
        ]

    def clean(self) -> dict[str, Any]:
        for row in range(len(Weekday.values) + self.n_further):
            opens, closes = self.cleaned_data.get(f"opens_{row}"), self.cleaned_data.get(f"closes_{row}")
            if (opens is None) != (closes is None) and not {f"opens_{row}", f"closes_{row}"} & set(self.errors):
                self.add_error(f"opens_{row}", _("開く時刻と閉まる時刻を、両方書いてください。"))
            if row >= len(Weekday.values) and opens is not None and not self.cleaned_data.get(f"day_{row}"):
                self.add_error(f"day_{row}", _("曜日を選んでください。"))
        return self.cleaned_data

    def draft(self) -> PlaceDraft:
        """What was written, for an action; what this form does not ask stays as it was."""
        given = self.cleaned_data
        hours = []
        for row in range(len(Weekday.values) + self.n_further):
            opens, closes = given.get(f"opens_{row}"), given.get(f"closes_{row}")
            if isinstance(opens, time) and isinstance(closes, time):
                weekday = row if row < len(Weekday.values) else int(given[f"day_{row}"])
                hours.append(HoursDraft(weekday, opens, closes, given[f"weeks_{row}"]))
        names = set(PlaceDraft.__dataclass_fields__) & set(given) - {"is_free"}
        kept = self._of
        said: dict[str, Any] = {name: given[name] for name in names}
        return PlaceDraft(
            **said,
            is_free={"yes": True, "no": False}.get(given["is_free"]),
            hours=tuple(hours),
            is_sample=kept.is_sample if kept is not None else False,
        )


def _typed(of: PlaceDraft) -> dict[str, Any]:
    """What the form shows of a draft."""
    typed = {name: getattr(of, name) for name in PlaceDraft.__dataclass_fields__ if name != "hours"}
    return typed | {"is_free": {True: "yes", False: "no"}.get(of.is_free, "") if of.is_free is not None else ""}


class CameForm(forms.Form):
    """On which way something came that is typed in, and when."""

    channel = fields.choice(
        gettext_lazy("届き方"), [(channel.value, channel.label) for channel in Channel if channel in PAPER]
    )
    received_on = fields.day(gettext_lazy("届いた日"), is_needed=True)


class NoteForm(forms.Form):
    """Something is not so any more."""

    kind = fields.choice(gettext_lazy("何が変わりましたか"), NoteKind.choices)
    text = fields.words(
        gettext_lazy("どう変わりましたか"),
        gettext_lazy("名前や電話番号など、ほかの人のことは書かないでください。"),
        is_needed=True,
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = fields.words(gettext_lazy("理由"), gettext_lazy("公開の記録に残ります。"), rows=2)


class AnswerForm(forms.Form):
    """What became of a note."""

    answer = fields.words(
        gettext_lazy("答え"), gettext_lazy("何を直したか、なぜ直さなかったか。だれでも読めます。"), rows=2
    )


def today_came(day: date) -> dict[str, Any]:
    """What a form of paper begins with."""
    return {"received_on": day, "channel": Channel.CARD.value}
