"""What a reader asks for, and the events that it keeps."""
