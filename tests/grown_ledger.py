"""The ledger and co-creation with many rows in every list, to count what their pages ask the database."""

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.enums.cocreation import CoAct
from jukugi.apps.budgeting.tests.cocreation_factories import answered, proposed, shown
from jukugi.apps.budgeting.tests.ledger_factories import published, with_result, written
from jukugi.apps.issues.models import Issue

PUBLIC = {
    "pictures of investments": ("/investment/", 16),
    "list of investments": ("/investment/list/", 16),
    "one investment": ("/investment/{investment}/", 18),
    "proposals of co-creation": ("/cocreation/", 12),
    "a proposal of co-creation": ("/cocreation/{co_proposal}/", 14),
}
STAFF = {
    "desk investments": ("/desk/investment/?part=all", 42),
    "desk investment": ("/desk/investment/{investment}/", 52),
    "new investment": ("/desk/investment/new/", 42),
    "desk co-creation": ("/desk/cocreation/?part=all", 40),
    "desk proposal of co-creation": ("/desk/cocreation/{co_proposal}/", 40),
}


def ledger(issue: Issue, rows: int) -> dict[str, int | str]:
    """So many investments in every state, and so many proposals at every stage."""
    for _ in range(rows):
        one = with_result(WardFactory(), issues=(issue,))
        published(is_citywide=True)
        written()
        proposed(WardFactory())
        answered(CoAct.TRIED)
    return {"investment": one.pk, "co_proposal": shown(WardFactory()).pk}
