"""The result document of a public comment, from a ``ConsultationResult`` alone: no database, no model of the room.

Layout: 1 概要, 2 意見募集の概要, 3 結果の概要, 4 御意見の内容と市の考え方. Every number in it is the result's own.
"""

from jukugi.apps.public_comments.papers.files import ALL_FORMS, ResultForm, result_files
from jukugi.apps.public_comments.papers.paper import result_paper
from jukugi.apps.public_comments.papers.tables import columns_csv

__all__ = ["ALL_FORMS", "ResultForm", "columns_csv", "result_files", "result_paper"]
