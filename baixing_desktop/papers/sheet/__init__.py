"""The kit every paper is laid out with: millimetres, type faces, and text that must fit."""
