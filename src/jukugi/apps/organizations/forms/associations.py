"""Forms of associations, at the desk and on their own page."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations import queries
from jukugi.apps.organizations.actions import Person
from jukugi.apps.organizations.enums import ConsentItem, ContactWay, OfficerRole
from jukugi.apps.organizations.forms.bodies import DayField
from jukugi.apps.organizations.models import HandOverNote, Officer, Organization

FILE_LIMIT = 5 * 1024 * 1024
FIGURE_LIMIT = 1_000_000
NOT_IN_THE_LIST = {"invalid_choice": _("その選び方はありません。一覧から選び直してください。")}
# On which way an association tells the ward something.
TOLD_BY = [Channel.POST, Channel.FAX, Channel.PHONE, Channel.MEETING, Channel.CARD]


class WordsField(forms.CharField):
    """A line or some lines of words, with the sentence for too many of them."""

    def __init__(self, *, most: int, missing: Any = "", rows: int = 0, **options: Any) -> None:
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(
            max_length=most,
            error_messages={
                "required": missing,
                "max_length": _("%(show_value)d字あります。%(limit_value)d字までに縮めてください。"),
            },
            **options,
        )


class FigureField(forms.IntegerField):
    """A number of households; empty where nobody knows it."""

    def __init__(self, **options: Any) -> None:
        most = _("100万までの数を書いてください。")
        super().__init__(
            min_value=0,
            max_value=FIGURE_LIMIT,
            required=False,
            error_messages={
                "invalid": _("数として読めません。「438」のように、数字だけで書いてください。"),
                "min_value": most,
                "max_value": most,
            },
            **options,
        )


class ToldForm(forms.Form):
    """When and how an association told the ward; on its own page it is today, and the web."""

    channel = forms.ChoiceField(
        label=_("どうやって伝えられたか"),
        choices=[(each.value, each.label) for each in TOLD_BY],
        error_messages={"required": _("伝えられた手段を選んでください。"), **NOT_IN_THE_LIST},
    )
    day = DayField(label=_("伝えられた日"), missing=_("伝えられた日がありません。"))

    def __init__(self, *args: Any, is_own: bool = False, today: date, **options: Any) -> None:
        options["initial"] = {"day": today} | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.today = today
        if is_own:
            del self.fields["channel"], self.fields["day"]

    @property
    def told(self) -> dict[str, Any]:
        """``channel`` and ``day`` as actions take them."""
        return {
            "channel": Channel(self.cleaned_data.get("channel", Channel.WEB)),
            "day": self.cleaned_data.get("day", self.today),
        }


class HouseholdsForm(forms.Form):
    """Households of the area and members, on a day."""

    as_of = DayField(label=_("いつの数か"), missing=_("いつの数かがありません。"))
    households = FigureField(
        label=_("区域の世帯数"), help_text=_("加入していない世帯も入れます。分からなければ空のままにします。")
    )
    member_households = FigureField(label=_("加入世帯数"), help_text=_("分からなければ空のままにします。"))
    source = WordsField(
        label=_("出典"),
        help_text=_("「令和8年度の現況届」「住民基本台帳 2026年4月」など。"),
        most=200,
        missing=_("出典がありません。何で分かった数かを書いてください。"),
    )


class AreaForm(forms.Form):
    """Which area an association serves, and where it belongs."""

    register_number = WordsField(
        label=_("台帳番号"),
        help_text=_("市の台帳で付いている番号。役員名簿の取り込みに使います。"),
        most=20,
        required=False,
    )
    served = WordsField(
        label=_("受け持つ区域"), help_text=_("「見本町1丁目から3丁目」のように書きます。"), most=200, required=False
    )
    school_districts = forms.ModelMultipleChoiceField(
        label=_("かかる小学校区"),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("その小学校区は選べません。一覧から選んでください。")},
    )
    parent = forms.ModelChoiceField(
        label=_("加わっている連合会"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("なし"),
        error_messages=NOT_IN_THE_LIST,
    )

    def __init__(self, *args: Any, organization: Organization, today: date, **options: Any) -> None:
        options["initial"] = {
            "register_number": organization.register_number,
            "served": organization.served,
            "school_districts": organization.school_districts.all(),
            "parent": organization.parent_id,
        }
        super().__init__(*args, **options)
        districts, parent = self.fields["school_districts"], self.fields["parent"]
        assert isinstance(districts, forms.ModelMultipleChoiceField)
        assert isinstance(parent, forms.ModelChoiceField)
        districts.queryset = Area.objects.filter(level=AreaLevel.SCHOOL_DISTRICT, parent=organization.area_id)
        parent.queryset = queries.federations(ward=organization.area, day=today).exclude(pk=organization.pk)
        if not districts.queryset.exists():
            del self.fields["school_districts"]

    @property
    def values(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        return cleaned | {"school_districts": list(cleaned.get("school_districts", ()))}


class PersonForm(forms.Form):
    """What is kept of an officer: as little as can be."""

    name = WordsField(
        label=_("氏名"),
        help_text=_("手紙の宛名に使います。聞いていなければ、空のままにします。"),
        most=80,
        required=False,
    )
    agrees = forms.BooleanField(
        label=_("本人が、氏名の公開に同意している"),
        help_text=_("団体も役員の公開に同意しているときだけ、団体のページに出ます。"),
        required=False,
    )
    phone = WordsField(
        label=_("電話"), help_text=_("任期が終わって30日たつと、自動で消えます。"), most=40, required=False
    )
    email = forms.EmailField(
        label=_("メール"),
        help_text=_("任期が終わって30日たつと、自動で消えます。"),
        required=False,
        error_messages={"invalid": _("メールアドレスの形ではありません。もう一度確かめてください。")},
    )

    @classmethod
    def of(cls, officer: Officer) -> "PersonForm":
        """The form as it opens."""
        shown = {name: getattr(officer, name) for name in ("name", "phone", "email")}
        return cls(initial=shown | {"agrees": officer.name_agreed_on is not None})

    @property
    def person(self) -> Person:
        return Person(**{name: self.cleaned_data[name] for name in ("name", "agrees", "phone", "email")})


class OfficerForm(PersonForm):
    """An officer's term."""

    field_order = ["role", "name", "agrees", "phone", "email", "starts_on", "last_on"]
    role = forms.ChoiceField(
        label=_("役割"),
        choices=OfficerRole.choices,
        error_messages={"required": _("役割を選んでください。"), **NOT_IN_THE_LIST},
    )
    starts_on = DayField(label=_("始まりの日"), missing=_("始まりの日がありません。"))
    last_on = DayField(label=_("最後の日"), help_text=_("決まっていなければ、空のままにします。"), required=False)

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        last_on: date | None = self.cleaned_data["last_on"]
        return {
            "role": OfficerRole(self.cleaned_data["role"]),
            "person": self.person,
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": last_on and last_on + timedelta(days=1),
        }


class ContactForm(ToldForm):
    """How and when an association wants to be contacted."""

    field_order = ["ways", "wishes", "channel", "day"]
    ways = forms.MultipleChoiceField(
        label=_("連絡してよい手段"),
        choices=ContactWay.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("一つ以上選んでください。"), **NOT_IN_THE_LIST},
    )
    wishes = WordsField(
        label=_("望むこと、避けてほしいこと"),
        help_text=_("「平日の夜7時から」「8月は休みます」など。"),
        most=300,
        required=False,
        rows=3,
    )

    @property
    def ways_chosen(self) -> list[ContactWay]:
        return [ContactWay(way) for way in self.cleaned_data["ways"]]


class ConsentForm(ToldForm):
    """What everybody may read of an association."""

    field_order = ["items", "contact", "channel", "day"]
    items = forms.MultipleChoiceField(
        label=_("だれでも読めるようにすること"),
        help_text=_(
            "選ばなかったものは、公開しません。いつでも変えられます。名前と区を選ばなければ、ページそのものが出ません。"
        ),
        choices=ConsentItem.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=NOT_IN_THE_LIST,
    )
    contact = WordsField(
        label=_("公開の連絡先"),
        help_text=_("会館の電話など、だれが見てもよいものを書きます。「公開の連絡先」を選んだときだけ出ます。"),
        most=200,
        required=False,
    )

    @property
    def items_chosen(self) -> list[ConsentItem]:
        return [ConsentItem(item) for item in self.cleaned_data["items"]]


class NoteForm(forms.Form):
    """What an officer writes for the successor."""

    subject = WordsField(label=_("何のことか"), most=80, missing=_("何のことかが書かれていません。"))
    text = WordsField(
        label=_("知っておいてほしいこと"),
        help_text=_("これまでのいきさつ、次にすること、相談できる先など。人の暮らしのことは書かないでください。"),
        most=4000,
        required=False,
        rows=6,
    )
    papers = WordsField(
        label=_("書類のありか"), help_text=_("「会館の棚の青いファイル」など。"), most=300, required=False
    )
    due_on = DayField(label=_("いつまでにすることか"), help_text=_("なければ、空のままにします。"), required=False)

    @classmethod
    def of(cls, note: HandOverNote | None) -> "NoteForm":
        """The form as it opens, empty for a new note."""
        return cls(initial={name: getattr(note, name, None) for name in ("subject", "text", "papers", "due_on")})


class CodeForm(forms.Form):
    """An invitation code, as it stands in the letter."""

    code = forms.CharField(
        label=_("招待コード"),
        help_text=_("手紙にある16けたの数字です。間の線は、入れても入れなくてもかまいません。"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("招待コードが入っていません。"),
            "max_length": _("長すぎます。手紙にある16けたの数字だけを入れてください。"),
        },
    )


class ListForm(forms.Form):
    """A ward's new list of officers."""

    ward = forms.ModelChoiceField(
        label=_("区"),
        queryset=Area.objects.none(),
        empty_label=None,
        error_messages={"required": _("区を選んでください。"), **NOT_IN_THE_LIST},
    )
    file = forms.FileField(
        label=_("役員名簿のファイル"),
        help_text=_("CSV か XLSX。5MBまで。"),
        error_messages={
            "required": _("ファイルが選ばれていません。CSV か XLSX を選んでください。"),
            "empty": _("ファイルの中身が空です。"),
        },
    )
    starts_on = DayField(
        label=_("新しい任期の始まりの日"),
        help_text=_("この日から、前の役員の招待コードは使えなくなります。"),
        missing=_("始まりの日がありません。"),
    )
    last_on = DayField(
        label=_("新しい任期の最後の日"),
        help_text=_("団体ごとに違うときや、決まっていないときは、空のままにします。"),
        required=False,
    )

    adds_unknown = forms.BooleanField(
        label=_("台帳にない団体は、新しく加える"),
        help_text=_("台帳をはじめてつくるときに選びます。名前の似た団体があるときは加えずに、まちがいとして出します。"),
        required=False,
    )

    def __init__(self, *args: Any, wards: frozenset[int] | None, today: date, **options: Any) -> None:
        options["initial"] = {"starts_on": _next_april(today)}
        super().__init__(*args, **options)
        ward = self.fields["ward"]
        assert isinstance(ward, forms.ModelChoiceField)
        all_wards = Area.objects.wards()
        ward.queryset = all_wards if wards is None else all_wards.filter(pk__in=wards)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > FILE_LIMIT:
            raise forms.ValidationError(_("ファイルが5MBを超えています。いくつかに分けてください。"))
        return file

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        file, last_on = self.cleaned_data["file"], self.cleaned_data["last_on"]
        return {
            "ward": self.cleaned_data["ward"],
            "file_name": file.name,
            "content": file.read(),
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": last_on and last_on + timedelta(days=1),
            "adds_unknown": self.cleaned_data["adds_unknown"],
        }


def _next_april(today: date) -> date:
    """The April that is nearest: in the first half of a fiscal year the one that has begun."""
    april = date(today.year, 4, 1)
    return april if today.month < 10 else april.replace(year=today.year + 1)
