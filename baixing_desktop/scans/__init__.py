"""Strangers' pictures and PDFs, opened only in a confined child process: codes on pages, pictures of pages, splitting.

Nothing here knows clues: the scanning use case decides what a code means.
"""

from baixing_desktop.scans.reading import ScanPage, page_picture, read_scan, split_scan

__all__ = ["ScanPage", "page_picture", "read_scan", "split_scan"]
