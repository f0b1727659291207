from jukugi.apps.reach.actions.outreach import OutreachDraft, correct_outreach, record_outreach, take_back_outreach
from jukugi.apps.reach.actions.publishing import count_due, count_reach, publish_reach, want_count

__all__ = [
    "OutreachDraft",
    "correct_outreach",
    "count_due",
    "count_reach",
    "publish_reach",
    "record_outreach",
    "take_back_outreach",
    "want_count",
]
