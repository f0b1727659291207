"""What the room offers to the pages of all rooms, to issues, to the stories of voices, to revisions and to gates."""

from django.utils.translation import gettext_lazy as _

from jukugi.apps.drafts.actions.origins import follow
from jukugi.apps.drafts.offers import desk, gates, issues, lineage, reaching, threads, together
from jukugi.apps.opinions.enums import followers
from jukugi.kit.pages.places import Door, doors


def register() -> None:
    doors.register("drafts", Door(_("文書"), "drafts:list", "/documents/"), order=60)
    desk.register()
    gates.register()
    issues.register()
    lineage.register()
    reaching.register()
    threads.register()
    together.register()
    followers.register("drafts", follow)
