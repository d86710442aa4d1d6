-- One row a document: whose it is, the year that it plans, and the last that it covers or looks back on.
-- A place that is in no list goes by the name of the file up to its year.
select doc_id, source, place_code, level, report_year, 
    coalesce(try_cast(regexp_extract(covers, '(\d{4})[^/]*$', 1) as smallint), review_year, report_year - 1) as review_year,
    coalesce(place, nullif(regexp_replace(stem, '[^\p{L}\p{N}]*(19|20)\d\d.*$', ''), ''), stem) as place
from (select *, regexp_replace(regexp_extract(source, '[^/]+$'), '\.[^.]*$', '') as stem from documents)
