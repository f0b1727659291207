"""Associations with many rows in every list, to count what their pages ask the database."""

from datetime import date, timedelta

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.enums import ConsentItem, OfficerRole, SuccessionKind, SuccessionSide
from jukugi.apps.organizations.models import OfficerList, Succession, SuccessionTie
from jukugi.apps.organizations.tests.factories import (
    AccessDeviceFactory,
    AssociationFactory,
    ConsentFactory,
    ContactRuleFactory,
    HandOverNoteFactory,
    HouseholdCountFactory,
    OfficerFactory,
)

PUBLIC = {
    "associations": ("/associations/", 18),
    "associations found": ("/associations/?q=見本", 18),
    "association": ("/associations/{association}/", 16),
    "an association's own page": ("/associations/mine/{association}/", 20),
}
STAFF = {
    "register": ("/desk/associations/", 20),
    "register found": ("/desk/associations/?q=見本", 21),
    "desk association": ("/desk/associations/{association}/", 26),
    "officers' lists": ("/desk/associations/april/", 13),
    "an officers' list": ("/desk/associations/april/{list}/", 11),
    "letters": ("/desk/associations/letters/", 34),
    "duplicates": ("/desk/associations/duplicates/", 10),
    "merging": ("/desk/associations/{association}/become/merge/", 11),
    "households": ("/desk/associations/{association}/households/", 10),
}


def associations(rows: int, token: str) -> dict[str, int | str]:
    """So many associations in one ward, all alike in name, each with so many officers, counts, notes and consents."""
    ward = WardFactory()
    bodies = [
        AssociationFactory(area=ward, name=f"見本{n}丁目{end}") for n in range(rows) for end in ("町会", "自治会")
    ]
    for number, body in enumerate(bodies):
        for item in ConsentItem:
            ConsentFactory(organization=body, item=item)
        ContactRuleFactory(organization=body)
        OfficerFactory(organization=body)
        OfficerFactory(organization=body, starts_on=date(2020, 4, 1), ends_on=date(2026, 4, 1))
        HouseholdCountFactory(organization=body)
        HouseholdCountFactory(organization=body, as_of=date(2025, 4, 1))
        if number:
            continue
        AccessDeviceFactory(organization=body, token=token)
        for each in range(rows):
            OfficerFactory(organization=body, role=OfficerRole.VICE)
            OfficerFactory(organization=body, starts_on=date(2020, 4, 1), ends_on=date(2026, 4, 1))
            HouseholdCountFactory(organization=body, as_of=date(2024, 4, 1) - timedelta(days=each))
            HandOverNoteFactory(organization=body, due_on=date(2027, 4, 1), papers="棚")
            HandOverNoteFactory(organization=body, done_at=BEFORE)
            AccessDeviceFactory(organization=body, token=f"{each:043}")
            split = Succession.objects.create(
                kind=SuccessionKind.SPLIT, on=date(2020, 4, 1), reason="理由", actor_key="x", recorded_at=BEFORE
            )
            for side in SuccessionSide:
                SuccessionTie.objects.create(succession=split, organization=body, side=side)
    content = "団体名,役職,氏名\n" + "".join(f"{body.name},会長,見本 花\n" for body in bodies)
    lists = [
        OfficerList.objects.create(
            ward=ward,
            file_name="役員.csv",
            content=content.encode(),
            starts_on=date(2027, 4, 1),
            actor_key="x",
            brought_at=BEFORE,
        )
        for _ in range(rows)
    ]
    return {"association": bodies[0].pk, "list": lists[0].pk}
