"""The pages on who was reached, at the desk."""

from jukugi.apps.reach.models import Outreach


def reach_desks() -> list[str]:
    row = Outreach.objects.standing().first()
    return [
        "/desk/reach/",
        "/desk/reach/?way=opinions",
        "/desk/reach/letters/",
        "/desk/reach/letters/?wanted=20&sent=600&answered=31",
        "/desk/reach/letters/?wanted=0&sent=1&answered=2",
        "/desk/reach/outreach/",
        "/desk/reach/outreach/new/",
        f"/desk/reach/outreach/{row.pk}/correct/",
        f"/desk/reach/outreach/{row.pk}/take-back/",
    ]
