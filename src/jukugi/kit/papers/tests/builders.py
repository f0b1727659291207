"""A paper with a block of every kind, and hostile words in every place that takes words."""

from datetime import date

from jukugi.kit.papers import Figure, Heading, Listing, Notice, PageBreak, Paper, Table, Text

HOSTILE = "<script>alert(1)</script>&amp;\"'<b onclick=x>"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" width="200" height="40" onload="x()">'
    '<rect x="60" width="120" height="30" fill="#0066be" style="fill:red"/><text y="20">賛成</text>'
    '<script>alert(1)</script><image href="https://evil.example/x.png"/><a href="javascript:x"><text>x</text></a></svg>'
)
PARAGRAPH = "本市では、これまで参加と協働を進めてきました。居場所を支えるため、三つの取組を行います。" * 4
MARKDOWN = f"""{PARAGRAPH}

## 取組の柱

1. 地域の居場所
   - 空き家の活用
2. **「市民創発」**を支える

4) 別の並び

> 負担は、配布だけではない。

[市のページ](https://example.jp/a?b=1&c=2)と[次の章](#second)、[どこにもない章](#nowhere)。{HOSTILE}

| 区 | 件 |
|---|--:|
| 幸区 | 12 |
"""


def paper(**changes) -> Paper:
    parts = {
        "title": f"基本的考え方（素案）{HOSTILE}",
        "subtitle": "支え合う地域づくり",
        "issuer": "見本市 市民文化局",
        "dated": date(2026, 11, 28),
        "edition": "第2版",
        "is_sample": True,
        "blocks": (
            Heading("はじめに", 1, "first", "第1章"),
            Text(MARKDOWN),
            Heading("趣旨", 4, "aim"),
            Table(
                "区ごとの意見",
                ("区", "意見（件）", "備考"),
                (("幸区", "1,037", HOSTILE), ("麻生区", "1,222", "紙を含む\n会場も")),
                note="2026年10月31日現在",
                numeric=frozenset({1}),
            ),
            Heading(HOSTILE, 1, "second", "第2章"),
            Notice("募集しています", f"12月28日まで。\n{HOSTILE}"),
            Figure(SVG, f"賛成の棒{HOSTILE}", "図1　賛否"),
            Listing(("一つ目", HOSTILE), ordered=True),
            Listing(("居場所", "担い手")),
            PageBreak(),
            Heading("資料", 1, "first"),
            Heading("用語", 2),
            Text("おわりの文です。"),
        ),
    }
    return Paper(**{**parts, **changes})
