"""Problems as text, JSON, SARIF and workflow commands."""

from __future__ import annotations

import json

from recorded import agrees

from palier.problems import Edit, Fix, Problem, Related
from palier.problems.problem import error, warning
from palier.report.problems_github import problems_github
from palier.report.problems_json import problems_json
from palier.report.problems_sarif import problems_sarif
from palier.report.problems_text import problems_text, summary
from palier.source import Source, Span
from palier.version import __version__

TEXT = """\
programme p
use channel

incentive assessment "Assessment"
  for each Activity where stagee is Assessment
  requires partner is known
  pays 2_000 EUR

incentive referral
  for each Activity
  pays 3_000 EUR
"""
RULES = Source("vmware.palier", TEXT)
CHANNEL = Source("channel.palier", "# records\n\nrecord Activity dated completed_on\n  stage: Stage\n")
UNKNOWN_FIELD = error("P204", "unknown-field", "`{record}` has no field `{field}`.", "Did you mean `{near}`?")
LONG = warning("P501", "may-both-pay", "50% of these, at 10:30, may both pay")


def at(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


def problems() -> list[Problem]:
    field = at(RULES, "stagee")
    return [
        UNKNOWN_FIELD.at(
            field,
            record="Activity",
            field="stagee",
            near="stage",
            fix=Fix((Edit(field, "stage"),), safe=True),
            related=[Related("`Activity` is declared here", at(CHANNEL, "record Activity"))],
        ),
        LONG.at(at(RULES, TEXT[TEXT.index("incentive assessment") :].rstrip())),
    ]


def test_the_text_shows_the_lines_the_marks_and_the_remedy(update: bool) -> None:
    text = problems_text(problems()) + summary(problems(), ["vmware.palier"]) + "\n"
    agrees("problems.txt", text, update)


def test_the_summary_counts_errors_and_warnings() -> None:
    both, files = problems(), ["vmware.palier", "dell.palier"]
    assert summary(both, files) == "1 error, 1 warning in 2 files"
    assert summary(both[1:], files[:1]) == "1 warning in vmware.palier"
    assert summary([], files[:1]) == "no errors in vmware.palier"


def test_the_json_document_is_that_of_the_contract() -> None:
    document = json.loads(problems_json(problems(), ["vmware.palier"]))
    assert list(document) == ["palier", "format", "files", "summary", "diagnostics"]
    assert (document["palier"], document["format"]) == (__version__, 1)
    assert document["files"] == ["vmware.palier"]
    assert document["summary"] == {"errors": 1, "warnings": 1}
    reach = {"start": {"line": 5, "column": 27}, "end": {"line": 5, "column": 33}}
    assert document["diagnostics"][0] == {
        "code": "P204",
        "name": "unknown-field",
        "severity": "error",
        "message": "`Activity` has no field `stagee`.",
        "file": "vmware.palier",
        **reach,
        "help": "Did you mean `stage`?",
        "related": [
            {
                "message": "`Activity` is declared here",
                "file": "channel.palier",
                "start": {"line": 3, "column": 1},
                "end": {"line": 3, "column": 16},
            }
        ],
        "fix": {"safe": True, "edits": [{**reach, "text": "stage"}]},
    }
    assert "help" not in document["diagnostics"][1]
    assert "related" not in document["diagnostics"][1]
    assert "fix" not in document["diagnostics"][1]


def test_sarif_has_the_shape_of_version_2_1_0() -> None:
    log = json.loads(problems_sarif(problems()))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == ["P204", "P501"]
    first, second = run["results"]
    assert driver["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "P204"
    assert (first["level"], second["level"]) == ("error", "warning")
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "vmware.palier"}
    assert location["region"] == {"startLine": 5, "startColumn": 27, "endLine": 5, "endColumn": 33}
    assert first["relatedLocations"][0]["message"]["text"] == "`Activity` is declared here"
    change = first["fixes"][0]["artifactChanges"][0]
    assert change["replacements"] == [{"deletedRegion": location["region"], "insertedContent": {"text": "stage"}}]


def test_sarif_addresses_files_as_uris() -> None:
    kind = error("P100", "sample", "no")
    log = json.loads(problems_sarif([kind.at(Span(Source("/tmp/a b.palier", "x"), 0, 1))]))
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "file:///tmp/a%20b.palier"}


def test_workflow_commands_are_escaped() -> None:
    first, second = problems_github(problems()).splitlines()
    assert first == (
        "::error file=vmware.palier,line=5,endLine=5,col=27,endColumn=33,title=P204 unknown-field::"
        "`Activity` has no field `stagee`.%0ADid you mean `stage`?"
    )
    assert second == (
        "::warning file=vmware.palier,line=4,endLine=11,title=P501 may-both-pay::50%25 of these, at 10:30, may both pay"
    )


def test_a_file_name_cannot_end_a_workflow_command() -> None:
    kind = error("P100", "sample", "no")
    (line,) = problems_github([kind.at(Span(Source("a,b:c.palier", "x"), 0, 1))]).splitlines()
    assert "file=a%2Cb%3Ac.palier," in line
