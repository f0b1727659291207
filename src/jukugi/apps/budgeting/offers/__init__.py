"""What the room offers to pages that show all rooms."""

from jukugi.apps.budgeting.offers import cocreation, ledger, results


def register() -> None:
    ledger.register()
    cocreation.register()
    results.register()
