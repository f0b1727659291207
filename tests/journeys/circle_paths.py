"""The pages of the sample's circles: for everybody, and at the desk."""

from jukugi.apps.circles.models import Circle, FundRequest, WardFund


def circle_pages() -> list[str]:
    bench, fund = Circle.objects.earliest("pk"), WardFund.objects.earliest("pk")
    asking = Circle.objects.filter(welcomes=True).latest("pk")
    return [
        "/circles/",
        "/circles/?step=going_on",
        f"/circles/new/?issue={bench.issue_id}",
        "/circles/card/",
        "/circles/emergence/",
        "/circles/mine/",
        "/circles/wishes/",
        "/circles/wishes/?kind=tools",
        "/circles/wishes/new/",
        "/circles/funds/",
        fund.get_absolute_url(),
        bench.get_absolute_url(),
        f"{asking.get_absolute_url()}join/",
    ]


def circle_desks() -> list[str]:
    bench, fund = Circle.objects.earliest("pk"), WardFund.objects.earliest("pk")
    parts = ("help", "money", "proposals", "paper", "wishes", "all")
    return [
        *(f"/desk/circles/?part={part}" for part in parts),
        "/desk/circles/enter/",
        "/desk/circles/wishes/enter/",
        "/desk/circles/funds/new/",
        f"/desk/circles/funds/{fund.pk}/",
        "/desk/circles/calls/new/",
        f"/desk/circles/{bench.pk}/",
        f"/desk/circles/{bench.pk}/fund/",
        *(f"/desk/circles/requests/{request.pk}/" for request in FundRequest.objects.order_by("pk")),
    ]
