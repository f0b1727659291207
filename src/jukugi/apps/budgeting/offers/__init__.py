"""What the room offers to pages that show all rooms."""

from jukugi.apps.budgeting.offers import ledger


def register() -> None:
    ledger.register()
