"""What the tests share: datasets, queries in SQL, checkouts to publish from."""
