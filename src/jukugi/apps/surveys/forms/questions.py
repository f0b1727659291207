"""One question of a survey: which fields there are depends on how it is answered, and on what stands before it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.issues.models import Issue
from jukugi.apps.surveys.actions import OptionDraft, QuestionDraft
from jukugi.apps.surveys.enums import OPTIONS_AT_MOST, Kind
from jukugi.apps.surveys.models import Audience, Question
from jukugi.core.questionnaire.questions import BRANCHING, CHOOSING
from jukugi.kit.pages import fields

BLANK_ROWS = 3
OPTION_WAYS = {
    "": _("ふつう"),
    "words": _("ことばの欄を付ける（その他など）"),
    "alone": _("ほかといっしょに選べない（どれもないなど）"),
    "outside": _("段階の外に置く（わからないなど）"),
}
WAYS_OF = {
    Kind.SINGLE: ("", "words"),
    Kind.MULTIPLE: ("", "words", "alone"),
    Kind.SCALE: ("", "outside"),
    Kind.MATRIX: ("", "outside"),
    Kind.RANKING: ("",),
}
SCALES = {
    "agree": (_("そう思う・そう思わない"), ("そう思う", "まあそう思う", "あまりそう思わない", "そう思わない")),
    "enough": (_("足りている・足りない"), ("足りている", "まあ足りている", "やや足りない", "足りない")),
    "often": (_("よくある・ない"), ("よくある", "ときどきある", "あまりない", "ない")),
    "content": (_("満足・不満"), ("満足", "まあ満足", "やや不満", "不満")),
}
"""Scales that many surveys use; each has an even number of steps, and わからない beside it."""


class QuestionForm(forms.Form):
    """One question. Which fields there are depends on how it is answered, and on what stands before it."""

    label = fields.line(_("設問"), _("一度に一つのことだけをたずねます。"), is_needed=True)
    help = fields.line(_("説明"), _("答えるときに要ることだけを、短く。"))

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        attribute: str = "",
        question: Question | None = None,
        earlier: Sequence[Question] = (),
        audiences: Sequence[Audience] = (),
        issues: QuerySet[Issue] | None = None,
        scale: str = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.attribute, self.question = kind, attribute, question
        if question is not None:
            self.fields["label"].initial, self.fields["help"].initial = question.label, question.help
        self.numbers: range = range(0)
        self.codes: list[str] = []
        self.offered: list[tuple[str, list[tuple[str, str]]]] = []
        if kind in CHOOSING and not attribute:
            self._add_options(question, scale)
        if kind == Kind.MATRIX:
            rows = "\n".join(row.label for row in question.rows.all()) if question is not None else ""
            self.fields["rows"] = fields.words(_("表の行"), _("一行に一つずつ。"), rows=6, is_needed=True, initial=rows)
        if kind in (Kind.MULTIPLE, Kind.RANKING):
            self._add_number("at_most", _("選べる数"), _("空なら、いくつでも。"), question)
        if kind == Kind.NUMBER:
            self._add_limits(question)
        if kind == Kind.TEXT:
            self._add_opinions(question, issues)
        self._add_place(question, earlier, audiences)

    def _add_options(self, question: Question | None, scale: str) -> None:
        known = list(question.options.all()) if question is not None else []
        begun = _scale_rows(scale) if question is None and self.kind == Kind.SCALE else []
        asked = self.data.get("rows_shown", "") if self.is_bound else ""
        shown = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
        least = max(len(known), len(begun)) + BLANK_ROWS
        more = BLANK_ROWS + 2 if self.is_bound and "more" in self.data else 0
        self.numbers = range(min(OPTIONS_AT_MOST, max(least, shown + more, 5)))
        self.codes = [known[n].code if n < len(known) else "" for n in self.numbers]
        ways = [(way, OPTION_WAYS[way]) for way in WAYS_OF[self.kind]]
        for n in self.numbers:
            label, way = begun[n] if n < len(begun) else ("", "")
            if n < len(known):
                label, way = known[n].label, _way_of(known[n])
            self.fields[f"option{n}"] = fields.line(_("選択肢"), initial=label)
            self.fields[f"way{n}"] = fields.choice(_("扱い"), ways, is_needed=False, initial=way)

    def _add_number(self, name: str, label: Any, help_text: Any, question: Question | None) -> None:
        self.fields[name] = fields.whole(label, help_text, least=1, most=OPTIONS_AT_MOST)
        self.fields[name].initial = getattr(question, name, None)

    def _add_limits(self, question: Question | None) -> None:
        self.fields["unit"] = fields.line(_("単位"), _("例：年、回、人"), initial=getattr(question, "unit", ""))
        for name, label in [("least", _("いちばん小さい数")), ("most", _("いちばん大きい数"))]:
            self.fields[name] = forms.DecimalField(
                label=label,
                required=False,
                max_digits=12,
                decimal_places=3,
                initial=getattr(question, name, None),
                error_messages={
                    "invalid": _("数字で書いてください。"),
                    "max_digits": _("数が大きすぎます。"),
                    "max_whole_digits": _("数が大きすぎます。"),
                    "max_decimal_places": _("小数は三けたまで書けます。"),
                },
            )

    def _add_opinions(self, question: Question | None, issues: QuerySet[Issue] | None) -> None:
        self.fields["takes_opinions"] = forms.BooleanField(
            label=_("書かれたことを意見として受け付ける"),
            help_text=_("ほかの意見と同じように読み、論点へつなぎ、どうなったかを伝えます。"),
            required=False,
            initial=True if question is None else question.takes_opinions,
        )
        if issues is not None:
            self.fields["about"] = fields.Choose(
                issues,
                _("どの論点の声か"),
                _("決まっていなければ選びません。"),
                initial=getattr(question, "about_id", None),
            )

    def _add_place(self, question: Question | None, earlier: Sequence[Question], audiences: Sequence[Audience]) -> None:
        self.fields["begins_page"] = forms.BooleanField(
            label=_("ここから新しいページにする"),
            help_text=_("電話の画面では、一ページに三つから五つの設問が答えやすい数です。"),
            required=False,
            initial=question.begins_page if question is not None else False,
        )
        conditions = [one for one in earlier if one.kind in BRANCHING]
        if conditions:
            groups = [
                (f"問{number}　{one.label}", [(str(option.pk), option.label) for option in one.options.all()])
                for number, one in enumerate(earlier, start=1)
                if one in conditions
            ]
            self.offered = groups
            self.fields["conditions"] = forms.MultipleChoiceField(
                label=_("出す条件"),
                help_text=_(
                    "選ぶと、そう答えた人だけに聞きます。一つの設問の中はどれか、設問が二つなら両方を満たす人です。"
                ),
                choices=groups,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(one.option_id) for one in question.conditions.all()] if question is not None else [],
                error_messages={"invalid_choice": _("選ばれたものが一覧にありません。選び直してください。")},
            )
        if len(audiences) > 1:
            self.fields["only_for"] = forms.MultipleChoiceField(
                label=_("聞く相手"),
                help_text=_("選ばなければ、全員に聞きます。同じ設問を市民にも職員にも聞くと、認識の差が分かります。"),
                choices=[(str(one.pk), one.name) for one in audiences],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(one.pk) for one in question.only_for.all()] if question is not None else [],
                error_messages={"invalid_choice": _("選ばれたものが一覧にありません。選び直してください。")},
            )

    @property
    def option_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each option."""
        return [(self[f"option{n}"], self[f"way{n}"]) for n in self.numbers]

    @property
    def condition_groups(self) -> list[tuple[str, list[tuple[str, str, str, bool]]]]:
        """Earlier questions, each with its options: id, value, words, whether it is chosen."""
        if "conditions" not in self.fields:
            return []
        bound = self["conditions"]
        chosen = {str(value) for value in bound.value() or ()}
        groups = []
        for number, (heading, options) in enumerate(self.offered):
            rows = [
                (f"{bound.auto_id}-{number}-{place}", value, words, value in chosen)
                for place, (value, words) in enumerate(options)
            ]
            groups.append((heading, rows))
        return groups

    @property
    def draft(self) -> QuestionDraft:
        given = self.cleaned_data
        options = [
            OptionDraft(
                given[f"option{n}"],
                self.codes[n],
                is_exclusive=given[f"way{n}"] == "alone",
                asks_words=given[f"way{n}"] == "words",
                is_outside=given[f"way{n}"] == "outside",
            )
            for n in self.numbers
            if given[f"option{n}"].strip()
        ]
        return QuestionDraft(
            kind=self.kind,
            label=given["label"],
            help=given["help"],
            options=options,
            rows=[line for line in given.get("rows", "").splitlines() if line.strip()],
            attribute=self.attribute,
            begins_page=given["begins_page"],
            at_most=given.get("at_most"),
            least=given.get("least"),
            most=given.get("most"),
            unit=given.get("unit", ""),
            takes_opinions=given.get("takes_opinions", False),
            about=given.get("about"),
            conditions=[int(pk) for pk in given.get("conditions", ())],
            only_for=[int(pk) for pk in given.get("only_for", ())],
        )


def _scale_rows(scale: str) -> list[tuple[str, str]]:
    _label, steps = SCALES.get(scale, SCALES["agree"])
    return [*((step, "") for step in steps), ("わからない", "outside")]


def _way_of(option: Any) -> str:
    if option.is_exclusive:
        return "alone"
    if option.is_outside:
        return "outside"
    return "words" if option.asks_words else ""
