"""The tagger of the bare install, with the weights in the package."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tracemalloc
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import InputError
from kgbuild.extract.attribution import Attribution
from kgbuild.extract.tagger import decode, network, tag, tagging
from kgbuild.extract.tagger.tokens import tokenize
from kgbuild.extract.tagger.utterances import find_utterances, is_english, keep_turn
from kgbuild.extract.tagger.weights import SHIPPED, Weights, read, write
from kgbuild.text.article import Article

STORY = """\
The council met on Monday. Mayor Ada Okoro said that the old bridge was unsafe.

“We need a new one now,” she told reporters. “It cannot wait.”

According to a report by the engineers, lorries may cross until 2027.
"""


def find(text, **options):
    article = Article("a.txt", text)
    return [
        tuple(" | ".join(text[a:b] for a, b in part) for part in (each.source, each.content))
        for each in tag(article, **options)
    ]


def test_indirect_speech_has_its_speaker():
    assert ("Mayor Ada Okoro", "that the old bridge was unsafe") in find(STORY)


def test_a_quotation_that_the_speech_tag_interrupts_is_one_content():
    found = dict(reversed(pair) for pair in find(STORY))
    said = next(content for content in found if content.startswith("“We need"))
    assert found[said] == "she"
    assert said.startswith("“We need a new one now,”")


def test_according_to_names_the_source():
    found = next(pair for pair in find(STORY) if "lorries" in pair[1])
    assert "report" in found[0]
    assert found[1].startswith("lorries may cross")


def test_everything_is_a_range_of_the_article_in_order():
    for each in tag(Article("a.txt", STORY)):
        for ranges in (each.content, each.cue, each.source):
            assert all(0 <= start < end <= len(STORY) for start, end in ranges)
            assert all(a[1] <= b[0] for a, b in pairwise(ranges))
        assert each.content
        assert 0 <= each.confidence <= 1


def test_a_paragraph_is_read_the_same_wherever_it_stands():
    alone = find(STORY.split("\n\n", maxsplit=1)[0])
    assert alone == find(
        "Words before.\n\n" + STORY.split("\n\n", maxsplit=1)[0] + "\n\nWords after."
    )


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    for each in tag(Article("a.txt", text)):
        assert all(text[start:end].strip() for start, end in each.content)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "“”"])
def test_no_words_no_attributions(text):
    assert tag(Article("a.txt", text)) == ()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "Der Bürgermeister sagte: „Die Brücke ist nicht sicher.“ Alle gingen.",
            "„Die Brücke ist nicht sicher.“",
        ),
        (
            "Le maire a dit : « Le pont est dangereux. » Puis il est parti.",
            "« Le pont est dangereux. »",
        ),
        ("市长说：「这座桥不安全。」然后他走了。", "「这座桥不安全。」"),
        ("Мэр сказал: «Мост опасен.» Потом он ушёл.", "«Мост опасен.»"),
    ],
)
def test_in_other_languages_only_the_marks_are_believed(text, quoted):
    assert find(text) == [("", quoted)]


def test_words_at_a_distance_are_no_utterances():
    assert find("Das „neue“ Haus hat einen „Wintergarten“ und steht leer.") == []


def test_english_is_told_from_its_neighbours():
    assert is_english(STORY)
    assert not is_english("De burgemeester zei dat de oude brug niet veilig is voor auto's.")
    assert is_english("")


def test_the_same_text_gives_the_same_attributions_on_any_number_of_threads():
    program = (
        "import hashlib, sys; from kgbuild.text.article import Article\n"
        "from kgbuild.extract.tagger import tag\n"
        "found = [(a.content, a.cue, a.source) for a in tag(Article('a', sys.stdin.read()))]\n"
        "print(len(found), hashlib.sha256(repr(found).encode()).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=STORY * 5,
            env={
                "OPENBLAS_NUM_THREADS": threads,
                "PYTHONHASHSEED": threads,
                "PYTHONPATH": ":".join(sys.path),
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(outputs) == 1
    assert not outputs.pop().startswith("0 ")


def test_memory_does_not_grow_with_the_text():
    def peak(times):
        article = Article("a.txt", (STORY + "\n") * times)
        tracemalloc.start()
        tag(article)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(1200) < 2 * peak(300)


def test_weights_survive_the_file_within_a_step_of_eight_bits(tmp_path):
    arrays = {"a": np.linspace(-3, 5, 40, dtype=np.float32).reshape(8, 5), "b": np.float32([1, 2])}
    arrays["a"][2] = 0
    path = tmp_path / "weights.npz"
    write(Weights(arrays=arrays, notes={"seed": 1}), path)
    back = read(path)
    step = np.abs(arrays["a"]).max(axis=-1, keepdims=True) / 127
    assert (np.abs(back.arrays["a"] - arrays["a"]) <= step / 2 + 1e-6).all()
    assert (back.arrays["b"] == arrays["b"]).all()
    assert back.notes == {"seed": 1}


def test_the_same_weights_are_the_same_bytes(tmp_path):
    sums = set()
    for name in ("a.npz", "b.npz"):
        write(read(), tmp_path / name)
        sums.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(sums) == 1


def test_shipped_weights_are_small():
    assert SHIPPED.stat().st_size < 3_000_000


def test_a_file_that_is_no_weights_is_refused(tmp_path):
    (tmp_path / "w.npz").write_text("no")
    with pytest.raises(InputError, match="no weights"):
        read(tmp_path / "w.npz")
    with pytest.raises(InputError, match="no weights"):
        read(tmp_path / "missing.npz")


def test_weights_of_another_format_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("kgbuild.extract.tagger.weights.FORMAT", 99)
    write(Weights(arrays={}, notes={}), tmp_path / "w.npz")
    monkeypatch.undo()
    with pytest.raises(InputError, match="another format"):
        read(tmp_path / "w.npz")


def test_tag_takes_weights_of_a_project(tmp_path):
    write(read(), tmp_path / "w.npz")
    assert find(STORY, weights=tmp_path / "w.npz") == find(STORY) == find(STORY, weights=read())


def test_an_lstm_reads_each_sequence_by_itself():
    arrays = read().arrays
    drawn = np.random.default_rng(1)
    inputs = drawn.normal(size=(9, arrays["block_input"].shape[1])).astype(np.float32)
    together = network.read(arrays, "block", inputs, [5, 3, 1])
    apart = [
        network.read(arrays, "block", inputs[a:b], [b - a]) for a, b in ((0, 5), (5, 8), (8, 9))
    ]
    assert np.allclose(together, np.concatenate(apart), atol=1e-5)


def test_the_second_direction_reads_from_the_end():
    arrays = read().arrays
    both = {name: array[::-1] for name, array in arrays.items() if name.startswith("block")}
    inputs = np.random.default_rng(2).normal(size=(6, arrays["block_input"].shape[1]))
    inputs = inputs.astype(np.float32)
    size = arrays["block_state"].shape[1]
    forth = network.read(arrays, "block", inputs, [6])
    back = network.read(both, "block", inputs[::-1], [6])[::-1]
    assert np.allclose(forth[:, :size], back[:, size:], atol=1e-5)
    assert np.allclose(forth[:, size:], back[:, :size], atol=1e-5)


def test_smoothing_outvotes_a_single_token():
    likely = np.full((5, 4), 0.05, np.float32)
    likely[:, 3] = 0.85
    likely[2] = [0.55, 0.05, 0.05, 0.35]
    assert decode.smooth(likely, [5], leaving=1.5).tolist() == [3] * 5
    assert decode.smooth(likely, [5], leaving=0.0).tolist() == [3, 3, 0, 3, 3]


def test_smoothing_keeps_readings_apart():
    likely = np.full((6, 4), 0.01, np.float32)
    likely[:4, 3] = 0.97
    likely[4:, 0] = 0.97
    assert decode.smooth(likely, [4, 2]).tolist() == [3, 3, 3, 3, 0, 0]


def test_the_source_is_the_stretch_with_the_best_odds():
    assert decode.find_source(np.float32([0.1, 0.9, 0.6, 0.9, 0.1, 0.7])) == range(1, 4)
    assert decode.find_source(np.float32([0.01, 0.3, 0.01])) == range(1, 2)
    assert decode.find_source(np.float32([0.001, 0.001])) == range(0)


def test_what_another_speaker_says_before_is_not_hers():
    text = "“Is it?” “It is,” she said. “Yes.” “No.”"
    quotations = [(0, 8), (9, 17), (28, 34), (35, 40)]
    assert keep_turn(text, [(0, 17)], quotations, cue=22) == ((9, 17),)
    assert keep_turn(text, [(28, 40)], quotations, cue=22) == ((28, 34),)
    assert keep_turn(text, [(9, 34)], quotations, cue=22) == ((9, 34),)


def test_a_doubtful_cue_is_read_only_where_it_could_be_believed(monkeypatch):
    """Leaving the others out changes nothing that is found."""
    (seed,) = (Path(__file__).parents[3] / "seeds").glob("*.txt")
    article = Article("seed.txt", seed.read_text(encoding="utf-8"))
    read = []
    read_cues = tagging._read_cues

    def counting(*given):
        read.append(len(given[-1]))
        return read_cues(*given)

    monkeypatch.setattr(tagging, "_read_cues", counting)
    found = tag(article)
    some = sum(read)
    monkeypatch.setattr(tagging, "_may_hold_utterance", lambda *_: True)
    assert tag(article) == found
    assert 0 < some < sum(read) - some


def spans_of(text, roles, source):
    tokens = tokenize(text, 0, len(text))
    numbers = [network.ROLES.index(role) for role in roles.split()]
    anchor = numbers.index(network.ROLES.index("cue"))
    return decode.find_spans(
        text, decode.Reading(tokens, (), anchor), np.int8(numbers), range(*source)
    )


def test_a_day_between_cue_and_content_belongs_to_neither():
    text = "The court heard on Tuesday that the wall leaked ."
    roles = "source source cue cue content content content content content other"
    found = spans_of(text, roles, (0, 2))
    assert [text[a:b] for a, b in found.cue] == ["heard"]
    assert [text[a:b] for a, b in found.content] == ["that the wall leaked"]


def test_a_day_that_is_told_of_stays():
    text = "The court said Tuesday was a holiday ."
    found = spans_of(text, "source source cue content content content content other", (0, 2))
    assert [text[a:b] for a, b in found.content] == ["Tuesday was a holiday"]


def test_a_quotation_with_a_cue_inside_is_an_utterance_still():
    text = "“I think that the wall will hold for years to come.” The door closed."
    whole = text.index("”") + 1
    inner = Attribution(content=((9, 50),), cue=((3, 8),), source=((1, 2),))
    (found,) = find_utterances(Article("a.txt", text), [inner])
    assert found.content == ((0, whole),)
    outer = Attribution(content=((0, whole),), cue=((whole + 1, whole + 4),), confidence=0.9)
    assert not list(find_utterances(Article("a.txt", text), [inner, outer]))
