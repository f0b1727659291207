"""Files that commands write and the words for what can go wrong with them."""

from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file and then put in its place, so that a broken-off run leaves the old one. Raises OSError."""
    draft = path.with_name(path.name + ".tmp")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error


def words_for_file_error(error: OSError) -> str:
    """Why a file could not be opened, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "見つかりません"
    if isinstance(error, PermissionError):
        return "権限がありません"
    if isinstance(error, NotADirectoryError):
        return "フォルダーではありません"
    if isinstance(error, IsADirectoryError):
        return "ファイルではありません"
    return error.strerror or type(error).__name__
