"""Ledgers: one description of columns and rows, from which both a workbook and a printed table are made."""
