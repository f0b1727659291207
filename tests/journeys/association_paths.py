"""Pages of associations in the sample city, one of each kind."""

from jukugi.apps.organizations.models import Organization


def association_pages() -> list[str]:
    full = Organization.objects.get(name="見本第一町内会")
    ended = Organization.objects.get(name="見本旧道町会")
    return [
        "/associations/",
        "/associations/?ward=141330&q=町",
        f"/associations/{full.pk}/",
        f"/associations/{ended.pk}/",
        "/associations/code/",
        "/associations/mine/",
    ]


def association_desks() -> list[str]:
    body = Organization.objects.get(name="見本中央町内会")
    officer = body.officers.first()
    of_body = ["", "area/", "households/", "contact/", "consents/", "officers/"]
    steps = ["rename", "merge", "split", "dissolve"]
    return [
        "/desk/associations/",
        "/desk/associations/?ended=1",
        *(f"/desk/associations/{body.pk}/{page}" for page in of_body),
        *(f"/desk/associations/{body.pk}/become/{step}/" for step in steps),
        f"/desk/associations/officers/{officer.pk}/",
        f"/desk/associations/officers/{officer.pk}/end/",
        "/desk/associations/april/",
        "/desk/associations/letters/",
        "/desk/associations/duplicates/",
    ]
