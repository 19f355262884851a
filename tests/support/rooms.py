"""The rooms of the package that an analyst's installation never imports."""

BUILDER = frozenset({"rules", "raw", "check", "derive", "forms", "publish", "curate", "report", "cli"})
