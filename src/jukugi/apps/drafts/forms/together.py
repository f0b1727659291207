"""Forms for a vision, for other languages, and for reviewers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.drafts.enums import CommentOutcome, Influence
from jukugi.apps.drafts.models.reviewing import LABEL_LIMIT
from jukugi.kit.pages import fields

FROM_MATERIAL = (Influence.ADOPTED, Influence.PARTLY, Influence.PROMPTED)
CHOSEN_AWAY = {"invalid_choice": _("選ばれた文が一覧にありません。ページを読み直して選び直してください。")}


class SentenceForm(forms.Form):
    """One sentence, written from what was ticked."""

    text = fields.words(
        _("ビジョンの文"),
        _("選んだ声から、一つの文を書きます。賛否を聞くには140字まで。"),
        rows=3,
        is_needed=True,
    )
    parent = forms.ChoiceField(
        label=_("入れる場所"),
        required=False,
        error_messages={"invalid_choice": _("その見出しは、もうこの版にありません。選び直してください。")},
    )
    influence = fields.choice(_("声と文のかかわり"), [(one.value, one.label) for one in FROM_MATERIAL])
    reason = fields.words(_("どう文にしたか"), _("選んだもの全部に添えて公開します。"), rows=2, is_needed=True)

    def __init__(self, *args: Any, headings: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("いちばん後")), *headings]


class AskForm(forms.Form):
    """Sentences to put to the vote; at first also what the question is called."""

    clauses = forms.MultipleChoiceField(label=_("賛否を聞く文"), required=False, error_messages=CHOSEN_AWAY)
    title = fields.line(_("問いの題名"), _("「熟議」の一覧に出ます。例：このビジョンでよいか"))
    description = fields.words(_("答える人への説明"), _("何のために聞き、答えを何に使うか。"), rows=3)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], is_open: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["clauses"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
        if is_open:
            del self.fields["title"], self.fields["description"]


class RenderingForm(forms.Form):
    """A clause in another language; which words one had before oneself goes along."""

    heading = fields.line(_("見出しの訳"))
    text = fields.words(_("本文の訳"), rows=8)
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**53, required=False)

    def __init__(self, *args: Any, has_heading: bool, has_text: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_heading:
            del self.fields["heading"]
        if not has_text:
            del self.fields["text"]


class LinkForm(forms.Form):
    """A reviewer without a sign-in."""

    label = fields.line(
        _("呼び名"),
        _("職員だけに見えます。名前でなくてもかまいません。公開のときに消えます。"),
        is_needed=True,
        widget=forms.TextInput(attrs={"maxlength": LABEL_LIMIT, "autocomplete": "off"}),
    )
    days = forms.IntegerField(
        label=_("期間（日）"),
        initial=14,
        error_messages={"required": _("日数を書いてください。"), "invalid": _("日数を数字で書いてください。")},
    )


class StaffReviewerForm(forms.Form):
    """A reviewer with a sign-in and a role."""

    reviewer = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("職員"),
        empty_label=_("選んでください"),
        error_messages={
            "required": _("職員を選んでください。"),
            "invalid_choice": _("その職員は、もう招かれているか、役割がありません。選び直してください。"),
        },
    )
    days = forms.IntegerField(
        label=_("期間（日）"),
        initial=14,
        error_messages={"required": _("日数を書いてください。"), "invalid": _("日数を数字で書いてください。")},
    )

    def __init__(self, *args: Any, staff: Sequence[User], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["reviewer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[one.pk for one in staff]).order_by("display_name", "pk")


class CommentForm(forms.Form):
    """What a reviewer says beside a clause."""

    text = fields.words(_("コメント"), rows=3)


class AnswerForm(forms.Form):
    """What became of a comment."""

    outcome = fields.choice(_("どうしたか"), CommentOutcome.choices, widget=forms.RadioSelect)
    answer = fields.words(_("答え"), _("査読者だけが読みます。取り入れなかったときは、わけを書いてください。"), rows=2)
