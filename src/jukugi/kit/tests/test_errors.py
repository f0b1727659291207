from django.utils.translation import gettext_lazy

from jukugi.kit.errors import NotAllowed, Refusal, Words, words_for


class ShopClosed(Refusal):
    what = gettext_lazy("「{shop}」は閉まっています。")
    todo = gettext_lazy("{hour}時にまた来てください。")


def test_a_refusal_says_what_and_what_to_do_now():
    words = words_for(ShopClosed(shop="本屋", hour=9))

    assert words == Words("「本屋」は閉まっています。", "9時にまた来てください。")
    assert str(words) == "「本屋」は閉まっています。9時にまた来てください。"


def test_braces_in_a_value_are_shown_and_not_read():
    assert words_for(ShopClosed(shop="{hour}{0.__class__}", hour=9)).what == "「{hour}{0.__class__}」は閉まっています。"


def test_a_refusal_without_words_of_its_own_has_general_ones():
    class Plain(Refusal):
        pass

    assert words_for(Plain(name="山田")) == Words(
        "この操作はできませんでした。", "前のページに戻って、もう一度お試しください。"
    )


def test_an_unknown_error_never_shows_its_internals():
    error = RuntimeError("password=hunter2 at /srv/jukugi/secret.py")

    assert words_for(error) == Words("処理の途中で問題が起きました。", "しばらくしてから、もう一度お試しください。")


def test_what_a_refusal_carries_is_not_in_its_log_line():
    error = ShopClosed(shop="山田太郎", hour=9)

    assert (str(error), repr(error)) == ("ShopClosed", "ShopClosed('ShopClosed')")


def test_statuses_tell_a_forbidden_step_from_one_that_does_not_fit_now():
    assert (NotAllowed().status, ShopClosed().status) == (403, 409)
