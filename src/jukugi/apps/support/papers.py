"""What is printed for people who write by hand: the situation sheet, and the card of a consultation."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.enums import AgeClass, AskerKind, MoneyClass, Need, SizeClass, VisitConsent
from jukugi.apps.support.models import SupportFunction
from jukugi.kit.papers import PrintedForm, qr_image

LINES = range(4)


def _last_unknown(choices: type[SizeClass] | type[AgeClass] | type[MoneyClass]) -> list[str]:
    """The classes in the order of the web, "no answer" at the end."""
    words = [str(one.label) for one in choices]
    return [*words[1:], words[0]]


def sheet_form(organization: Organization, *, address: str) -> PrintedForm:
    """The situation sheet of one association: the questions of the web in the same order, and nothing told so far."""
    questions = (
        (_("あるとよいもの、してみたいこと（いくつでも）"), [str(one.label) for one in Need], True),
        (_("心配なこと（いくつでも）"), [str(one.label) for one in Need], True),
        (_("加入している世帯"), _last_unknown(SizeClass), False),
        (_("加入している人のうち、65歳以上の人"), _last_unknown(AgeClass), False),
        (_("役員のうち、65歳以上の人"), _last_unknown(AgeClass), False),
        (_("お金のやりくり（額は聞きません）"), _last_unknown(MoneyClass), False),
        (_("区の担当が訪ねてもよいですか"), [str(one.label) for one in VisitConsent], False),
    )
    context = {
        "organization": organization,
        "questions": questions,
        "lines": LINES,
        "address": address,
        "qr": qr_image(address, _("この団体のページの入口")),
    }
    ward = organization.area.name if organization.area is not None else settings.CITY_NAME
    return PrintedForm(
        title=_("状況シート　%(name)s") % {"name": organization.name},
        bodies=(render_to_string("support/company/paper.html", context),),
        left=_("状況シート（伴走支援）"),
        foot=_("出す先：%(ward)sの受け持ちの担当。封をして渡してください。") % {"ward": ward},
        issuer=settings.CITY_NAME,
        is_sample=organization.is_sample,
    )


def ask_card(*, address: str, threads_url: str) -> PrintedForm:
    """The card of a consultation: the questions of the web in the same order. Two queries."""
    context = {
        "askers": [str(one.label) for one in AskerKind],
        "wards": [area.name for area in Area.objects.wards()],
        "functions": [one.name for one in SupportFunction.objects.all()],
        "lines": range(6),
        "address": address,
        "threads_url": threads_url,
        "qr": qr_image(address, _("相談のウェブの入口")),
    }
    return PrintedForm(
        title=_("まちを良くするための相談"),
        bodies=(render_to_string("support/consultations/card.html", context),),
        left=_("まちを良くするための相談"),
        foot=_("出す先：区役所の地域振興の窓口"),
        issuer=settings.CITY_NAME,
        counts_sheets=False,
    )
