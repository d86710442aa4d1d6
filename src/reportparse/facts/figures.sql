-- One row a claim whose time ends in a year: signed, in the one unit of its indicator, and whose it is.
-- Reads claims, reports, and indicators and units (from the lexicon). What a report counts many times over has no id here. A fall is negative, and its bounds turn over.
with parted as (
    -- The number is not where another ends: 5% is no part of 4.5%.
    select *, string_split(sentence, text) as parts,
        coalesce(list_position(list_transform(parts[:-2], lambda part: regexp_matches(part, '(^|[^0-9０-９.．])$')), true), 1) as n
    from claims
),
held as (
    select * exclude (parts, n),
        left(sentence, (list_sum(list_transform(parts[:n], lambda part: length(part))) + (n - 1) * length(text))::bigint) as before
    from parted
),
said as (
    select claims.* exclude (indicator_id), if(many, null, claims.indicator_id) as indicator_id, reports.* exclude (doc_id),
        try_cast(regexp_extract(period, '(\d{4})[^/]*$', 1) as smallint) as year,
        contains(period, '/') and left(period, 4) <> regexp_extract(period, '/(\d{4})', 1) as over_years,
        regexp_extract(before, '[^，；。！？：\n]*$') as clause,
        regexp_extract(before, '[^，；。！？：（(\n]*$') as in_bracket,
        list_contains(flags, 'indicator_inherited') as inherited,
        try_cast(regexp_extract(reference, '(19|20)\d\d') as smallint) as reference_year,
        measure in ('growth_rate', 'change') as moves,
        direction = 'down' and measure in ('growth_rate', 'change') and value > 0 as falls,
        coalesce(normalized_value / nullif(value, 0), 1) as scale
    from held as claims join reports using (doc_id) left join indicators on claims.indicator_id = indicators.indicator_id
    where period is not null and claims.value is not null and normalized_value is not null
),
one_unit as (
    select said.*,
        coalesce(units.unit, normalized_unit) as unit_of_all,
        scale * coalesce(units.factor, 1) * if(falls, -1, 1) as factor
    from said left join units using (indicator_id, normalized_unit)
)
select doc_id, claim_id, block_id, mention_id, source, place, place_code, level, report_year, review_year,
    indicator_id, indicator as name, reference, measure, status, period, year, confidence, raw_start, text,
    case
        when not moves then null
        -- 比上年末增长 is growth of a year, as 比上年增长 is.
        when basis = 'vs_base' and period = year::varchar and base_period = (year - 1)::varchar then 'yoy'
        when basis is not null then basis
        when reference_year <> year - 1 then 'vs_base'
        when regexp_matches(clause, getvariable('average')) then 'annual_average'
        when over_years then 'cumulative'
        when period = year::varchar and normalized_unit not in ('倍', '番') then 'yoy'
    end as basis,
    value * factor as value,
    if(falls, value_high, value_low) * factor as low,
    if(falls, value_low, value_high) * factor as high,
    case when not falls then bound
        when bound in ('>', '>=') then replace(bound, '>', '<')
        when bound in ('<', '<=') then replace(bound, '<', '>')
        else bound
    end as bound,
    bound as bound_written,
    unit_of_all as unit,
    regexp_matches(clause, getvariable('expected')) as expected,
    list_contains(flags, 'stretch_goal') as stretch,
    list_contains(flags, 'corrected') as corrected,
    -- 新建水库30座: more is better, whatever it is that is made.
    measure = 'level' and regexp_matches(clause, getvariable('makes')) and not regexp_matches(clause, getvariable('limits')) as made,
    case
        when regexp_matches(clause, getvariable('hard_words')) then regexp_extract(clause, getvariable('hard_words'))
        when regexp_matches(clause, getvariable('soft_words')) then regexp_extract(clause, getvariable('soft_words'))
        else bound
    end as commitment_reason,
    if(regexp_matches(clause, getvariable('hard_words'))
        or (not regexp_matches(clause, getvariable('soft_words')) and bound in ('>', '>=', '<', '<=')),
        'hard', 'soft') as commitment
from one_unit
where year is not null
    -- What a local report says of the whole country, or of the province that a city lies in, is not the place's own.
    and (level = 'country' or indicator_id is null
        or len(list_filter(getvariable('country'), lambda w: starts_with(clause, w || indicator))) = 0)
    and (indicator_id is null or len(list_filter(getvariable('territory'),
        lambda w: right(w, 1) <> right(place, 1)
            -- 生产总值增长6%（全省增长5%）: the words of the indicator stand before.
            and (starts_with(clause, w || indicator) or (inherited and measure <> 'rank' and starts_with(in_bracket, w))))) = 0)
