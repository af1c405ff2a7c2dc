"""The spreadsheets of learning."""
