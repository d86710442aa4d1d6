"""Pages and views that show a report with its claims: ``write`` makes the pages, ``notebook`` a view in a cell."""
