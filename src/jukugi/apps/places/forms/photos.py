"""A photo with what has to be known of it, and the way in for those who keep a place."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jukugi.apps.places.actions import PhotoDraft
from jukugi.apps.places.enums.photos import PhotoLicence, PhotoPeople
from jukugi.kit.pages import fields
from jukugi.kit.photos import PHOTO_BYTES_AT_MOST, PhotoTooLarge


class PhotoForm(forms.Form):
    """One photo."""

    photo = forms.FileField(
        label=_("写真"),
        help_text=_("JPEG・PNG・WebP、6MBまで。撮った場所や機械の記録は、受け取るときに消します。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("写真が選ばれていません。"),
            "empty": _("ファイルに中身がありません。"),
        },
    )
    alt = fields.line(
        _("写真の説明"),
        _("見えない人にも分かるように、何が写っているか。例：道路から段差なしで入れる入口"),
        is_needed=True,
    )
    people = fields.choice(_("人は写っていますか"), PhotoPeople.choices)
    consent = fields.line(
        _("だれの承諾か"), _("載せてよいと言った人。職員だけが見ます。例：会館の管理人（電話で）"), is_needed=True
    )
    licence = fields.choice(_("ほかの人が使うこと"), PhotoLicence.choices, initial=PhotoLicence.HERE)
    credit = fields.line(_("撮った人の示し方"), _("写真の下に出ます。例：撮影　台町町内会"))

    def draft(self) -> PhotoDraft:
        """What was given. Raises PhotoTooLarge before anything is read."""
        given: dict[str, Any] = dict(self.cleaned_data)
        file: UploadedFile = given.pop("photo")
        if (file.size or 0) > PHOTO_BYTES_AT_MOST:
            raise PhotoTooLarge(limit=PHOTO_BYTES_AT_MOST // 1024 // 1024)
        return PhotoDraft(content=file.read(), **given)


class EntryForm(forms.Form):
    """To whom reminders may go."""

    mail = forms.EmailField(
        label=_("思い出してもらうメール"),
        help_text=_("本人が送ってよいと言ったときだけ。年に一度、変わりがないかを聞きます。なければ空のまま。"),
        required=False,
        error_messages={"invalid": _("このメールアドレスには送れません。@ の前後を確かめてください。")},
    )
