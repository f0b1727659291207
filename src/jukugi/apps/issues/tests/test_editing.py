"""The city's own words on an issue: who changes them, and what is refused."""

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.issues import actions, errors
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def edit(issue, *, description="", keywords="", seen=None):
    actions.edit_issue(
        issue=issue,
        words=actions.IssueWords(description, keywords),
        seen=issue.edition if seen is None else seen,
        actor=RoleFactory().user,
        now=DURING,
    )


def test_all_that_an_officer_may_change_is_saved_tidied():
    issue = IssueFactory(title="変わらない名")

    edit(issue, description="一\r\n\r\n\r\n二 ", keywords="居場所　 集会\n会館")

    kept = Issue.objects.get(pk=issue.pk)
    assert (kept.title, kept.description) == ("変わらない名", "一\n\n二")
    assert kept.keywords == "居場所 集会 会館"


def test_the_log_names_what_changed_and_not_the_words():
    issue = IssueFactory(description="前の文", keywords="同じ 語")

    edit(issue, description="秘めた文", keywords="同じ 語")

    assert AuditEntry.objects.get(action="issues.edited").details == {"changed": ["description"]}


def test_words_can_be_emptied():
    issue = IssueFactory(description="文", keywords="語")

    edit(issue)

    issue.refresh_from_db()
    assert (issue.description, issue.keywords) == ("", "")


def test_what_somebody_else_saved_meanwhile_is_not_overwritten():
    issue = IssueFactory(description="はじめ")
    seen = issue.edition
    edit(Issue.objects.get(pk=issue.pk), description="先の人")

    with pytest.raises(errors.IssueChangedMeanwhile):
        edit(issue, description="後の人", seen=seen)

    issue.refresh_from_db()
    assert issue.description == "先の人"


@pytest.mark.parametrize("seen", ["", "x", "0" * 16])
def test_an_edition_that_never_was_is_refused(seen):
    issue = IssueFactory()

    with pytest.raises(errors.IssueChangedMeanwhile):
        edit(issue, description="文", seen=seen)


def test_the_edition_tells_words_in_another_field_apart():
    first, second = IssueFactory(description="甲", keywords=""), IssueFactory(description="", keywords="甲")

    assert first.edition != second.edition


def test_to_save_what_already_stands_is_told_and_not_recorded():
    issue = IssueFactory(description="文", keywords="一 二")

    with pytest.raises(errors.NothingChanged):
        edit(issue, description="文\r\n", keywords=" 一　二 ")

    assert not AuditEntry.objects.filter(action="issues.edited").exists()


@pytest.mark.parametrize("field", ["description", "keywords"])
@pytest.mark.parametrize(("words", "error"), [("字" * 2001, errors.WordsTooLong), ("字\x00", errors.WordsHaveControls)])
def test_words_too_long_or_unseen_are_refused_in_every_field(field, words, error):
    issue = IssueFactory()

    with pytest.raises(error):
        edit(issue, **{field: words})

    issue.refresh_from_db()
    assert getattr(issue, field) == ""


def test_the_words_of_a_finished_process_stay_as_they_are():
    issue = IssueFactory(process__is_finished=True)

    with pytest.raises(ProcessFinished):
        edit(issue, description="あとから")

    issue.refresh_from_db()
    assert issue.description == ""
