"""What the room offers to pages that show all rooms."""

from jukugi.apps.budgeting.offers import cocreation, ledger, results, rounds_desk, rounds_home, rounds_threads


def register() -> None:
    ledger.register()
    cocreation.register()
    rounds_desk.register()
    rounds_home.register()
    rounds_threads.register()
    results.register()
