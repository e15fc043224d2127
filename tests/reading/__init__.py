"""Tests of the handout: what its pages say, that they can be read by everybody, and its plan."""
