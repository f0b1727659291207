"""A machine that cannot print says what to install."""

import subprocess
import sys

CODE = """
import sys, django
django.setup()
class Without:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, Without())
from jukugi.kit.errors import words_for
from jukugi.kit.papers import Paper, PrintingUnavailable, paper_docx, paper_pdf
paper_docx(Paper("題"))
try:
    paper_pdf(Paper("題"))
except PrintingUnavailable as refused:
    print(words_for(refused))
"""


def test_without_the_libraries_of_the_system_the_words_name_them():
    said = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout

    assert said == (
        "PDFをつくる部品（Pango、HarfBuzz）が、この機械にありません。運用担当者に"
        "「sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0」の実行を頼み、"
        "もう一度つくってください。\n"
    )
