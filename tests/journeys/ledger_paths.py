"""The pages of the sample's ledger and its proposals of co-creation: for everybody, and at the desk."""

from jukugi.apps.budgeting.enums.cocreation import CoState
from jukugi.apps.budgeting.models import CoProposal, Investment


def ledger_pages() -> list[str]:
    told = Investment.objects.counted().filter(results__isnull=False).first()
    answered = CoProposal.objects.get(state=CoState.TRIED)
    return [
        "/investment/",
        "/investment/list/",
        "/investment/list/?overdue=on",
        told.get_absolute_url(),
        "/cocreation/",
        "/cocreation/new/",
        "/cocreation/card/",
        answered.get_absolute_url(),
    ]


def ledger_desks() -> list[str]:
    changed = Investment.objects.counted().waiting().first()
    told = Investment.objects.counted().filter(results__isnull=False).first()
    waiting = CoProposal.objects.get(state=CoState.WAITING)
    tried = CoProposal.objects.get(state=CoState.TRIED)
    return [
        "/desk/investment/",
        "/desk/investment/new/",
        "/desk/investment/import/",
        f"/desk/investment/{changed.pk}/",
        f"/desk/investment/{changed.pk}/edit/",
        f"/desk/investment/{changed.pk}/return/",
        f"/desk/investment/{told.pk}/withdraw/",
        f"/desk/investment/{told.pk}/result/1/",
        "/desk/cocreation/",
        "/desk/cocreation/new/",
        f"/desk/cocreation/{waiting.pk}/",
        f"/desk/cocreation/{tried.pk}/answer/",
        f"/desk/cocreation/{tried.pk}/came/",
    ]
