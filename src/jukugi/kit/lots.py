"""What the check of a public draw finds, in words: the same in the browser and on the command line."""

FINDING_WORDS = {
    "missing": "{file} がありません。公表された四つのファイルを、名前を変えずに同じフォルダーに置いてください",
    "unreadable": "{file} を読めません。公表されたものを、もう一度受け取ってください",
    "hash_differs": "{file} が、先に公表されたハッシュと違います。公表のあとで変わったか、受け取る途中で壊れています",
    "rows_differ": "くじの表の行数が、先に公表された数と違います",
    "no_panel": "{row}番の行が、決められた人数の組になっていません",
    "quota_broken": "{row}番の行が、枠「{who}」を守っていません",
    "household_twice": "{row}番の行に、同じ世帯の人が二人います",
    "share_differs": "{who} の入っている行の割合が、公表された確率と一行分より違います",
    "no_such_row": "{row}番の行はありません。番号は0から数えます",
    "panel_differs": "選ばれたと言われた人が、{row}番の行の人と違います",
}
"""By the code of a finding; ``{file}``, ``{row}`` and ``{who}`` are put in."""
