"""What somebody decides of a count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.kit.pages import fields


class PublishForm(forms.Form):
    """Publish what is prepared; after the first edition with the reason for one more."""

    def __init__(self, *args: Any, needs_reason: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if needs_reason:
            self.fields["reason"] = fields.words(_("版を改める理由"), _("だれでも読めます。"), rows=2, is_needed=True)


class SheetForm(forms.Form):
    """Leave a sheet out of the count, or count it again, for a reason that is published in sums."""

    reason = fields.words(_("理由"), _("集計から外した理由は、数と一緒に公表します。"), rows=2, is_needed=True)


class RowsForm(forms.Form):
    """Take the rows of all sheets along."""

    with_words = forms.BooleanField(
        label=_("自由に書かれたことばも入れる"),
        required=False,
        help_text=_("名前や住所が書かれていることがあります。要るときだけ選んでください。"),
    )
