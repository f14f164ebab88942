"""设置: how this desk looks, prints, locks and is kept safe."""
