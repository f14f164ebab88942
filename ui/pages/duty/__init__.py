"""接访活动 at the office: what workrooms told of their sessions."""
