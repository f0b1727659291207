import re

from qrcode.main import QRCode

from jukugi.kit.pages.qr import QUIET_ZONE, qr_picture

ADDRESS = "https://jukugi.example.lg.jp/threads/"


def modules(path: str) -> set[tuple[int, int]]:
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    assert path == "".join(f"M{x} {y}h{wide}v1h-{wide}z" for x, y, wide in runs)
    return {(int(x) + more, int(y)) for x, y, wide in runs for more in range(int(wide))}


def test_the_picture_holds_the_dark_modules_of_the_code_and_nothing_else():
    code = QRCode(error_correction=0, border=QUIET_ZONE)  # 0 is the level M of the standard
    code.add_data(ADDRESS)

    picture = qr_picture(ADDRESS)

    dark = {(x, y) for y, row in enumerate(code.get_matrix()) for x, is_dark in enumerate(row) if is_dark}
    assert modules(picture.path) == dark


def test_the_three_corners_by_which_a_phone_finds_the_code_stand_inside_a_white_edge():
    picture = qr_picture(ADDRESS)

    first, last = QUIET_ZONE, picture.side - QUIET_ZONE - 1
    dark = modules(picture.path)
    assert {(first, first), (last, first), (first, last)} <= dark
    assert {place for place in dark if not (first <= place[0] <= last and first <= place[1] <= last)} == set()


def test_another_address_gives_another_code():
    assert qr_picture(ADDRESS) != qr_picture(ADDRESS + "1")
