"""Which kinds of listed names each series of announced numbers counts."""

from __future__ import annotations

ANNOUNCED: dict[str, tuple[str, ...]] = {
    "persons_listed": ("person",),
    "entities_listed": ("organization",),
    "vessels_listed": ("vessel", "aircraft"),
    "targets_listed": ("person", "organization", "vessel", "aircraft"),
}
