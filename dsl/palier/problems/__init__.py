"""Every complaint the product can make about rules and data, by family; nothing else writes messages."""

from palier.problems.fault import DataError, DataPlace, Fault
from palier.problems.nearest import Near, nearest
from palier.problems.problem import Edit, Fix, Kind, Problem, Related, RuleError, Severity
from palier.problems.spoken import spoken
from palier.problems.usage import UsageError

__all__ = [
    "DataError",
    "DataPlace",
    "Edit",
    "Fault",
    "Fix",
    "Kind",
    "Near",
    "Problem",
    "Related",
    "RuleError",
    "Severity",
    "UsageError",
    "nearest",
    "spoken",
]
