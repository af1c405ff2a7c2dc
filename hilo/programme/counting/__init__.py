"""What indicators count, worked out by the database (docs/algorithms/counting.md).

`facts` puts a measure into SQL, `engine` counts it by period and group, `values` joins what was counted or
declared to the numbers of an indicator, `tallies` keeps them, `records` leads back to what is behind one.
"""
