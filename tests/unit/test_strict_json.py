"""JSON that two readers could read differently is refused, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild import strict_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.text(max_size=8)
    # What overflows is refused; every finite number is kept.
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)

REFUSED = {
    "nothing": (b"", "Expecting value"),
    "no UTF-8": (b'["\xc3\x28"]', "byte 2 is not UTF-8"),
    "a surrogate in UTF-8": (b'["\xed\xa0\x80"]', "byte 2 is not UTF-8"),
    "half a pair": (b'["\\ud800"]', "half of a surrogate pair"),
    "the halves the wrong way round": (b'["\\ude00\\ud83d"]', "half of a surrogate pair"),
    "half a pair as a key": (b'{"\\udfff": {}}', "half of a surrogate pair"),
    "a key twice": (b'{"a": {"b": 1, "b": 1}}', "the key 'b' is there twice"),
    "NaN": (b"NaN", "NaN is not a JSON number"),
    "-Infinity": (b"[-Infinity]", "-Infinity is not a JSON number"),
    "overflow": (b"[-1e400]", "the number -1e400 is too large"),
    "two byte order marks": (b"\xef\xbb\xbf\xef\xbb\xbf[]", "Unexpected UTF-8 BOM"),
    "a control character": (b'["\x01"]', "control character"),
    "a comment": (b"[] // all", "Extra data"),
    "four levels": (b"[[[[]]]]", "more than 3 levels"),
    "four levels of both": (b'[{"a": [{}]}]', "more than 3 levels"),
    "100,000 levels": (b"[" * 100_000, "more than 3 levels|Expecting value"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED)
def test_what_can_be_read_in_two_ways_is_refused_with_a_sentence(data, why):
    with pytest.raises(ValueError, match=why):
        strict_json.read(data, deepest=3)


@pytest.mark.parametrize("data", [b"[[[]]]", b'[{"a": [1, "x"]}]', b"[[[1, 2], []], {}]", b"1"])
def test_as_deep_as_may_be_is_read(data):
    assert strict_json.read(data, deepest=3) == json.loads(data)


@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_what_is_good_json_is_read_as_it_was_written(value, ascii_only, indent):
    written = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    assert strict_json.read(written) == value
    assert strict_json.read(b"\xef\xbb\xbf" + written) == value


@given(
    st.binary(max_size=40) | st.text(alphabet='[]{}",:\\ud8e01-.NaI n', max_size=40).map(str.encode)
)
def test_whatever_comes_only_a_value_error_comes_out(data):
    try:
        value = strict_json.read(data)
    except ValueError:
        return
    assert json.loads(json.dumps(value, allow_nan=False)) == value
