"""Documents: read from any format, laid out into units and duties, written as a draft register."""
