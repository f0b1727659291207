from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.actions import BodyWords, Told
from jukugi.apps.meetings.enums import BodyEventKind, BodyKind, FollowUpKind, MemberRole, SeatKind
from jukugi.apps.meetings.models import Body
from jukugi.kit.pages import fields

WHEN = _("日がはっきりしないときに書きます。例：2018年3月か6月（区による）。")
SOURCE = _("一行に一つ。実在の会議体のことは、どの資料で読んだかを書きます。")


class BodyForm(forms.Form):
    """What a body is."""

    kind = fields.choice(_("種類"), BodyKind.choices)
    name = fields.line(_("名前"), is_needed=True)
    legal_basis = fields.line(_("よりどころ"), _("法令、条例、要綱など。例：◯◯条例第3条"))
    mandate = fields.words(_("役目"), _("何のために集まり、だれに何を伝えるか。"))
    seats = fields.whole(_("定数"), _("何人まで。決まりがなければ空のまま。"), least=1, most=999)
    term = fields.line(_("任期"), _("例：2年"))
    source = fields.words(_("出典"), SOURCE, rows=2)

    @property
    def body_words(self) -> BodyWords:
        given = self.cleaned_data
        names = ("name", "legal_basis", "mandate", "seats", "term", "source")
        return BodyWords(kind=BodyKind(given["kind"]), **{name: given[name] for name in names})


class NewBodyForm(BodyForm):
    """A new body, for the whole city or a ward."""

    field_order = ["kind", "name", "area", "began_on"]
    area = fields.Choose(Area.objects.none(), _("区域"), _("区の会議体なら、その区。全市なら選びません。"))
    began_on = fields.day(_("始まった日"), is_needed=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "area", Area.objects.wards())
        fields.none_means(self, "area", _("全市"))


class ToldForm(forms.Form):
    """What happened when, in whose words."""

    on = fields.day(_("日"), _("はっきりしないときは、いちばん近い日。順に並べるために使います。"), is_needed=True)
    when = fields.line(_("時期の言い方"), WHEN)
    source = fields.words(_("出典"), SOURCE, rows=2)

    def told(self, field: str) -> Told:
        given = self.cleaned_data
        return Told(given["on"], given[field], given["when"], given["source"])


class EventForm(ToldForm):
    """A step in the story of a body."""

    field_order = ["kind", "successor", "reason"]
    kind = fields.choice(_("起きたこと"), [c for c in BodyEventKind.choices if c[0] != BodyEventKind.BEGAN])
    successor = fields.Choose(Body.objects.none(), _("引き継ぐ会議体"), _("「引き継がれた」のときだけ選びます。"))
    reason = fields.words(_("理由"), _("だれでも読みます。なぜそうなったかを書きます。"), is_needed=True)

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "successor", Body.objects.exclude(pk=body.pk).order_by("name"))


class MemberForm(forms.Form):
    """A seat in a body."""

    role = fields.choice(_("はたらき"), MemberRole.choices)
    seat = fields.choice(_("選ばれ方"), SeatKind.choices)
    label = fields.line(_("呼び方"), _("名前を出さないときの呼び方。例：市民委員A"), is_needed=True)
    public_name = fields.line(_("公開する名前"), _("本人が同意したときだけ。"))
    name_agreed_on = fields.day(_("名前の公開に同意した日"))
    starts_on = fields.day(_("任期の始まり"), is_needed=True)
    ends_on = fields.day(_("任期の終わりの次の日"), _("決まっていなければ空のまま。"))


class RecommendationForm(ToldForm):
    """What a body recommended."""

    field_order = ["title", "text", "issue", "about"]
    title = fields.line(_("提言"), _("一文で。"), is_needed=True)
    text = fields.words(_("提言の文"), _("書かれたままの言葉で。"))
    issue = fields.Choose(Issue.objects.none(), _("つながる論点"))
    about = fields.Choose(
        Body.objects.none(), _("どの会議体についての提言か"), _("会議体のあり方についての提言のとき。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "issue", Issue.objects.filter(process__is_finished=False))
        fields.offer(self, "about", Body.objects.order_by("name"))


class FollowUpForm(ToldForm):
    """What became of a recommendation."""

    field_order = ["kind", "text"]
    kind = fields.choice(_("どうなったか"), FollowUpKind.choices)
    text = fields.words(_("くわしく"), _("したこと、しないならその理由。だれでも読みます。"), is_needed=True)


class EndTermForm(forms.Form):
    """The day from which a seat is free."""

    ends_on = fields.day(_("任期の終わりの次の日"), is_needed=True)
