"""A chapter made up for tests of core: a table, events with handlers, tasks and a schedule.

It stands on core alone, so real processes that use it start quickly. `python -m tests.core.stage
<play> <arguments>` runs one of `plays` in a process of its own, which may be killed.
"""
