"""The demonstration: matters told in real steps through the gate, at the dates they would have had."""
