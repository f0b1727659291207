"""What is printed for people who write by hand: the situation sheet, and the card of a consultation."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.enums import AgeClass, MoneyClass, Need, SizeClass, VisitConsent
from jukugi.kit.papers import PrintedForm, qr_image

LINES = range(4)


def sheet_form(organization: Organization, *, address: str) -> PrintedForm:
    """The situation sheet of one association: the questions of the web in the same order, and nothing told so far."""
    questions = (
        (_("あるとよいもの、してみたいこと（いくつでも）"), [str(one.label) for one in Need], True),
        (_("心配なこと（いくつでも）"), [str(one.label) for one in Need], True),
        (_("加入している世帯"), [str(one.label) for one in SizeClass], False),
        (_("加入している人のうち、65歳以上の人"), [str(one.label) for one in AgeClass], False),
        (_("役員のうち、65歳以上の人"), [str(one.label) for one in AgeClass], False),
        (_("お金のやりくり（額は聞きません）"), [str(one.label) for one in MoneyClass], False),
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
