"""Word editions of the papers that staff finish by hand: 转送函, 线索汇编, 工作简报."""
