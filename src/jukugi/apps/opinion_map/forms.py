from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import Choice, StatementState
from jukugi.apps.opinion_map.models import TEXT_LIMIT
from jukugi.apps.processes.models import Process
from jukugi.kit.receipts import NotAReceiptNumber, read_number

LINES_AT_MOST = 200


class VoteForm(forms.Form):
    """One of three answers, by its word."""

    choice = forms.ChoiceField(
        choices=[(choice.word, choice.label) for choice in Choice],
        error_messages={
            "required": _("答えが選ばれていません。賛成・反対・わからないのどれかを押してください。"),
            "invalid_choice": _("その答えは選べません。賛成・反対・わからないのどれかを押してください。"),
        },
    )

    def clean_choice(self) -> Choice:
        return next(choice for choice in Choice if choice.word == self.cleaned_data["choice"])


class ProposalForm(forms.Form):
    """A citizen's own statement."""

    text = forms.CharField(
        label=_("意見文"),
        help_text=_("一つの文に、一つのこと。「〜がよい」「〜してほしい」の形だと、ほかの人が答えやすくなります。"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": TEXT_LIMIT}),
        max_length=2000,
        error_messages={"required": _("意見文が空です。一つの文に、一つのことを書いてください。")},
    )


class ReviewForm(forms.Form):
    """A decision of staff on a statement."""

    state = forms.ChoiceField(
        choices=[(s.value, s.label) for s in (StatementState.SHOWN, StatementState.HIDDEN)],
        widget=forms.HiddenInput,  # two buttons send it
        error_messages={
            "required": _("公開するかどうかが選ばれていません。「公開する」か「非公開にする」を押してください。"),
            "invalid_choice": _("その決め方はありません。「公開する」か「非公開にする」を押してください。"),
        },
    )
    reason = forms.CharField(
        label=_("理由"),
        help_text=_("非公開にするときは必須。公開されます"),
        required=False,
        max_length=400,
        error_messages={"max_length": _("理由が%(show_value)d字あります。%(limit_value)d字までに縮めてください。")},
    )

    def clean_state(self) -> StatementState:
        return StatementState(self.cleaned_data["state"])


class StatementsForm(forms.Form):
    """Statements of the city, one a line."""

    texts = forms.CharField(
        label=_("意見文"),
        help_text=_("一行に一つずつ。一つの文に一つのことを、140字までで書きます。すぐに公開されます。"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=40_000,
        error_messages={"required": _("意見文がありません。一行に一つずつ書いてください。")},
    )

    def clean_texts(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]
        if len(lines) > LINES_AT_MOST:
            raise forms.ValidationError(
                _(
                    "意見文が%(count)d行あります。一度に加えられるのは%(limit)d行までです。何度かに分けて加えてください。"
                )
                % {"count": len(lines), "limit": LINES_AT_MOST}
            )
        return lines


class MoreStatementsForm(StatementsForm):
    """Statements for a topic that is there already: the city's own, or from an opinion."""

    receipt = forms.CharField(
        label=_("もとになった意見の受付番号"),
        help_text=_("届いた意見からつくるときだけ。その人の「声のゆくえ」に、意見文になったことが出ます。"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_receipt(self) -> str:
        typed = self.cleaned_data["receipt"].strip()
        try:
            return read_number(typed) if typed else ""
        except NotAReceiptNumber:
            raise forms.ValidationError(
                _("受付番号として読めません。どこかの数字が違うようです。9けたの数字を入れてください。")
            ) from None


class TopicForm(StatementsForm):
    """A new topic with its first statements."""

    field_order = ["title", "description", "process", "issue", "area", "texts"]
    title = forms.CharField(
        label=_("問いの題"),
        help_text=_("例：地域の居場所"),
        max_length=80,
        error_messages={"required": _("問いの題がありません。何について聞くのかを書いてください。")},
    )
    description = forms.CharField(
        label=_("説明"),
        help_text=_("なぜ聞くのか、答えを何に使うのかを、二、三文で書きます。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    process = forms.ModelChoiceField(
        label=_("検討プロセス"),
        queryset=Process.objects.shown_first().unfinished(),
        empty_label=None,
        error_messages={
            "required": _("検討プロセスを選んでください。"),
            "invalid_choice": _("その検討プロセスはありません。"),
        },
    )
    issue = forms.ModelChoiceField(
        label=_("論点"), queryset=Issue.objects.all(), required=False, empty_label=_("（論点なし）")
    )
    area = forms.ModelChoiceField(
        label=_("区"), queryset=Area.objects.wards(), required=False, empty_label=_("全市"),
        help_text=_("区の担当は、自分の区を選びます。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        issue, process = cleaned.get("issue"), cleaned.get("process")
        if issue is not None and process is not None and issue.process_id != process.pk:
            self.add_error("issue", _("この論点は、別の検討プロセスのものです。選び直してください。"))
        return cleaned
