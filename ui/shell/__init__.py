"""The window itself: navigation, header, status, commands, notices. It knows no clue."""
