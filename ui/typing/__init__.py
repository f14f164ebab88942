"""Chinese input on Linux: Qt's own plugins reach only one of the three input methods that offices have."""
