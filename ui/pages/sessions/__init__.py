"""接访活动: who was on duty when and where, and what came of it."""
