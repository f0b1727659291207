from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.meetings.actions import MinutesWords
from jukugi.apps.meetings.models import Minutes, MinutesItem
from jukugi.kit.pages import fields


class MinutesForm(forms.Form):
    """A draft of minutes, with two fields for each item of the agenda."""

    opened_at = fields.moment(_("開会"), is_needed=True)
    closed_at = fields.moment(_("閉会"), is_needed=True)
    present = fields.words(
        _("出席した人"), _("一行に一人。名前は、公開に同意した人だけ。ほかは「市民委員A」のように。")
    )
    absent = fields.words(_("欠席した人"), _("一行に一人。"), rows=2)
    public_attendance = fields.whole(_("傍聴した人の数"), most=9999)
    summary = fields.words(_("まとめ"), _("会議の全体を、二、三の段落で。"), rows=6)
    seen = forms.DateTimeField(widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])

    def __init__(self, *args: Any, items: Sequence[MinutesItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self._keys = [item.agenda_item_id for item in items]
        for item in items:
            key, title = item.agenda_item_id, item.agenda_item.title
            self.fields[f"discussion-{key}"] = fields.words(
                _("「%(title)s」で話し合ったこと") % {"title": title},
                _("要点を、発言の順でなくてかまいません。"),
                rows=5,
            )
            self.fields[f"decision-{key}"] = fields.words(_("「%(title)s」で決まったこと") % {"title": title}, rows=2)
            self.initial[f"discussion-{key}"], self.initial[f"decision-{key}"] = item.discussion, item.decision

    @property
    def minutes_words(self) -> MinutesWords:
        given = self.cleaned_data
        names = ("opened_at", "closed_at", "present", "absent", "public_attendance", "summary")
        items = {key: (given[f"discussion-{key}"], given[f"decision-{key}"]) for key in self._keys}
        return MinutesWords(**{name: given[name] for name in names}, items=items)


def written(minutes: Minutes) -> dict[str, Any]:
    """What the form shows of a draft."""
    names = ("opened_at", "closed_at", "present", "absent", "public_attendance", "summary")
    seen = minutes.drafted_at.strftime("%Y-%m-%dT%H:%M:%S.%f%z")
    return {name: getattr(minutes, name) for name in names} | {"seen": seen}


class HandoutForm(forms.Form):
    """A paper to lay out."""

    title = fields.line(_("資料の名前"), _("例：資料1　話し合いの手引き"), is_needed=True)
    file = forms.FileField(
        label=_("ファイル"),
        help_text=_("PDF、写真（JPEG・PNG）、Word・Excel・PowerPoint。10MBまで。"),
        error_messages={
            "required": _("ファイルが選ばれていません。"),
            "empty": _("ファイルが空です。選び直してください。"),
        },
    )
