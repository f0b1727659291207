"""Forms of those who write reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.processes.models import Process
from jukugi.apps.reports.enums import ReportKind
from jukugi.kit.pages import fields


class BeginForm(forms.Form):
    """A new report."""

    process = fields.Choose(Process.objects.none(), _("検討プロセス"))
    kind = fields.choice(_("種類"), ReportKind.choices, _("種類に合う節を、はじめから載せます。あとで変えられます。"))
    fiscal_year = fields.whole(_("年度"), _("年次報告だけ。西暦で。4月から翌年3月まで。"), least=2000, most=2199)
    title = fields.line(_("報告の名前"), _("例：これからのコミュニティ施策　中間報告書"), is_needed=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "process", Process.objects.shown_first())
        fields.must_choose(self, "process")


class TitleForm(forms.Form):
    title = fields.line(_("報告の名前"), is_needed=True)


class WordsForm(forms.Form):
    """An officer's own words around a section."""

    before = fields.words(_("この節の前の言葉"), _("何を読みとってほしいか。空でもかまいません。"), rows=6)
    after = fields.words(
        _("この節の後の言葉"), _("市がこれをどう受けとめ、次に何をするか。空でもかまいません。"), rows=6
    )


class HandForm(forms.Form):
    """Handing over. A further edition says why it is made."""

    reason = fields.words(_("この版をつくる理由"), _("公開のページに出ます。"), rows=3)

    def __init__(self, *args: Any, is_first: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_first:
            self.fields["reason"].help_text = _("前の版と何が違うのかを書きます。公開のページに出ます。")
            self.fields["reason"].required = True


class BackForm(forms.Form):
    reason = fields.words(_("戻す理由"), _("書いた人が読みます。"), rows=3, is_needed=True)
