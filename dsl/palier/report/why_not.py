"""Why a candidate earns nothing, in clauses: what is not met, by how much, and what is not known."""

from __future__ import annotations

from palier.report.cells import printable
from palier.report.values import Words
from palier.result import Explanation, Given, Judged, JudgedWays
from palier.speech import Language


def why_not(told: Explanation, words: Words, language: Language) -> list[str]:
    """A clause for each requirement that fails; one for whatever else keeps it from earning."""
    say = language.say
    if told.outcome == "no candidate":
        return [printable(language.fragment(told.reason))] if told.reason else [say("it is not about this one")]
    failed = [step for step in told.steps if not isinstance(step, Given) and step.outcome == "failed"]
    if failed:
        return [
            _ways(one, words, language) if isinstance(one, JudgedWays) else _unmet(one, words, language)
            for one in failed
        ]
    for line in told.stacks:
        if line.before and not line.after:
            if line.chosen is not None:
                return [say("`{stack}` takes `{other}` instead", stack=line.stack, other=line.chosen)]
            return [say("nothing is left of it in `{stack}`", stack=line.stack)]
    if told.outcome == "capped":
        return [say("a cap leaves nothing of it")]
    return [say("its amount is zero")]


def missing_values(judged: Judged) -> list[str]:
    """What a requirement looks at and the data does not say."""
    return [seen.text for seen in judged.seen if seen.value is None]


def requirement(judged: Judged, language: Language) -> str:
    """A requirement by its title, else as it is written."""
    return printable(language.title(judged.titles, "") or judged.text)


def _ways(step: JudgedWays, words: Words, language: Language) -> str:
    ways = []
    for way in step.ways:
        failed = [_unmet(one, words, language) for one in way.requirements if one.outcome == "failed"]
        title = language.title(way.titles, "")
        said = language.listed(failed)
        ways.append(language.say("{way}: {reasons}", way=printable(title), reasons=said) if title and said else said)
    return language.say("none of the ways is met ({ways})", ways="; ".join(filter(None, ways)))


def _unmet(judged: Judged, words: Words, language: Language) -> str:
    name = requirement(judged, language)
    missing = missing_values(judged)
    if missing:
        fields = language.listed([f"`{printable(one)}`" for one in missing])
        return language.say("“{requirement}” is not met: {fields} is not known", requirement=name, fields=fields)
    if judged.gap is not None and judged.gap[1]:
        of, distance = judged.gap
        return language.say(
            "“{requirement}” is not met, by {gap}", requirement=name, gap=words.value(of, abs(distance))
        )
    return language.say("“{requirement}” is not met", requirement=name)
