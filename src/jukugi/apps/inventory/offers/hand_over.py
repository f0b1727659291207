"""What who takes over an association finds: the bundle of the month, and what was answered with "cannot"."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.inventory.enums import AnswerKind
from jukugi.apps.inventory.models import BundleAnswer
from jukugi.apps.organizations.enums import HandOverItem, HandOverKind, hand_over_items


def register() -> None:
    hand_over_items.register("inventory", items_of, order=20)


def items_of(organization_pk: int, day: date) -> list[HandOverItem]:
    """The year's calendar, the month's bundle, and requests that the association could not do. One query."""
    year = HandOverItem(
        kind=HandOverKind.DUE,
        title=_("一年に頼まれること"),
        text=_("月ごとの依頼と、かかる時間です。A4一枚に印刷できます。"),
        url=reverse("inventory:year", args=[organization_pk]),
    )
    bundle = HandOverItem(
        kind=HandOverKind.DUE,
        title=_("%(month)d月の依頼の束") % {"month": day.month},
        text=_("受け取ったか、できないかを答えます。"),
        url=reverse("inventory:bundle", args=[organization_pk, day.year, day.month]),
        due_on=day.replace(day=28),
    )
    refused = BundleAnswer.objects.standing().filter(organization=organization_pk, kind=AnswerKind.CANNOT)
    return [
        year,
        bundle,
        *(
            HandOverItem(
                kind=HandOverKind.OPEN,
                title=answer.admin_request.title,
                text=_("%(month)d月に「できません」と答えました：%(reason)s")
                % {"month": answer.month_on.month, "reason": answer.reason},
                url=reverse("inventory:bundle", args=[organization_pk, answer.month_on.year, answer.month_on.month]),
            )
            for answer in refused.select_related("admin_request").order_by("-month_on", "pk")[:5]
        ),
    ]
