"""What events come to, played through the real handlers: the cases lie in tests/golden/ingestion."""
