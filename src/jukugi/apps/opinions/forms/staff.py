import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import AgeBand, HidingRule, LinkKind
from jukugi.apps.opinions.models import Call
from jukugi.apps.opinions.policies import CARDS_AT_MOST
from jukugi.apps.processes.models import Process
from jukugi.core.text import one_line
from jukugi.kit.receipts import NotAReceiptNumber, read_number

REASON_LIMIT = 400
PLACE_LIMIT = 80
FORM_KEY_LIMIT = 64
TOO_LONG = {"max_length": _("%(show_value)d字あります。%(limit_value)d字までに縮めてください。")}


class LineField(forms.CharField):
    """Words in one line, without what cannot be seen."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class WordsField(forms.CharField):
    """Words exactly as typed; what of them is taken, the action says."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, required=False, **options)
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]


class Decided(models.TextChoices):
    """What the buttons of the work page do."""

    PUBLISH = "publish", _("公開して次へ")
    HIDE = "hide", _("公開しない")
    LINK = "link", _("つないで次へ")
    END = "end", _("取り上げない")


class DecisionForm(forms.Form):
    """All that can be decided of one opinion; which button was pressed says what counts."""

    decision = forms.ChoiceField(
        choices=Decided,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("どうするかが選ばれていません。ページのボタンのどれかを押してください。"),
            "invalid_choice": _("その決め方はありません。ページのボタンのどれかを押してください。"),
        },
    )
    issues = forms.MultipleChoiceField(
        label=_("つなぐ論点"),
        required=False,
        error_messages={"invalid_choice": _("選ばれた論点は、ここではつなげません。開き直して選んでください。")},
    )
    other = forms.ChoiceField(
        label=_("ほかの論点"),
        required=False,
        error_messages={"invalid_choice": _("選ばれた論点は、ここではつなげません。一覧から選び直してください。")},
    )
    kind = forms.ChoiceField(
        label=_("つながり方"),
        choices=[(kind.value, kind.label) for kind in (LinkKind.ABOUT, LinkKind.PARTLY)],
        widget=forms.RadioSelect,
        initial=LinkKind.ABOUT,
        required=False,
        error_messages={"invalid_choice": _("そのつながり方はありません。選び直してください。")},
    )
    reason = LineField(
        label=_("つなぐ理由"),
        help_text=_("案の語に添えて公開されます。案にない論点をつなぐときは必須です。"),
        required=False,
        max_length=REASON_LIMIT,
        error_messages=TOO_LONG,
    )
    rule = forms.ChoiceField(
        label=_("どの決まりによるか"),
        choices=HidingRule,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("その決まりはありません。選び直してください。")},
    )
    hiding_reason = LineField(
        label=_("公開しない理由"),
        help_text=_("決まりと理由は公開されます。声の中の名前や番号は書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=REASON_LIMIT,
        error_messages=TOO_LONG,
    )
    end_reason = LineField(
        label=_("取り上げない理由"),
        help_text=_("書いた人の「声のゆくえ」に、そのまま示されます。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=REASON_LIMIT,
        error_messages=TOO_LONG,
    )

    def __init__(
        self, data: QueryDict | None = None, *, issues: Iterable[int], decisions: Sequence[Decided] = ()
    ) -> None:
        super().__init__(data)
        # Of perhaps thousands only those that were sent are choices: a form makes a label of each.
        sent = {key for name in ("issues", "other") for key in data.getlist(name)} if data else set()
        choices = [(key, key) for key in sent & {str(issue) for issue in issues}] if sent else []
        self.fields["issues"].choices = choices  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", ""), *choices]  # type: ignore[attr-defined]
        self.fields["decision"].choices = [(decided.value, decided.label) for decided in decisions]  # type: ignore[attr-defined]

    def chosen(self) -> list[int]:
        """Keys of the issues that were ticked or picked from the list, each once."""
        keys = [*self.cleaned_data["issues"], self.cleaned_data["other"]]
        return [int(key) for key in dict.fromkeys(keys) if key]

    def clean_kind(self) -> LinkKind:
        return LinkKind(self.cleaned_data["kind"] or LinkKind.ABOUT)


class EndLinkForm(forms.Form):
    """Why a link ends."""

    ended_reason = LineField(
        label=_("終える理由"), required=False, max_length=REASON_LIMIT, error_messages=TOO_LONG
    )  # fmt: skip


class CallChoice(forms.ModelChoiceField):
    """One of the calls for which something may be typed in, printed or brought."""

    def __init__(self, **options: Any) -> None:
        wrong = {"invalid_choice": _("その募集は選べません。一覧から選び直してください。")}
        super().__init__(
            queryset=Call.objects.none(), required=False, empty_label=_("なし"), error_messages=wrong, **options
        )

    def label_from_instance(self, call: Any) -> str:
        return f"{call.title}（{call.ward.name}）" if call.ward is not None else str(call.title)


class EntryForm(forms.Form):
    """What stands on a card, in a letter, or was said."""

    channel = forms.ChoiceField(
        label=_("届いた方法"),
        choices=[
            (channel.value, channel.label)
            for channel in (Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING, Channel.PHONE)
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("届いた方法が選ばれていません。どれか一つを選んでください。"),
            "invalid_choice": _("その方法は選べません。どれか一つを選び直してください。"),
        },
    )
    card_number = LineField(
        label=_("カードの受付番号"),
        help_text=_("9けた。印刷した番号があるときだけ。なければ空のままにすると、新しい番号が付きます。"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    call = CallChoice(
        label=_("募集"), help_text=_("催しや回収箱の募集に届いた声なら選びます。番号付きのカードは、自動で付きます。")
    )
    received_on = forms.DateField(
        label=_("受け取った日"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("受け取った日がありません。カードや封筒に書いた日を入れてください。"),
            "invalid": _("日付として読めません。2026-11-24 のように書いてください。"),
        },
    )
    place = LineField(
        label=_("届いた場所"),
        help_text=_("例：多摩市民館の回収箱。人の名前は書きません。"),
        required=False,
        max_length=PLACE_LIMIT,
        error_messages=TOO_LONG,
    )
    ward = forms.ModelChoiceField(
        label=_("書いた人の区"),
        queryset=Area.objects.wards(),
        required=False,
        empty_label=_("書かれていない"),
        error_messages={"invalid_choice": _("その区はありません。選び直してください。")},
    )
    age_band = forms.ChoiceField(
        label=_("年代"),
        choices=[("", _("書かれていない")), *AgeBand.choices],
        required=False,
        error_messages={"invalid_choice": _("その年代はありません。選び直してください。")},
    )
    text = WordsField(
        label=_("書かれていること"),
        help_text=_("一字一句、そのままに。誤字や方言も直しません。読めない字は〓とします。"),
        widget=forms.Textarea(attrs={"rows": 8, "data-send-with-keys": ""}),
    )
    sheet = forms.FileField(
        label=_("紙の写真かPDF"),
        help_text=_("職員だけが見ます。写真は6 MB、PDFは10 MBまで。場所や機種などの記録は、写真から取り除きます。"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={
            "empty": _("選んだファイルに何も入っていません。選び直すか、付けずに進んでください。"),
            "max_length": _("ファイルの名前が長すぎます。200字までに縮めてください。"),
        },
    )
    about = forms.ModelChoiceField(
        label=_("どの論点のカードか"),
        help_text=_("カードに書かれているとき、論点を決めた会場で集めたときだけ。言葉から推しはかりません。"),
        queryset=Issue.objects.none(),
        required=False,
        empty_label=_("決まっていない"),
        error_messages={"invalid_choice": _("その論点は、いまの検討プロセスにありません。選び直してください。")},
    )
    form_key = forms.CharField(required=False, max_length=FORM_KEY_LIMIT, widget=forms.HiddenInput)

    def __init__(self, *args: Any, process: Process | None, calls: QuerySet[Call], **options: Any) -> None:
        """``process`` is the one whose issues a card may be about; ``calls`` those it may have come in for."""
        super().__init__(*args, **options)
        self.fields["call"].queryset = calls.select_related("ward")  # type: ignore[attr-defined]
        self.fields["about"].queryset = Issue.objects.filter(process=process)  # type: ignore[attr-defined]

    def clean_card_number(self) -> str:
        typed = self.cleaned_data["card_number"]
        if not typed:
            return ""
        try:
            return read_number(typed)
        except NotAReceiptNumber:
            raise forms.ValidationError(
                _(
                    "「%(typed)s」は受付番号として読めません。"
                    "控えの番号をもう一度見て、9けたの数字を左から打ち直してください。"
                ),
                params={"typed": typed[:40]},
            ) from None

    def clean_form_key(self) -> str:
        return self.cleaned_data["form_key"] or new_form_key()

    @classmethod
    def empty(cls, *, process: Process | None, calls: QuerySet[Call], **as_before: Any) -> "EntryForm":
        """For the next one, which mostly came the same way as the last: ``as_before`` holds fields of that."""
        return cls(initial={**as_before, "form_key": new_form_key()}, process=process, calls=calls)


class CardsForm(forms.Form):
    """How many cards, and where they will lie."""

    count = forms.IntegerField(
        label=_("枚数"),
        help_text=_("1枚から100枚まで。A4の紙1枚に、カードが2枚入ります。"),
        initial=20,
        widget=forms.NumberInput(attrs={"min": 1, "max": CARDS_AT_MOST}),
        error_messages={
            "required": _("枚数がありません。1から100までの数を書いてください。"),
            "invalid": _("枚数が数として読めません。1から100までの数を書いてください。"),
        },
    )
    call = CallChoice(label=_("募集"), help_text=_("選ぶと、戻ったカードがその募集の声になり、その問いを刷ります。"))
    place = LineField(
        label=_("配る場所"),
        help_text=_("例：幸区役所の窓口。戻りかたを場所ごとに数えるためのもので、カードには刷られません。"),
        required=False,
        max_length=PLACE_LIMIT,
        error_messages=TOO_LONG,
    )

    def __init__(self, *args: Any, calls: QuerySet[Call], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["call"].queryset = calls.select_related("ward")  # type: ignore[attr-defined]


def new_form_key() -> str:
    """By which a second press of one page's button is known."""
    return secrets.token_urlsafe(24)
