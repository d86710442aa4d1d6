-- panel: every well-known indicator of every place, one row a value that stands.
select claim.doc_id, place, claim.place_code, claim.level, key as indicator_id, nbs_name as indicator,
    claim.year, period, measure, basis, status, value, low, high, bound, claim.bound_written, cells.unit, shown, expected,
    n_values, others, claim.claim_id, claim_ids, claim.report_year
from cells join indicators on key = indicators.indicator_id
where claim.indicator_id is not null
order by place, indicator_id, measure, basis nulls first, unit, period, status desc
