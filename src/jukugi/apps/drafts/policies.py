"""What the state of an edition allows."""

from jukugi.apps.drafts import errors
from jukugi.apps.drafts.enums import EditionState
from jukugi.apps.drafts.models import Edition


def check_is_writable(edition: Edition) -> None:
    """Raises PublicationUnderWay or EditionNotWritable."""
    if edition.asked_at is not None and not edition.is_public:
        raise errors.PublicationUnderWay
    if not edition.is_writable:
        raise errors.EditionNotWritable(state=edition.get_state_display())


def takes_origins(edition: Edition) -> bool:
    """Origins come while an edition is written, and after it came out; what is checked or approved does not change."""
    return edition.state in (EditionState.DRAFTED, EditionState.PUBLISHED)


def check_takes_origins(edition: Edition) -> None:
    """Raises EditionNotWritable."""
    if not takes_origins(edition):
        raise errors.EditionNotWritable(state=edition.get_state_display())
