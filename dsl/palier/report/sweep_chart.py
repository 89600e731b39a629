"""A sweep as a chart: SVG, PNG, or a page with the chart and its figures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from palier.meaning.types import RATE, present
from palier.report.sweep_table import jump_lines, parameter_name
from palier.report.values import Words
from palier.result import Sweep
from palier.speech import Language


def write_chart(sweep: Sweep, language: Language, place: Path, form: str) -> None:
    """Writes the chart to a file; `form` is `svg`, `png` or `html`. Needs the extra `palier[charts]`.

    The same sweep gives the same bytes.
    """
    if form == "html":
        place.write_text(sweep_page(sweep, language), encoding="utf-8")
    else:
        place.write_bytes(_drawn(sweep, language, form))


def sweep_page(sweep: Sweep, language: Language) -> str:
    """The page: the chart and the table of its points."""
    from markupsafe import Markup

    from palier.report.page import page

    words = Words(sweep.currency, sweep.minor_digits, language)
    svg = _drawn(sweep, language, "svg").decode("utf-8")
    rows = [(words.value(sweep.type, point.value), words.money(point.total)) for point in sweep.points]
    return page(
        "sweep.html",
        language,
        title=language.title(sweep.titles, sweep.programme),
        parameter=parameter_name(sweep, language),
        day=language.day(sweep.as_of),
        # Made here, of figures and of titles that the plot has escaped.
        chart=Markup(svg[svg.index("<svg") :]),
        rows=rows,
        jumps=jump_lines(sweep, words, language),
    )


def _drawn(sweep: Sweep, language: Language, form: str) -> bytes:
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter

    words = Words(sweep.currency, 0, language)
    scale = 100 if present(sweep.type) is RATE else 1
    with mpl.rc_context({"svg.hashsalt": "palier", "svg.fonttype": "none", "text.parse_math": False}):
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        axes: Any = figure.subplots()
        # The one place where amounts become binary floats: the plot wants its pixels so. Every figure in words,
        # tables and documents comes from the exact ones.
        across, up = [], []
        for point in sweep.points:
            across.append(float(point.value) * scale)
            up.append(float(point.total))
        axes.plot(across, up, marker="o", color="#0b5fa5")
        for jump in sweep.jumps or ():
            axes.axvline(float(jump.first) * scale, color="#a53a0b", linewidth=0.8, linestyle=":")
        axes.set_xlabel(parameter_name(sweep, language))
        axes.set_ylabel(language.say("Cost in {currency}", currency=words.currency))
        axes.set_title(language.title(sweep.titles, sweep.programme))
        axes.set_ylim(bottom=0)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda pixel, _: _tick(pixel, language)))
        axes.grid(color="#d9dee6", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        out = BytesIO()
        figure.savefig(out, format=form, dpi=144, metadata={"Date": None} if form == "svg" else {"Software": None})
    return out.getvalue()


def _tick(pixel: float, language: Language) -> str:
    """The number at a mark of an axis, as readers write it."""
    from decimal import Decimal

    return language.number(Decimal(f"{pixel:.6g}") + 0)
