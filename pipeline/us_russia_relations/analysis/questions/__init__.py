"""Questions that people have, as functions that answer with rows of the published tables; see docs/questions.md."""
