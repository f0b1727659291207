from importlib.metadata import PathDistribution, distributions

import pytest

from tools.check_licences import is_allowed, refused, stated_licence


@pytest.fixture
def installed(tmp_path):
    def install(name, *lines):
        folder = tmp_path / f"{name}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            "\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines, "", ""])
        )
        return PathDistribution(folder)

    return install


def test_everything_installed_here_may_go_along():
    assert refused(distributions()) == {}


def test_a_planted_part_that_may_not_go_along_is_named(installed):
    parts = [
        installed("fine", "License-Expression: MIT"),
        installed("closed", "Classifier: License :: Other/Proprietary License"),
        installed("old", "License-Expression: GPL-2.0-only"),
        installed("silent"),
        installed("both", "Classifier: License :: OSI Approved :: MIT License", "Classifier: License :: Freeware"),
    ]

    assert refused(parts) == {
        "closed": "Other/Proprietary-License",
        "old": "GPL-2.0-only",
        "silent": "記載なし",
        "both": "MIT AND Freeware",
    }


def test_the_spdx_expression_goes_before_older_fields(installed):
    part = installed("part", "License-Expression: Apache-2.0", "License: Proprietary")

    assert stated_licence(part) == "Apache-2.0"


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("MIT OR SSPL-1.0", True),
        ("MIT AND SSPL-1.0", False),
        ("MIT AND (SSPL-1.0 OR BSD-3-Clause)", True),
        ("SSPL-1.0 OR MIT AND ISC", True),
        ("GPL-3.0-or-later WITH Classpath-exception-2.0", True),
        ("(MIT", False),
        ("MIT ISC", False),
        ("MIT OR", False),
        ("", False),
    ],
)
def test_an_expression_is_met_on_both_sides_of_and_and_one_side_of_or(expression, allowed):
    assert is_allowed(expression) is allowed
