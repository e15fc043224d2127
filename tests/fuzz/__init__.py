"""Long runs of hostile and extreme plans, beside the suite: `python -m tests.fuzz.fuzz_engine`."""
