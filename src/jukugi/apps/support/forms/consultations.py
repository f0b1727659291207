"""Forms of consultations: for those who ask, and for those who answer."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.actions.consulting import InquiryDraft
from jukugi.apps.support.enums import AskerKind, InquiryResult
from jukugi.apps.support.forms.company import NOT_THERE, ON_PAPER, radios
from jukugi.apps.support.models import SupportFunction
from jukugi.kit.pages import fields


class AskForm(forms.Form):
    """What somebody asks. Staff who type it in say how and when it came."""

    text = fields.words(
        _("相談したいこと"),
        _("例：空いている部屋で、子どもの居場所を始めたい。人の名前や住所は書かないでください。"),
        rows=5,
        is_needed=True,
    )
    asker = radios(_("だれとして"), AskerKind.choices, initial=AskerKind.PERSON)
    ward = fields.Choose(Area.objects.none(), _("どの区のことか"))
    function = fields.Choose(SupportFunction.objects.none(), _("何についてか"), _("近いものがあれば。"))
    issue = fields.Choose(Issue.objects.none(), _("関わりのある論点"), _("あれば。"))
    contact = fields.line(
        _("連絡先（電話かメール）"), _("書かなくても、受付番号で答えを読めます。暗号にして、終わって90日で消します。")
    )
    may_hand_on = forms.BooleanField(
        label=_("助けになりそうな団体に、相談の中身と連絡先を伝えてもよい"), required=False
    )
    channel = fields.choice(_("どう届いたか"), ON_PAPER)
    received_on = fields.day(_("届いた日"), is_needed=True)

    def __init__(
        self, *args: Any, is_staff: bool, wards: QuerySet[Area], issues: QuerySet[Issue], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "ward", wards)
        fields.offer(self, "function", SupportFunction.objects.all())
        fields.offer(self, "issue", issues)
        if not is_staff:
            del self.fields["channel"], self.fields["received_on"]

    @property
    def draft(self) -> InquiryDraft:
        picked = {name: self.cleaned_data[name] for name in InquiryDraft.__dataclass_fields__}
        return InquiryDraft(**picked | {"asker": AskerKind(picked["asker"])})


class AssignForm(forms.Form):
    """Who answers, until when."""

    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("答える職員"),
        empty_label=None,
        error_messages={"required": _("選ばれていません。一人選んでください。"), **NOT_THERE},
    )
    due_on = fields.day(_("いつまでに"), is_needed=True)
    reason = fields.words(_("わけ"), _("期限をのばすときなど。相談した人には出ません。"), rows=2)

    def __init__(self, *args: Any, officers: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "officer", officers)


class WordsForm(forms.Form):
    """Words for the asker, or a reason."""

    words = fields.words(_("言葉"), is_needed=True, rows=6)

    def __init__(self, *args: Any, label: Any, hint: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label, self.fields["words"].help_text = label, hint


class HandOnForm(forms.Form):
    """To whom, why, with which consent."""

    body = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("つなぐ先"),
        empty_label=_("選んでください"),
        error_messages={"required": _("選ばれていません。一つ選んでください。"), **NOT_THERE},
    )
    reason = fields.words(_("わけ"), _("つなぐ先の人が読みます。"), is_needed=True)
    consent = fields.line(_("同意をどう得たか"), _("例：11月28日に電話で本人に聞いた"))
    due_on = fields.day(_("いつまでに様子を聞くか"), is_needed=True)

    def __init__(self, *args: Any, bodies: QuerySet[Organization], has_consent: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "body", bodies)
        if has_consent:
            self.fields["consent"].widget = forms.HiddenInput()


class CloseForm(WordsForm):
    """How it ended."""

    field_order = ["result", "words"]
    result = radios(_("どうなりましたか"), InquiryResult.choices)
