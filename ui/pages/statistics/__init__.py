"""统计: figures, quotas, due dates."""
