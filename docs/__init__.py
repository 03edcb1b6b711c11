"""What people read. The modules in here write the parts of it that follow from the code."""
