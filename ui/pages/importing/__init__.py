"""导入: clues that were written in tables elsewhere."""
