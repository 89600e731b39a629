"""Whatever is written behind the options of what if, quote and compare is taken, or told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from palier.cli.entry import palier

PIECES = st.sampled_from(
    ["Deal", "deal", "Partner", "Dael", ":", "::", "d4", "p1", "status", "=", "Won", ",", "amount=5", "id=x", " ", "", "=,",
     "é", "\u202e", "%", "{0}", "`", '"', "-1", "1e9", "9" * 40, "closed_on=2026-02-30", "closed_on=2026-02-28", "\n", "x:y"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=7).map("".join) | st.text(max_size=12)
VALUES = st.sampled_from(
    ["500 EUR", "-5 EUR", "0 EUR", "1_000 EUR", "3", "2%", "no", "", "EUR", "1/3 EUR", "99999999999999999999 EUR"]
)
WHATIF = st.one_of(
    st.tuples(
        st.sampled_from(["--add", "--change", "--withdraw", "--set", "--partner", "--changes", "--as-of"]), TEXTS
    ),
    st.tuples(st.sampled_from(["--sweep", "--steps", "--by", "--from", "--to"]), TEXTS | VALUES),
    st.tuples(st.just("--set"), VALUES.map("bonus={}".format)),
    st.just(("--sweep", "bonus")),
    st.just(("--jumps",)),
)
QUOTE = st.tuples(st.sampled_from(["--deal", "--closing", "--as-of", "--set"]), TEXTS)


@pytest.fixture(scope="module", autouse=True)
def rewards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("rewards")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(palier, ["new", "."]).exit_code == 0
        yield


def _told(*arguments: str) -> None:
    called = CliRunner().invoke(palier, list(arguments), prog_name="palier")
    assert called.exit_code in (0, 2, 3), (arguments, called.stderr)
    assert "Traceback" not in called.stderr
    if called.exit_code:
        assert called.stderr.strip()
        assert all(sign.isprintable() or sign.isspace() for sign in called.stderr)
    assert not list(Path().glob("*.tmp"))


@given(st.lists(WHATIF, max_size=4))
def test_what_if_takes_what_is_written_or_says_why_not(options: list[tuple[str, ...]]) -> None:
    _told("whatif", "rewards.palier", "--data", "data", *(word for option in options for word in option))


@given(st.lists(QUOTE, max_size=3), TEXTS)
def test_a_quote_takes_what_is_written_or_says_why_not(options: list[tuple[str, ...]], fact: str) -> None:
    _told(
        "quote", "rewards.palier", "--data", "data", f"--deal=Deal:{fact}", *(word for one in options for word in one)
    )


@given(TEXTS, TEXTS)
def test_a_comparison_takes_what_is_written_or_says_why_not(day: str, deals: str) -> None:
    _told("compare", "rewards.palier", "rewards.palier", "--data", "data", f"--as-of={day}")
    _told("compare", "rewards.palier", "rewards.palier", "--data", "data", f"--deals={deals}")
