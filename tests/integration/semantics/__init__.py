"""What events come to, played through the real handlers: cases are in tests/golden/ingestion."""
