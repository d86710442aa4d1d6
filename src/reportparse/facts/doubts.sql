-- doubts: numbers of one report that do not add up. Either the report errs there, or the program has misread it.
-- A number may be off by half of its last digit; one with a bound (左右, 以上) is set against nothing.
with said as (
    select doc_id, block_id, claim_id, indicator, indicator_id, measure, status, period, basis, text, raw_start,
        hash(sentence) as sentence,
        right(left(sentence, greatest(strpos(sentence, text) - 1, 0)), 32) as before,
        normalized_unit as unit,
        normalized_value * if(direction = 'down' and value > 0, -1, 1) as v,
        try_cast(regexp_extract(period, '(\d{4})[^/]*$', 1) as smallint) as year,
        -- 12.3 may be off by 0.05, 三千五百万 by 50 万.
        if(regexp_matches(value_text, '[0-9０-９]'),
            0.5 * pow(10, -length(regexp_extract(value_text, '[.．](\d+)', 1)))
                * coalesce(normalized_value / nullif(value, 0), 1),
            0.5 * pow(10, length(regexp_extract(printf('%.0f', abs(normalized_value)), '0*$')))) as off
    from claims
    where bound = '=' and value is not null and normalized_value is not null and measure <> 'rank'
),
placed as (
    select said as a, lead(said, 1) over near as b, lead(said, 2) over near as c
    from said window near as (partition by doc_id, block_id order by raw_start, claim_id)
),
together as (
    select *, right(b.before, length(b.before) - strpos(b.before, a.text) - length(a.text) + 1) as gap
    from placed
    where a.sentence = b.sentence and a.status = b.status and a.unit = b.unit and contains(b.before, a.text)
),
-- 由A增加到B, and 增长C% after it.
from_to as (
    select *, b.v / nullif(a.v, 0) as times,
        regexp_matches(gap, getvariable('down')) and not regexp_matches(gap, getvariable('up')) as down,
        regexp_matches(gap, getvariable('up')) and not regexp_matches(gap, getvariable('down')) as up
    from together
    where a.measure = 'level' and b.measure = 'level' and a.indicator = b.indicator and a.unit not in ('', '位')
        and regexp_matches(a.before, getvariable('starts')) and regexp_matches(gap, getvariable('reaches'))
),
grown as (
    select *, if(c.unit = '%', c.v, c.v * 100) as said_growth, if(c.unit = '%', c.off, c.off * 100) as said_off,
        if(c.basis = 'annual_average', b.year - a.year, 1) as years,
        100 * (pow(b.v / a.v, 1.0 / if(c.basis = 'annual_average', b.year - a.year, 1)) - 1) as growth,
        100 * (b.off / b.v + a.off / a.v) * b.v / a.v as growth_off
    from from_to
    where c.measure = 'growth_rate' and c.indicator = b.indicator and c.sentence = b.sentence and contains(c.before, b.text)
        and c.unit in ('%', '倍') and a.v > 0 and b.v > 0 and (c.basis is null or c.basis <> 'yoy' or b.year = a.year + 1)
        and (c.basis is distinct from 'annual_average' or b.year > a.year)
        and not regexp_matches(concat(a.indicator, c.before), getvariable('not_nominal'))
),
-- 达到A亿元，增加B亿元，增长C%, the last two in either order.
moved as (
    select a, if(b.measure = 'change', b, c) as d, if(b.measure = 'change', c, b) as g
    from placed
    where a.measure = 'level' and a.sentence = b.sentence and b.sentence = c.sentence
        and a.indicator = b.indicator and b.indicator = c.indicator and a.period = b.period and b.period = c.period
        and ((b.measure = 'change' and c.measure = 'growth_rate') or (b.measure = 'growth_rate' and c.measure = 'change'))
),
risen as (
    select *, 100 * d.v / (a.v - d.v) as growth, 100 * (d.off / abs(a.v - d.v) + a.off * abs(d.v) / pow(a.v - d.v, 2)) as growth_off
    from moved
    where d.unit = a.unit and g.unit = '%' and a.v > 0 and a.v - d.v > 0
        and coalesce(d.basis, 'yoy') = 'yoy' and coalesce(g.basis, 'yoy') = 'yoy'
        and not regexp_matches(concat(a.indicator, g.before), getvariable('not_nominal'))
),
-- The values of an indicator. More than two are a list by something that the id does not say, and counts are
-- now of what is new, now of all there is: neither contradicts itself.
known as (
    select doc_id, indicator_id, any_value(dimension) as dimension, measure, status, basis, period, unit,
        list(said order by raw_start, claim_id) as all_said, min(v) as least, max(v) as most,
        arg_min(said, (raw_start, claim_id)) as one, count(distinct v) as n
    from said join indicators using (indicator_id)
    where not many and period is not null and (measure <> 'growth_rate' or unit = '%')
    group by all
),
contending as (
    select doc_id, one as a, list_filter(all_said, lambda s: s.v <> one.v)[1] as b from known where n = 2 and dimension not in ('count', 'people') and measure in ('level', 'growth_rate')
),
whole as (
    select sums.whole, sums.parts, known.* from sums join known on known.indicator_id = sums.whole and known.n = 1
),
summed as (
    select w.doc_id, w.one as a, list(p.one order by p.one.raw_start) as parts, sum(p.one.v) as total, sum(p.one.off) as offs,
        min(p.one.v) as least, max(p.one.v) as most
    from whole as w join known as p
        on p.doc_id = w.doc_id and list_contains(w.parts, p.indicator_id) and p.n = 1 and p.measure = w.measure
        and p.status = w.status and p.basis is not distinct from w.basis and p.period = w.period and p.unit = w.unit
    group by w.doc_id, w.one, len(w.parts) having count(*) = len(w.parts)
),
doubts as (
    select 'from_to' as relation, a, b as o, [a.claim_id, b.claim_id] as claim_ids,
        format('{:.10g} → {:.10g}: {}', a.v, b.v, gap) as reckoning, a.v as expected, b.v as found, 0.0 as slack
    from from_to where (up and b.v < a.v) or (down and b.v > a.v and a.v >= 0)
    union all
    select 'growth', c, b, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.10g} / {:.10g} over {} = {:.4g}%, said {:.4g}%', b.v, a.v, years, growth, said_growth),
        growth, said_growth, growth_off + said_off + 0.2 + 0.03 * abs(growth)
    from grown
    union all
    select 'growth', g, a, [a.claim_id, d.claim_id, g.claim_id],
        format('{:.10g} / ({:.10g} - {:.10g}) = {:.4g}%, said {:.4g}%', d.v, a.v, d.v, growth, g.v),
        growth, g.v, growth_off + g.off + 0.2 + 0.03 * abs(growth)
    from risen
    union all
    select 'parts', b, a, [a.claim_id, b.claim_id], format('{:.10g} of {:.10g}', b.v, a.v), a.v, b.v, a.off + b.off
    from together
    where a.measure = 'level' and b.measure = 'level' and a.unit not in ('', '%', '位') and a.period = b.period
        and regexp_matches(gap, getvariable('of_it')) and b.v > a.v
    union all
    select 'shares', a, a, [a.claim_id], format('{:.10g}% of a whole', a.v), 100.0, a.v, 0.0
    from placed where a.measure = 'share' and a.unit = '%' and a.v > 100
    union all
    select 'shares', c, a, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.4g} + {:.4g} + {:.4g} = {:.4g}', a.v, b.v, c.v, a.v + b.v + c.v), 100.0, a.v + b.v + c.v, a.off + b.off + c.off
    from together
    where c.sentence = a.sentence and a.unit = c.unit and a.unit in ('', '%') and regexp_matches(gap, '^[:：∶比]$')
        and regexp_matches(right(c.before, length(c.before) - length(b.text)), '[:：∶比]$')
        and a.v + b.v + c.v between 80 and 120
    union all
    select 'two_values', b, a, [a.claim_id, b.claim_id], format('{:.10g} and {:.10g}', a.v, b.v), a.v, b.v, a.off + b.off
    from contending
    union all
    select 'sum', a, parts[1], list_prepend(a.claim_id, [p.claim_id for p in parts]),
        format('parts come to {:.10g}, the whole to {:.10g}', total, a.v), total, a.v, a.off + offs + 0.01 * abs(a.v)
    from summed where a.measure = 'level'
    union all
    select 'between', a, parts[1], list_prepend(a.claim_id, [p.claim_id for p in parts]),
        format('{:.4g}% is not between the growth of its parts, {:.4g}% and {:.4g}%', a.v, least, most),
        if(a.v < least, least, most), a.v, a.off + 0.1
    from summed where a.measure = 'growth_rate' and a.unit = '%' and not a.v between least and most
)
select a.doc_id, relation, a.claim_id, o.claim_id as other_id, claim_ids, a.indicator, a.period, reckoning, expected, found, slack
from doubts
where abs(expected - found) > slack + 1e-9 * abs(expected)
order by a.doc_id, a.raw_start, relation, a.claim_id, o.claim_id
