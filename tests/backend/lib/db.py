"""What the migrations import; they use nothing of it."""

db = None
