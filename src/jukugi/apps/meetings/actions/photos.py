from jukugi.apps.meetings.models import NotePhoto
from jukugi.kit import photos


def photo_of(content: bytes) -> NotePhoto:
    """The photo of a sheet or a sticky note as it is kept; not saved yet. Raises PhotoTooLarge or PhotoUnreadable."""
    photo = photos.photo_of(content)
    return NotePhoto(content=photo.content, width=photo.width, height=photo.height)
