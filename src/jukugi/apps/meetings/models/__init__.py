"""Tables of the room: bodies, meetings with those who come, tables with their notes, minutes, files."""

from jukugi.apps.meetings.models.bodies import Body, BodyEvent, BodyMember, FollowUp, Recommendation
from jukugi.apps.meetings.models.meetings import AgendaItem, Meeting, Question
from jukugi.apps.meetings.models.minutes import Handout, Minutes, MinutesItem
from jukugi.apps.meetings.models.registrations import Registration
from jukugi.apps.meetings.models.tables import HandCount, Note, NotePhoto, Table

__all__ = [
    "AgendaItem",
    "Body",
    "BodyEvent",
    "BodyMember",
    "FollowUp",
    "HandCount",
    "Handout",
    "Meeting",
    "Minutes",
    "MinutesItem",
    "Note",
    "NotePhoto",
    "Question",
    "Recommendation",
    "Registration",
    "Table",
]
