"""Tests of the camp engine; `real` holds the real parts that they run on."""
