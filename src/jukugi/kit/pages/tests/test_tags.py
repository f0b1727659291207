from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy


def shown(source, **context):
    return Template("{% load i18n kit %}" + source).render(Context(context))


def test_phrases_puts_breaks_between_phrases():
    assert shown("{{ text|phrases }}", text="いま、声が届く") == "いま、<wbr>声が<wbr>届く"


def test_phrases_escapes_markup_and_quotes():
    assert shown("{{ text|phrases }}", text='<script>alert("\'")</script>&').replace("<wbr>", "") == (
        "&lt;script&gt;alert(&quot;&#x27;&quot;)&lt;/script&gt;&amp;"
    )


def test_phrases_never_trusts_a_safe_string():
    text = mark_safe("<script>x</script>")

    assert shown("{{ text|phrases }}", text=text).replace("<wbr>", "") == "&lt;script&gt;x&lt;/script&gt;"


def test_phrases_escapes_even_where_escaping_is_off():
    source = "{% autoescape off %}{{ text|phrases }}{% endautoescape %}"

    assert shown(source, text="<b>") == "&lt;b&gt;"


def test_phrases_as_a_block_escapes_once():
    source = "{% filter phrases %}{% blocktranslate %}{{ name }}の声{% endblocktranslate %}{% endfilter %}"

    assert shown(source, name="<A&B>").replace("<wbr>", "") == "&lt;A&amp;B&gt;の声"


def test_phrases_as_a_block_with_escaping_off_still_escapes():
    source = "{% autoescape off %}{% filter phrases %}{{ name }}{% endfilter %}{% endautoescape %}"

    assert shown(source, name="<i>") == "&lt;i&gt;"


def test_phrases_takes_literals_and_lazy_translations():
    assert shown('{{ _("声のゆくえを見る")|phrases }}') == "声のゆくえを<wbr>見る"
    assert shown("{{ text|phrases }}", text=gettext_lazy("声のゆくえを見る")) == "声のゆくえを<wbr>見る"


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ value|thousands }}", 2846, "2,846"),
        ("{{ value|thousands }}", None, ""),
        ("{{ value|share }}", 0.44, "44%"),
        ("{{ value|share }}", Decimal("0.125"), "13%"),
        ("{{ value|share }}", 0.285, "29%"),
        ("{{ value|share:1 }}", 0.12345, "12.3%"),
        ("{{ value|share }}", None, ""),
        ("{{ value|jdate }}", date(2018, 9, 12), "2018年9月12日（水）"),
        ("{{ value|jdate }}", datetime(2018, 9, 11, 15, 0, tzinfo=UTC), "2018年9月12日（水）"),
        ("{{ value|jday }}", date(2018, 9, 30), "9月30日"),
        ("{{ value|jtime }}", datetime(2018, 9, 11, 4, 30, tzinfo=UTC), "13時30分"),
        ("{{ value|jtime }}", datetime(2018, 9, 11, 4, 0, tzinfo=UTC), "13時"),
        ("{{ value|thousands }}", 0, "0"),
        ("{{ value|jdate }}", None, ""),
        ("{{ nothing|jdate }}{{ nothing|jtime }}{{ nothing|thousands }}{{ nothing|share }}", 1, ""),
    ],
)
def test_figures_and_dates(source, value, expected):
    assert shown(source, value=value) == expected


def test_marks_say_their_word():
    assert "意見カード</span>" in shown('{% channel_mark "card" %}')
    assert 'class="level lv-kuiki"' in shown('{% level_mark "kuiki" %}')


def test_a_label_in_a_mark_is_escaped():
    assert "&lt;b&gt;</span>" in shown('{% channel_mark "card" label=label %}', label="<b>")


@pytest.mark.parametrize("letter", "ABCDEFGH")
def test_every_group_has_its_shape(letter):
    others = {shown(f'{{% group_mark "{other}" word=False %}}') for other in "ABCDEFGH" if other != letter}

    assert shown(f'{{% group_mark "{letter}" word=False %}}') not in others


def test_there_is_no_ninth_group():
    with pytest.raises(ValueError, match="No mark for group 'I'"):
        shown('{% group_mark "I" %}')


def test_answer_bar_says_its_figures_in_words():
    html = shown("{% answer_bar 1200 300 500 label=label %}", label='A"')

    assert 'aria-label="A&quot;：賛成1,200人（60%）、反対300人（15%）、わからない500人（25%）"' in html
    assert '<rect class="f-yes" width="60.00%" height="100%"/><rect x="60.00%" width="15.00%"' in html


def test_answer_bar_without_answers_says_so():
    assert 'aria-label="まだ答えがありません"' in shown("{% answer_bar 0 0 0 %}")


def test_progress_bar_has_a_segment_for_each_of_up_to_forty():
    html = shown("{% progress_bar 11 24 %}")

    assert (html.count("f-key"), html.count("f-ground")) == (11, 13)
    assert 'aria-hidden="true"' in html


def test_progress_bar_beyond_forty_is_one_bar():
    html = shown('{% progress_bar 41 82 label="82のうち41" %}')

    assert (html.count("f-key"), html.count("f-ground")) == (1, 1)
    assert 'width="50.00%"' in html
    assert 'aria-label="82のうち41"' in html


def test_a_statistic_without_its_people_is_refused():
    with pytest.raises(ValueError, match="who answered"):
        shown('{% stat "届いた声" 2846 "件" "" %}')


def test_a_notice_of_an_unknown_tone_is_refused():
    with pytest.raises(ValueError, match="'red'"):
        shown('{% notice "だめ" tone="red" %}')


def test_a_notice_escapes_title_text_and_address():
    html = shown("{% notice title text=text url=url link='読む' %}", title="<b>", text="'\"", url='/?a="><script>')

    assert '<p class="notice-title">&lt;b&gt;</p>' in html
    assert 'href="/?a=&quot;&gt;&lt;script&gt;"' in html


class StatementForm(forms.Form):
    text = forms.CharField(
        label="意見文", help_text="一つの文に一つのこと", widget=forms.Textarea(attrs={"placeholder": "例"})
    )
    ward = forms.ChoiceField(
        label="区", choices=[("1", "幸区"), ("2", "<b>")], required=False, widget=forms.RadioSelect
    )
    keep = forms.BooleanField(label="覚えておく", required=False)


def test_a_field_joins_label_hint_and_error_to_its_control():
    html = shown("{% field form.text %}", form=StatementForm({"text": ""}))

    assert '<label for="id_text">意見文<span class="must">必須</span></label>' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert '<div class="hint" id="id_text_helptext">' in html
    assert '<div class="error" id="id_text_error">' in html
    assert 'class="input"' in html
    assert "placeholder" not in html


def test_radio_buttons_stand_in_a_fieldset():
    html = shown("{% field form.ward %}", form=StatementForm())

    assert '<fieldset class="field" id="id_ward">' in html
    assert '<legend>区<span class="may">任意</span></legend>' in html
    assert '<label class="pick" for="id_ward_0"><input type="radio" name="ward" value="1" id="id_ward_0"' in html
    assert "<span>&lt;b&gt;</span>" in html


def test_a_tick_box_stands_before_its_words_without_a_mark():
    html = shown("{% field form.keep %}", form=StatementForm())

    assert '<label class="pick" for="id_keep"><input type="checkbox" name="keep"' in html
    assert "任意" not in html


def test_faults_are_listed_above_the_form_with_links():
    html = shown("{% form_errors form %}", form=StatementForm({"text": ""}))

    assert 'role="alert"' in html
    assert '<a href="#id_text">意見文</a>' in html


def test_a_form_without_faults_shows_no_list():
    assert shown("{% form_errors form %}", form=StatementForm({"text": "あ"})).strip() == ""


def storage(backend):
    return {"staticfiles": {"BACKEND": f"django.contrib.staticfiles.storage.{backend}"}}


def test_a_page_of_last_resort_shows_without_gathered_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | storage("ManifestStaticFilesStorage")
    assert shown('{% stylesheet_if_found "kit/tokens.css" %}') == ""

    settings.STORAGES = settings.STORAGES | storage("StaticFilesStorage")
    assert shown('{% stylesheet_if_found "kit/tokens.css" %}') == (
        '<link rel="stylesheet" href="/static/kit/tokens.css">'
    )
