"""What the programme is: entities, states and rules. Standard library only; nothing here knows Qt, SQL or paper."""
