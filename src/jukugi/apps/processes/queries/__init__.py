"""Reads of a course: the picture, what is where in it, what a slip would do, what changed."""

from jukugi.apps.processes.queries.lanes import (
    LaneRow,
    Lanes,
    all_processes,
    lanes,
    main_process,
    speaking_phase,
    telling_of,
)

__all__ = ["LaneRow", "Lanes", "all_processes", "lanes", "main_process", "speaking_phase", "telling_of"]
