-- doubts: numbers that do not add up, within a report and between reports. Either the report errs there, or the program has
-- misread it. Within a report (`within`, the query of that name): from_to (由A降到B, and B is more), growth and change (A, B
-- and what lies between), parts (其中, and more than the whole), shares (more than 100 %, or not coming to it), sum (parts
-- that do not come to their whole), completion (A of the target B is not C%), between (an average outside those it is made
-- of), product, two_values (for one thing).
-- Between reports: years (two levels and the growth between), jump (from a year to the next), peers (a rate far from those of
-- many places), above (高于全国B个百分点, which tells what the country has, and not what others say it has).
with annual as (
    select cells.*, claim.year as year, claim.level as level, dimension, nbs_name as name,
        regexp_matches(nbs_name, getvariable('not_nominal')) as is_real,
        struct_pack(doc_id := claim.doc_id, claim_id := claim_id, v := value) as said
    from cells join indicators on key = indicators.indicator_id
    where claim.indicator_id is not null and not many and bound <> 'range' and period = claim.year::varchar
),
-- A level, its growth, and the level of the year before, wherever that is said.
yearly as (
    select this.said as a, last.said as b, growth.said as c, growth.period as period, this.name, this.is_real, 100 * (this.value / last.value - 1) as rise
    from annual as this
        join annual as last on this.place = last.place and this.key = last.key and this.unit = last.unit and this.year = last.year + 1
        join annual as growth on this.place = growth.place and this.key = growth.key and this.year = growth.year
    where this.bound = '=' and last.bound = '=' and growth.bound = '='
        and this.n_values = 1 and last.n_values = 1 and growth.n_values = 1
        and this.measure = 'level' and last.measure = 'level' and this.status = 'actual' and last.status = 'actual'
        and growth.status = 'actual' and growth.measure = 'growth_rate' and growth.basis = 'yoy' and growth.unit = '%'
        and last.value > 0 and this.value > 0
),
-- One indicator of one place, much more or less than it was within two years: than the dimension allows, or than most of
-- many places have it in the same years. A target may ask for a leap, and 降至10%以下 says
-- no more than where it ended.
stepped as (
    select said as a, lag(said) over earlier as b, period, name, key, unit, jumps.most, year, year - lag(year) over earlier as years, ln(value / lag(value) over earlier) as step
    from annual join jumps using (dimension)
    where measure = 'level' and status = 'actual' and bound in ('=', '~') and value > 0
    window earlier as (partition by place, key, unit order by year)
),
jumped as (
    select *, count(*) over alike >= 10 as many_places, if(many_places, median(step) over alike, 0) as middle,
        if(many_places, 0.1 + 2 * (quantile_cont(step, 0.9) over alike - quantile_cont(step, 0.1) over alike),
            ln(most) * (0.5 + 0.5 * greatest(years, 1))) as most_step
    from stepped where years <= 2
    window alike as (partition by key, unit, year, years)
),
-- Rates of many places of one kind for one year: what lies far from all others.
peers as (
    select *, median(value) over alike as middle,
        greatest(quantile_cont(value, 0.9) over alike - median(value) over alike,
            median(value) over alike - quantile_cont(value, 0.1) over alike) as spread,
        count(*) over alike as n
    from annual
    where (measure in ('growth_rate', 'share') or dimension = 'percent') and unit = '%'
    window alike as (partition by key, measure, basis, status, year, level)
),
-- 增长A%、高于全国B个百分点: what the whole country has then, which all who say it, and its own report, must agree on.
beside as (
    select mine.doc_id, mine.claim_id, said.claim_id as other_id, coalesce(mine.indicator_id, mine.name) as key, mine.name, mine.measure,
        mine.period, mine.raw_start, if(regexp_matches(said.reference, getvariable('of_country')), '000000', left(mine.place_code, 2) || '0000') as code,
        mine.value as own, said.value as above, mine.value - said.value as theirs
    from figures as said join figures as mine using (doc_id, block_id)
    where said.measure = 'change' and said.unit = '百分点' and said.bound = '=' and regexp_matches(said.reference, getvariable('of_parent'))
        and mine.unit = '%' and mine.bound = '=' and mine.measure <> 'change' and mine.status = 'actual' and mine.raw_start < said.raw_start
        and (mine.name = said.name or starts_with(said.name, mine.name))
    qualify row_number() over (partition by said.claim_id order by mine.raw_start desc) = 1
),
agreed as (
    select *, coalesce(max(theirs) filter (where claim_id = other_id) over alike, quantile_disc(theirs, 0.5) over alike) as agreed
    from (
        select * from beside
        union all
        select doc_id, claim_id, claim_id, key, place, measure, period, 0, claim.place_code, value, 0, value
        from (select *, claim.doc_id as doc_id from cells) where status = 'actual' and unit = '%' and bound = '=' and ends_with(claim.place_code, '0000')
            and (claim.place_code, key) in (select (code, key) from beside)
    )
    window alike as (partition by code, key, measure, period)
),
across as (
    select a.doc_id as doc_id, 'years' as relation, c.claim_id as claim_id, b.claim_id as other_id,
        [a.claim_id, b.claim_id, c.claim_id] as claim_ids, name as indicator, period,
        format('{:.10g} / {:.10g} = {:.4g}%, said {:.4g}%', a.v, b.v, rise, c.v) as reckoning,
        rise as expected, c.v as found, if(is_real, 15, 3) + 0.1 * abs(c.v) as slack
    from yearly
    union all
    select a.doc_id, 'jump', a.claim_id, b.claim_id, [a.claim_id, b.claim_id], name, period,
        format('{:.10g} after {:.10g}', a.v, b.v), b.v * exp(middle), a.v,
        abs(b.v * exp(middle) * (exp(if(step < middle, -most_step, most_step)) - 1))
    from jumped
    union all
    select said.doc_id, 'peers', said.claim_id, said.claim_id, [said.claim_id], name, period,
        format('{:.4g}%, {} others have {:.4g}% ± {:.4g}', value, n - 1, middle, spread), middle, value, 1 + 1.5 * spread
    from peers where n >= 10 and spread <= getvariable('alike')
    union all
    select doc_id, 'above', claim_id, other_id, list_distinct([claim_id, other_id]), name, period,
        format('{:.10g} - {:.10g} = {:.10g}, by others {:.10g}', own, above, theirs, agreed), agreed, theirs, 0.11
    from agreed where claim_id <> other_id
),
doubts as (
    select doc_id, relation, claim_id, other_id, claim_ids, indicator, period, raw_start, reckoning, expected, found, slack from within
    union all
    select across.doc_id, relation, claim_id, other_id, claim_ids, across.indicator, across.period, raw_start,
        reckoning, expected, found, slack
    from across join (select claim_id, raw_start from figures) using (claim_id)
    where abs(expected - found) > slack
)
select * exclude (raw_start) from doubts
order by doc_id, raw_start, relation, claim_id, other_id
