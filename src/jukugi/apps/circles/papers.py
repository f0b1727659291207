"""What is printed: the one page by which a circle asks a ward's fund for money, with the report on a second one."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from jukugi.apps.circles.models import WardFund
from jukugi.kit.papers import PrintedForm


def fund_form(fund: WardFund) -> PrintedForm:
    """The page to ask, and the page to report back."""
    bodies = tuple(
        render_to_string("circles/paper_fund.html", {"fund": fund, "is_report": is_report})
        for is_report in (False, True)
    )
    title = _("小さな基金の申込書と報告書（%(ward)s、%(year)d年度）") % {
        "ward": fund.ward.name,
        "year": fund.fiscal_year,
    }
    return PrintedForm(
        title=title,
        bodies=bodies,
        left=title,
        foot=_("書いたら、区役所の担当に出してください。郵送でもかまいません。"),
        issuer=settings.CITY_NAME,
        is_sample=fund.is_sample,
        counts_sheets=False,
    )
