"""督办·回头看: supervision, key items and look-back (seed 八(四)2–3, 九(二)4)."""
