"""The workbook: a program as sheets of cells, with formulas where it recomputes."""
