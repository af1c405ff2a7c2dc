"""The screens of the sheet engine: download, send, look at each row, take over, undo."""
