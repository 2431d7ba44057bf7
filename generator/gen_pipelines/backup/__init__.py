"""What an item was before it was changed, in files; and the way back."""
