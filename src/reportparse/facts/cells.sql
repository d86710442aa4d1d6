-- One row a place, indicator, measure, basis, status, unit and period: the value that stands, and the others.
-- A target is that of the report of its year, else of the last report before; a result is that of the first report that
-- looks back on its year. A target of a year before its report's is misread more often than not, and stands where a person
-- has said so and no other report has one. Names count where the same place sets a target under the very same name.
with keyed as (
    select place, coalesce(indicator_id, name) as key, measure, basis, status, unit, period,
        value, low, high, bound, expected, doc_id, raw_start, claim_id,
        case
            when status = 'target' and corrected and year < report_year then 1000 + report_year - year
            when status = 'target' then year - coalesce(report_year, year)
            when coalesce(review_year, year) >= year then coalesce(review_year, year) - year
            else 1000 + year - review_year
        end as distance
    from figures
    where not stretch and (indicator_id is not null or (length(name) >= 4 and (place, name) in (
            select (place, name) from figures where status = 'target' and indicator_id is null)))
),
near as (
    select * from keyed
    where distance >= 0
    qualify distance = min(distance) over (
        partition by place, key, measure, basis, status, unit, period)
),
spoken as (
    select place, key, measure, basis, status, unit, period, value, low, high, bound,
        count(*) as n,
        min((doc_id, raw_start)) as first,
        list(claim_id order by doc_id, raw_start, claim_id) as claim_ids,
        arg_min(claim_id, (doc_id, raw_start, claim_id)) as claim_id,
        bool_or(expected) as expected
    from near group by all
),
ranked as (
    -- 突破9000、达9217: a number goes before a bound that holds of it; then what is said most often, then what is said first.
    select *, row_number() over (
        partition by place, key, measure, basis, status, unit, period
        order by status = 'actual' and bound in ('>', '>=', '<', '<='), n desc, first) as rank,
        concat(
            if(expected, getvariable('expected_mark'), ''),
            case bound when '~' then '≈' when '>=' then '≥' when '<=' then '≤' when '=' then '' when 'range' then '' else bound end,
            format('{:.10g}', value / power), if(bound = 'range', '–' || format('{:.10g}', if(low = value, high, low) / power), ''),
            case power when 1e8 then getvariable('yi') when 1e4 then getvariable('wan') else '' end) as shown
    from (select *, case when abs(value) >= 1e8 then 1e8 when abs(value) >= 1e4 then 1e4 else 1.0 end as power from spoken)
),
picked as (
    select place, key, measure, basis, status, unit, period,
        arg_min(claim_id, rank) as claim_id,
        arg_min(expected, rank) as expected, arg_min(shown, rank) as shown,
        count(*) as n_values,
        coalesce(list(shown order by rank) filter (rank > 1), []) as others,
        flatten(list(claim_ids order by rank)) as claim_ids,
        min(coalesce(low, value)) as least, max(coalesce(high, value)) as most
    from ranked group by all
)
select picked.*, figures.value, figures.low, figures.high, figures.bound,
    struct_pack(doc_id := doc_id, place_code := place_code, level := level, report_year := report_year, year := year,
        indicator_id := indicator_id, claim_id := claim_id, bound_written := bound_written, made := made,
        commitment := commitment, commitment_reason := commitment_reason) as claim
from picked join figures using (claim_id)
