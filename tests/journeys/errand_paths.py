"""The pages of requests to associations, one of each kind, in the sample city."""

from jukugi.apps.inventory.models import AdminRequest, DecisionKind, RequestPlan
from jukugi.apps.organizations.models import Organization


def errand_pages() -> list[str]:
    """What everybody reads."""
    asked = AdminRequest.objects.get(title="回覧文書の回付(月2回)")
    return ["/requests/", f"/requests/{asked.pk}/", "/requests/year/", "/requests/year/?ward=141330"]


def errand_desks() -> list[str]:
    """What staff work on, an association's own pages among them."""
    association = Organization.objects.associations().get(name="見本中央町内会")
    asked = AdminRequest.objects.get(title="市の広報紙の各戸配布")
    plan = RequestPlan.objects.create(
        ceiling=100, most_months=2, kinds=["move"], actor_key="x", asked_at=asked.filed_at
    )
    own = f"/requests/for/{association.pk}/"
    desk = "/desk/requests/"
    return [
        *(f"{own}{page}" for page in ["", "sheet/", "2026/10/", "reports/"]),
        f"{own}reports/{asked.pk}/",
        f"{own}proposals/{asked.pk}/",
        *(
            f"{desk}{page}"
            for page in ["", "new/", "associations/", "bundles/2026/10/", "words/", "simulation/", "plans/"]
        ),
        f"{desk}words/{DecisionKind.objects.get(name='縮小').pk}/",
        f"{desk}plans/{plan.pk}/",
        *(f"{desk}{asked.pk}/{page}" for page in ["", "decide/", "propose/"]),
    ]
