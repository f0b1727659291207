from jukugi.kit.archive.styles import with_files


def test_what_a_sheet_fetches_is_named_anew_or_left_out():
    sheet = (
        '/* url(/a.png) */ @import "more.css" screen; @import url(/far.css);'
        " a { background: url( 'a.png' ) } b { background: url(https://far.example/b.png) }"
        " c { fill: url(#hatch); mask: url(data:image/svg+xml,x) }"
    )
    known = {"more.css": "more.css", "a.png": "pictures/a.png"}

    assert with_files(sheet, known.get) == (
        '/* url(/a.png) */ @import url("more.css") screen; '
        ' a { background: url("pictures/a.png") } b { background: none }'
        " c { fill: url(#hatch); mask: url(data:image/svg+xml,x) }"
    )
