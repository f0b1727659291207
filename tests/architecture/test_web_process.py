"""The web process stays light: heavy mathematics is loaded in jobs, when they begin."""

import json

HEAVY = ["scipy", "sklearn", "pandas", "matplotlib", "weasyprint", "docx", "resvg_py", "highspy", "sudachipy"]

# What the web server does before and while it answers: the application, every URL, the home page without a database.
SERVING = """
import json, sys
from django.template.loader import get_template
from django.urls import get_resolver
import jukugi.project.wsgi

get_resolver().url_patterns
for name in ["home.html", "opinion_map/voting.html", "opinion_map/map.html", "opinion_map/results.html"]:
    get_template(name)
get_template("home.html").render({"site": {"city": "見本市", "kept_seconds": 0}, "actions": []})
print(json.dumps([name for name in sys.argv[1:] + %s if name in sys.modules]))
"""


def loaded(house, names: list[str], more: str = "") -> list[str]:
    done = house.run_django(more + SERVING % json.dumps(names))
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout.splitlines()[-1])


def test_the_web_process_loads_no_heavy_mathematics(house):
    assert loaded(house, [*HEAVY, "numpy"]) == []


def test_the_check_notices_what_is_loaded(house):
    assert loaded(house, HEAVY, "import scipy.sparse\n") == ["scipy"]
