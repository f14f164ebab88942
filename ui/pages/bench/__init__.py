"""工作台: the office's queues."""
