from jukugi.apps.accounts.models.exports import ExportAsk, ExportAskQuerySet
from jukugi.apps.accounts.models.people import Participant, Role, RoleQuerySet, User, UserManager, new_key
from jukugi.apps.accounts.models.residents import ResidentBatch, ResidentCode
from jukugi.apps.accounts.models.steps import CarryCode, Erasure, MailAddress, ParticipantMerge, StepReached

__all__ = [
    "CarryCode",
    "Erasure",
    "ExportAsk",
    "ExportAskQuerySet",
    "MailAddress",
    "Participant",
    "ParticipantMerge",
    "ResidentBatch",
    "ResidentCode",
    "Role",
    "RoleQuerySet",
    "StepReached",
    "User",
    "UserManager",
    "new_key",
]
