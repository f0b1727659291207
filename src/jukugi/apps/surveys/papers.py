"""What is printed of a survey: the paper twin of the form, and letters with personal codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from jukugi.apps.surveys.models import Audience, Survey
from jukugi.apps.surveys.queries.paper import paper_questions
from jukugi.kit.pages.wording import jdate
from jukugi.kit.papers import Letter, PrintedForm, letters_form, qr_image

LINES_FOR_WORDS = 6


@dataclass(frozen=True)
class CodeOfLetter:
    """A personal code as printed, and the address that brings it along."""

    code: str
    address: str


def paper_form(
    audience: Audience, *, numbers: Sequence[str], is_big: bool, address: str, threads_url: str
) -> PrintedForm:
    """The questions of the web in the same order with the same numbers; a copy for each number, or one without.

    ``address``: where these people answer on the web. Eight queries.
    """
    survey = audience.survey
    context = {
        "survey": survey,
        "audience": audience,
        "questions": paper_questions(audience),
        "qr": qr_image(address, _("このアンケートのウェブの入口")),
        "address": address,
        "threads_url": threads_url,
        "lines": range(LINES_FOR_WORDS),
    }
    return PrintedForm(
        title=survey.title,
        bodies=tuple(
            render_to_string("surveys/paper_form.html", {**context, "number": one}) for one in numbers or [""]
        ),
        left=survey.title,
        foot=_where(survey),
        issuer=settings.CITY_NAME,
        is_sample=survey.is_sample,
        is_big=is_big,
    )


def code_letters(survey: Survey, codes: Sequence[CodeOfLetter]) -> PrintedForm:
    """A letter for each code, in the order given; the address goes on a label into the window."""
    day = jdate(survey.closes_on)
    words = (
        *([survey.purpose] if survey.purpose else []),
        _("下の四角い印をスマートフォンで読み取るか、アドレスを開くと、答えるページが出ます。"),
        _("%(day)sまでに、お答えください。答えられる問いだけで結構です。") % {"day": day},
    )
    after = (
        _("番号は、一人に一つです。答えられるのは一回で、途中でやめても続きから答えられます。"),
        _("だれにどの番号を送ったかは、回答を集めるしくみには残しません。"),
        *([survey.privacy] if survey.privacy else []),
        *([_("問い合わせ：%(contact)s") % {"contact": survey.contact}] if survey.contact else []),
    )
    sender = [settings.CITY_NAME, *([survey.department.name] if survey.department is not None else [])]
    return letters_form(
        (
            Letter(
                heading=_("アンケートのお願い　%(title)s") % {"title": survey.title},
                words=words,
                code=one.code,
                code_name=_("あなたの回答番号"),
                address=one.address,
                after=after,
            )
            for one in codes
        ),
        title=_("アンケートのお願い　%(title)s") % {"title": survey.title},
        sender=sender,
        is_sample=survey.is_sample,
    )


def _where(survey: Survey) -> str:
    """On every sheet: until when, and to whom."""
    until = _("%(day)sまで") % {"day": jdate(survey.closes_on)}
    return (
        _("%(until)s　出す所：%(contact)s") % {"until": until, "contact": survey.contact} if survey.contact else until
    )
