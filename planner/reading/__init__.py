"""What people type, read as values: one reader for the window and the command line, without Qt.

`amounts` reads doses, counts, cuts, intervals and times of the day; `dates` reads days as people
say them ("1 dec", "next monday", "in 10 weeks"). What can't be read raises `Unread`.
"""
