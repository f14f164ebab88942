"""The program's second face: commands for administrators, automation and checks. Loads no window and no fonts."""
