"""Long runs of hostile plans and files, beside the suite: `python -m tests.fuzz.fuzz_engine`,
`python -m tests.fuzz.fuzz_opening` and `python -m tests.fuzz.fuzz_handout`."""
