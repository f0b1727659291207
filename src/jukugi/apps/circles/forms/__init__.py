"""Forms: what somebody would do, seek or ask, and what an officer says."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.circles.actions import CircleDraft, SeekDraft
from jukugi.apps.circles.actions.circles import PAPER
from jukugi.apps.circles.enums import CircleStep, Consent, SeekKind, SeekSide
from jukugi.kit.pages import fields

NO_NAMES = gettext_lazy("ほかの人の名前や住所は書かないでください。")


def yes(label: Any, help_text: Any = "") -> forms.BooleanField:
    """A mark to set."""
    return forms.BooleanField(label=label, help_text=help_text, required=False)


class CircleForm(forms.Form):
    """What somebody would like to do."""

    title = fields.line(
        gettext_lazy("やってみたいこと"), gettext_lazy("一行で。例：坂の途中にベンチを置く"), is_needed=True
    )
    about = fields.words(
        gettext_lazy("どんなことですか"),
        gettext_lazy(
            "なぜ、どこで、どんなふうに。決まっていなくてかまいません。ほかの人の名前や住所は書かないでください。"
        ),
        is_needed=True,
    )
    ward = fields.Choose(Area.objects.none(), gettext_lazy("区"), gettext_lazy("選ばないと、全市の活動になります。"))
    name = fields.line(gettext_lazy("あなたの呼び名"), gettext_lazy("本名でなくてかまいません。なくても始められます。"))
    name_shown = yes(
        gettext_lazy("この呼び名を、活動のページで見せてよい"),
        gettext_lazy("印がなければ、活動に入った人だけに見えます。"),
    )

    def __init__(self, sent: Any = None, *, wards: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        fields.offer(self, "ward", wards)

    def draft(self, **sources: Any) -> CircleDraft:
        """What was written, for an action."""
        return CircleDraft(**{name: self.cleaned_data[name] for name in self.fields}, **sources)


class SeekForm(forms.Form):
    """One interest, offer or need, and who may see it."""

    side = fields.choice(gettext_lazy("どれですか"), SeekSide.choices, widget=forms.RadioSelect)
    kind = fields.choice(
        gettext_lazy("種類"),
        [("", gettext_lazy("（気になることには付けません）")), *SeekKind.choices],
        is_needed=False,
    )
    text = fields.words(
        gettext_lazy("ひとことで"),
        gettext_lazy("例：木工ができます。週末の半日なら。 名前や連絡先は、ここに書かないでください。"),
        rows=2,
        is_needed=True,
    )
    up_to_yen = fields.whole(gettext_lazy("いくらまで（円）"), gettext_lazy("お金のときだけ。"), most=10_000_000)
    ward = fields.Choose(Area.objects.none(), gettext_lazy("区"), gettext_lazy("選ばないと、どこでもになります。"))
    district = fields.Choose(Area.objects.none(), gettext_lazy("小学校区"))
    consent = fields.choice(
        gettext_lazy("だれに見せますか"), Consent.choices, widget=forms.RadioSelect, initial=Consent.MATCHED
    )
    expires_on = fields.day(
        gettext_lazy("いつまで出しておきますか"), gettext_lazy("書かなければ90日。過ぎて30日たつと、言葉ごと消えます。")
    )

    def __init__(self, sent: Any = None, *, wards: Any, districts: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        fields.offer(self, "ward", wards)
        fields.offer(self, "district", districts)
        if not districts:
            del self.fields["district"]

    def draft(self, circle: Any = None) -> SeekDraft:
        """What was written, for an action."""
        given = self.cleaned_data
        return SeekDraft(
            side=SeekSide(given["side"]),
            kind=SeekKind(given["kind"]) if given["kind"] else None,
            text=given["text"],
            up_to_yen=given["up_to_yen"],
            ward=given["ward"],
            district=given.get("district"),
            consent=Consent(given["consent"]),
            expires_on=given["expires_on"],
            circle=circle,
        )


class JoinForm(forms.Form):
    """Somebody would like to be in it."""

    note = fields.words(
        gettext_lazy("ひとこと"),
        gettext_lazy("何がしたいか、いつ来られるか。活動に入っている人と区の担当だけが読みます。"),
        is_needed=True,
    )
    name = fields.line(gettext_lazy("あなたの呼び名"), gettext_lazy("本名でなくてかまいません。"))
    name_shown = yes(gettext_lazy("この呼び名を、活動のページで見せてよい"))


class NameForm(forms.Form):
    """How one is called in a circle."""

    name = fields.line(gettext_lazy("あなたの呼び名"))
    name_shown = yes(gettext_lazy("この呼び名を、活動のページで見せてよい"))


class StepForm(forms.Form):
    """How far a circle has come."""

    step = fields.choice(gettext_lazy("いまの歩み"), ())
    text = fields.words(gettext_lazy("何があったか"), NO_NAMES, rows=2, is_needed=True)
    said_on = fields.day(gettext_lazy("その日"), is_needed=True)

    def __init__(self, sent: Any = None, *, steps: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        fields.offer_choices(self, "step", [(step.value, step.label) for step in steps])


class StoryForm(forms.Form):
    """What happened."""

    text = fields.words(gettext_lazy("活動の話"), NO_NAMES, rows=4, is_needed=True)
    happened_on = fields.day(gettext_lazy("その日"), is_needed=True)


class MessageForm(forms.Form):
    """A word to the others."""

    text = fields.words(
        gettext_lazy("連絡"), gettext_lazy("活動に入っている人と区の担当が読みます。"), rows=2, is_needed=True
    )


class PlaceAskForm(forms.Form):
    """A place that a circle would like to use."""

    place = fields.Choose(None, gettext_lazy("どの居場所を使いたいですか"))
    text = fields.words(gettext_lazy("いつ、何に使いますか"), rows=2, is_needed=True)

    def __init__(self, sent: Any = None, *, places: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        fields.offer(self, "place", places)
        fields.must_choose(self, "place")


class AdviceAskForm(forms.Form):
    """Advice that a circle would like."""

    offer = fields.Choose(
        None, gettext_lazy("どこに聞きたいですか"), gettext_lazy("決まっていなければ、区の担当が引き合わせます。")
    )
    text = fields.words(gettext_lazy("何を聞きたいですか"), rows=2, is_needed=True)

    def __init__(self, sent: Any = None, *, offers: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        fields.offer(self, "offer", offers, words=lambda offer: f"{offer.title}（{offer.organization.name}）")


class ProposeForm(forms.Form):
    """What a circle learned, for an issue."""

    issue = fields.Choose(None, gettext_lazy("どの論点に届けますか"))
    text = fields.words(
        gettext_lazy("提案"), gettext_lazy("やってみて分かったこと、こうしたらよいということ。"), is_needed=True
    )

    def __init__(self, sent: Any = None, *, issues: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        fields.offer(self, "issue", issues)
        fields.must_choose(self, "issue")


class CameForm(forms.Form):
    """On which way something came that is typed in, and when."""

    channel = fields.choice(
        gettext_lazy("届き方"), [(channel.value, channel.label) for channel in Channel if channel in PAPER]
    )
    received_on = fields.day(gettext_lazy("届いた日"), is_needed=True)


class ReasonForm(forms.Form):
    """Why."""

    reason = fields.words(gettext_lazy("理由"), gettext_lazy("だれでも読めます。"), rows=2)


class AnswerForm(forms.Form):
    """What the ward says to a request or a proposal."""

    answer = fields.words(gettext_lazy("答え"), gettext_lazy("だれでも読めます。"), rows=2)


class ContactForm(forms.Form):
    """A yes to a match, with what the other may have."""

    name = fields.line(gettext_lazy("呼び名"))
    contact = fields.line(gettext_lazy("連絡先（電話、メールなど一つ）"))


def steps_after(step: str) -> tuple[CircleStep, ...]:
    """Steps that may follow."""
    from jukugi.apps.circles.policies import STEPS

    return STEPS[CircleStep(step)]


def today_came(day: date) -> dict[str, Any]:
    """What a form of paper begins with."""
    return {"received_on": day, "channel": Channel.CARD.value}
