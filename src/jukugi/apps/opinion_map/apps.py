from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpinionMapConfig(AppConfig):
    name = "jukugi.apps.opinion_map"
    label = "opinion_map"

    def ready(self) -> None:
        from jukugi.apps.issues.enums import board_counts, board_marks, board_notes, issue_parts
        from jukugi.apps.opinion_map import offers, phases, sealed, stories, tasks
        from jukugi.apps.opinion_map.sample import load_sample
        from jukugi.kit.pages.places import Door, desk_queue, desk_rooms, doors, home_actions, samples

        phases.register()
        tasks.register()
        doors.register("opinion_map", Door(_("熟議"), "opinion_map:topics", "/topics/"), order=30)
        home_actions.register("opinion_map", offers.home_actions, order=10)
        desk_queue.register("opinion_map", offers.desk_queue, order=10)
        desk_rooms.register("opinion_map", offers.desk_room, order=30)
        board_counts.register("opinion_map", (_("回答"), offers.answers_by_issue))
        board_notes.register("opinion_map", offers.counting_note)
        board_marks.register("opinion_map", offers.open_issues)
        issue_parts.register("opinion_map", offers.topics_of_issue)
        sealed.register()
        stories.register()
        samples.register("opinion_map", load_sample, order=80)
