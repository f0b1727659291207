"""Forms of the desk: an attempt, a reason, letters needed, an edition."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Sex
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.opinions.models import Call
from jukugi.apps.processes.models import Process
from jukugi.apps.reach.actions import OutreachDraft
from jukugi.apps.reach.enums import OutreachKind
from jukugi.apps.reach.models import Outreach
from jukugi.kit.pages import fields

ANYBODY = ("", _("（決めていない）"))
MOST = 10_000_000
PARTS = (
    "kind",
    "title",
    "done_on",
    "handed_out",
    "ward",
    "age_band",
    "sex",
    "people",
    "cost_yen",
    "responses",
    "call",
    "note",
)


class OutreachForm(forms.Form):
    """What was tried for whom."""

    title = fields.line(_("何をしたか"), _("例：宮前平駅の前でちらしを配った"), is_needed=True)
    kind = fields.choice(_("方法"), OutreachKind.choices)
    done_on = fields.day(_("した日"), _("何日か続けたときは、終わった日。"), is_needed=True)
    ward = fields.Choose(Area.objects.none(), _("どの区の人に"))
    age_band = fields.choice(_("どの年代の人に"), [ANYBODY, *AgeBand.choices], is_needed=False)
    sex = fields.choice(_("どの性別の人に"), [ANYBODY, *Sex.choices], is_needed=False)
    people = fields.line(_("そのほか、どんな人に"), _("例：外国につながる人、子育て中の人。個人の名前は書きません。"))
    handed_out = fields.whole(
        _("配った・声をかけた数"), _("枚数、通数、人数など。"), least=1, most=MOST, is_needed=True
    )
    cost_yen = fields.whole(_("かかった費用（円）"), _("分からなければ空のまま。"), most=1_000_000_000)
    responses = fields.whole(_("届いた返事の数"), _("手で数えたとき。数えていなければ空のまま。"), most=MOST)
    call = fields.Choose(
        Call.objects.none(), _("返事を数える募集"), _("そのために開いた募集があれば、届いた通数を自動で数えます。")
    )
    note = fields.words(_("わかったこと"), _("次にする人のために。だれでも読める所に出ます。"), rows=4)

    def __init__(self, *args: Any, process: Process, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "ward", Area.objects.wards())
        fields.offer(self, "call", Call.objects.filter(process=process).order_by("-opens_at"))

    @property
    def draft(self) -> OutreachDraft:
        return OutreachDraft(**{name: self.cleaned_data[name] for name in PARTS})


class CorrectionForm(OutreachForm):
    """The same, with a reason."""

    reason = fields.words(_("直す理由"), _("前の記録も、理由といっしょに残ります。"), rows=2, is_needed=True)


def told(outreach: Outreach) -> dict[str, Any]:
    """An entry as the form begins with it."""
    return {name: getattr(outreach, name) for name in PARTS}


class ReasonForm(forms.Form):
    """Why an entry is taken back."""

    reason = fields.words(_("取り下げる理由"), _("記録は消えず、理由といっしょに残ります。"), rows=2, is_needed=True)


class EditionForm(forms.Form):
    """What is said beside an edition."""

    note = fields.words(
        _("添えることば（なくてもよい）"), _("読む人が知っておくとよいこと。公開のページに出ます。"), rows=3
    )


class PhaseForm(forms.Form):
    """Of which time the counts are."""

    def __init__(self, scopes: Sequence[dict[str, Any]], chosen: int) -> None:
        super().__init__()
        choices = [(one["pk"], one["title"] or _("検討プロセス全体")) for one in scopes]
        self.fields["phase"] = fields.choice(_("時期"), choices, is_needed=False)
        self.initial = {"phase": chosen}


class LettersForm(forms.Form):
    """How many must answer, and what earlier letters brought."""

    wanted = fields.whole(_("何人以上から返事がほしいか"), least=1, most=10_000, is_needed=True)
    sent = fields.whole(_("これまでに送った数"), least=0, most=MOST, is_needed=True)
    answered = fields.whole(_("そのうち返事があった数"), least=0, most=MOST, is_needed=True)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned and cleaned.get("answered", 0) > cleaned.get("sent", MOST):
            self.add_error("answered", _("送った数より多くなっています。二つの数を確かめてください。"))
        return cleaned
