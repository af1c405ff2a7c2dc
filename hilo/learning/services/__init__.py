"""What can be done with courses, cohorts and those who learn; one file per noun."""
