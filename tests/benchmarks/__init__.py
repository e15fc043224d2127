"""Benchmarks: plain scripts that print their figures; nothing here is a test."""
