"""Versions of plugins, as Jenkins plugins really write them."""

from __future__ import annotations

import pytest

from gen_pipelines.doctor.versions import newer

ORDER = ["", "1", "1.9", "1.9-beta", "2", "2.0", "2.2", "2.17", "2.17.1", "119", "138.v78ca_76831a_43", "687.v619cb_15e923f", "1058", "1371.vb_7cec8f3b_95e"]


@pytest.mark.parametrize("index", range(len(ORDER)))
def test_numbers_order_versions(index: int) -> None:
    """A number, never a text: 17 is more than 2; what is no number orders nothing."""
    assert not any(newer(ORDER[index], later) for later in ORDER[index:])
    assert not newer("2.0", "2") and not newer("1.330-492.v3941a_032db_2a_", "1.330-492.vOTHER")
    assert newer("1.330-492.v3941a_032db_2a_", "1.330-491.v1") and newer("2.17", "2.2") and newer("1", "")
