import factory

from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.tests.factories import ProcessFactory


class IssueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Issue

    process = factory.SubFactory(ProcessFactory)
    code = factory.Sequence(lambda n: f"issue-{n}")
    level = IssueLevel.CHIIKI
    title = factory.Sequence(lambda n: f"論点 {n}")
    position = factory.Sequence(int)
