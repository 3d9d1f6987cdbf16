"""What every static page holds: its scripts and styles, the policy that names them, and what is packed."""

import base64
import gzip
import hashlib
import json
import re

from dashboard.export import html_assets


def test_a_value_is_packed_as_compressed_json_and_the_same_each_time():
    value = {"name": "김철송", "many": ["</script>"] * 1_000}
    packed = html_assets.packed(value)
    assert json.loads(gzip.decompress(base64.b64decode(packed))) == value
    assert packed == html_assets.packed(value)
    assert re.fullmatch("[A-Za-z0-9+/=]+", packed)
    assert len(packed) < 300


def test_the_policy_names_each_script_by_its_hash():
    policy = html_assets.content_policy(["run()"])
    digest = base64.b64encode(hashlib.sha256(b"run()").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_no_script_can_end_its_element():
    assert len(html_assets.scripts()) == 3
    assert not [script for script in html_assets.scripts() if "</script" in script.lower()]


def test_the_page_script_holds_the_scripts_of_charts_and_compact_card_once_and_exports_nothing():
    script = html_assets.scripts()[-1]
    assert script.count("return function ({ data, parentElement, setStateValue, setTriggerValue })") == 1
    assert script.count("return function ({ data, parentElement, setTriggerValue })") == 1
    assert "export default" not in script
