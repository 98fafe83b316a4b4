"""Teams, their seats and who asks for one."""
