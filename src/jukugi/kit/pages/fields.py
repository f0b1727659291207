"""Fields of forms, with their words for what cannot be taken."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
OUT_OF_RANGE = _("1900年から2199年までの日を書いてください。")
# What the actions refuse with their own words must reach them: forms only keep out what no page can send.
FAR_TOO_LONG = 100_000
TOO_LONG = _("文が長すぎます。%(limit_value)d字より短くしてください。")


def words(
    label: Any, help_text: Any = "", *, rows: int = 3, is_needed: bool = False, **options: Any
) -> forms.CharField:
    """A field of several lines; what is in it is looked at by the action."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=is_needed,
        max_length=FAR_TOO_LONG,
        strip=False,
        error_messages={"required": _("ここが空です。書いてください。"), "max_length": TOO_LONG},
        **options,
    )


def line(label: Any, help_text: Any = "", *, is_needed: bool = False, **options: Any) -> forms.CharField:
    """A field of one line."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=is_needed,
        max_length=FAR_TOO_LONG,
        error_messages={"required": _("ここが空です。書いてください。"), "max_length": TOO_LONG},
        **options,
    )


def day(label: Any, help_text: Any = "", *, is_needed: bool = False) -> forms.DateField:
    """A day as a browser's own field asks for it."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=is_needed,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        validators=[MinValueValidator(EARLIEST, OUT_OF_RANGE), MaxValueValidator(LATEST, OUT_OF_RANGE)],
        error_messages={
            "required": _("日がありません。"),
            "invalid": _("この日は読み取れません。2026年4月1日なら 2026-04-01 と書いてください。"),
        },
    )


def moment(label: Any, help_text: Any = "", *, is_needed: bool = False) -> forms.DateTimeField:
    """A day and an hour as a browser's own field asks for them."""
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        required=is_needed,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"],
        error_messages={
            "required": _("日時がありません。"),
            "invalid": _("この日時は読み取れません。2026年4月1日午後2時なら 2026-04-01 14:00 と書いてください。"),
        },
    )


def whole(
    label: Any, help_text: Any = "", *, least: int = 0, most: int = 9999, is_needed: bool = False, **options: Any
) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=is_needed,
        min_value=least,
        max_value=most,
        error_messages={
            "required": _("数がありません。"),
            "invalid": _("数字で書いてください。"),
            "min_value": _("%(limit_value)d以上の数にしてください。"),
            "max_value": _("%(limit_value)d以下の数にしてください。"),
        },
        **options,
    )


def choice(
    label: Any, choices: Any, help_text: Any = "", *, is_needed: bool = True, **options: Any
) -> forms.ChoiceField:
    """One of several."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        required=is_needed,
        error_messages={
            "required": _("選ばれていません。一つ選んでください。"),
            "invalid_choice": _("選ばれたものが一覧にありません。選び直してください。"),
        },
        **options,
    )


class Choose(forms.ModelChoiceField):
    """One thing of a table, or none."""

    def __init__(self, queryset: Any, label: Any, help_text: Any = "", **options: Any) -> None:
        super().__init__(
            queryset=queryset,
            label=label,
            help_text=help_text,
            required=False,
            empty_label=_("（選ばない）"),
            error_messages={"invalid_choice": _("選ばれたものが見つかりません。選び直してください。")},
            **options,
        )


def offer(form: forms.Form, name: str, rows: QuerySet[Any], *, words: Callable[[Any], str] | None = None) -> None:
    """Let one choose among these rows of a table; ``words`` say what each is called."""
    field = _of_rows(form, name)
    field.queryset = rows
    if words is not None:
        field.label_from_instance = words


def must_choose(form: forms.Form, name: str) -> None:
    """Let one of the rows be chosen in any case."""
    field = _of_rows(form, name)
    field.empty_label, field.required = None, True


def none_means(form: forms.Form, name: str, words: Any) -> None:
    """Say what it means to choose none of the rows."""
    _of_rows(form, name).empty_label = words


def offer_choices(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Let one choose among these."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _of_rows(form: forms.Form, name: str) -> Any:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return field
