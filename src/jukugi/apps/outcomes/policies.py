"""What may stand behind a promise: only what everybody can read."""

from dataclasses import dataclass

from jukugi.apps.drafts.enums import EditionState
from jukugi.apps.drafts.models import Clause, ClauseText
from jukugi.apps.inventory.models import Decision
from jukugi.apps.meetings.models import Recommendation
from jukugi.apps.outcomes import errors
from jukugi.apps.outcomes.enums import SourceKind
from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments.models import Answer


@dataclass(frozen=True)
class Source:
    """One thing in which the city made a promise, and how the promise follows from it."""

    row: Clause | Answer | Decision | Recommendation
    reason: str = ""

    @property
    def kind(self) -> SourceKind:
        kinds: dict[type, SourceKind] = {
            Clause: SourceKind.CLAUSE,
            Answer: SourceKind.ANSWER,
            Decision: SourceKind.ERRAND,
            Recommendation: SourceKind.RECOMMENDATION,
        }
        return kinds[type(self.row)]


def check_is_public(source: Source, process: Process) -> None:
    """Raises SourceNotPublic. At most two queries."""
    row = source.row
    if isinstance(row, Clause):
        stands = ClauseText.objects.filter(clause=row, edition__state=EditionState.PUBLISHED).exists()
        is_public = stands and row.document.process_id == process.pk
    elif isinstance(row, Answer):
        is_public = row.consultation.is_published and row.consultation.process_id == process.pk
    else:
        is_public = True  # decisions on requests and recommendations are public once they are recorded
    if not is_public:
        raise errors.SourceNotPublic
