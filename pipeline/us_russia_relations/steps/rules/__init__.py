"""The rules, one module for each group; ``steps.catalogue`` joins them."""
