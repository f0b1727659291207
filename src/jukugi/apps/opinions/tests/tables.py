"""Tables for the tests of imports, and their way from the file to its end."""

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions.importing import take_rows
from jukugi.apps.processes.tests.factories import DURING

HEADING = "番号,意見,日付,手段,区,場所,年代"
COLUMNS = {
    "words": "意見",
    "number": "番号",
    "day": "日付",
    "channel": "手段",
    "ward": "区",
    "place": "場所",
    "age_band": "年代",
}
BY_NUMBER = actions.Meaning(COLUMNS)
WITHOUT_NUMBER = actions.Meaning({name: column for name, column in COLUMNS.items() if name != "number"})


def table(*lines, heading=HEADING):
    return "\n".join([heading, *lines]).encode()


def bring(process, content, *, actor=None, name="意見.csv", call=None):
    actor = actor or RoleFactory().user
    return actions.bring_table(process=process, file_name=name, content=content, actor=actor, now=DURING, call=call)


def check(brought, meaning=BY_NUMBER, *, actor=None):
    actor = actor or RoleFactory().user
    return actions.check_table(opinion_import=brought, meaning=meaning, actor=actor, now=DURING)


def run(brought):
    take_rows(import_pk=brought.pk, clock=lambda: DURING)
    brought.refresh_from_db()
    return brought


def take(process, content, meaning=BY_NUMBER, *, actor=None):
    actor = actor or RoleFactory().user
    checked = check(bring(process, content, actor=actor), meaning, actor=actor)
    actions.take_table(opinion_import=checked, actor=actor, now=DURING)
    return run(checked)


def counts(brought):
    return brought.taken, brought.known, brought.faulty


def codes(brought):
    return [(fault.row, fault.column, fault.code) for fault in brought.faults.all()]
