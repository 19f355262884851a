"""Tables of a release as files of other programs: Stata and Excel."""
