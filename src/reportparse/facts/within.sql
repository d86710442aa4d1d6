-- Relations between the numbers of one report, whether they hold or not: what is expected, what is found, and how far apart
-- the two may be. A number may be off by half of its last digit; one with a bound (左右, 以上) is set against nothing.
with said as (
    select doc_id, block_id, claim_id, indicator, indicator_id, measure, status, period, basis, text, raw_start,
        hash(sentence) as sentence,
        right(left(sentence, greatest(strpos(sentence, text) - 1, 0)), 32) as before,
        normalized_unit as unit,
        normalized_value * if(direction = 'down' and measure in ('growth_rate', 'change') and value > 0, -1, 1) as v,
        try_cast(regexp_extract(period, '(\d{4})[^/]*$', 1) as smallint) as year,
        length(rtrim(regexp_replace(value_text, '[^0-9０-９一二三四五六七八九]', '', 'g'), '0')) as digits,
        -- 12.3 may be off by 0.05, 三千五百万 by 50 万.
        if(regexp_matches(value_text, '[0-9０-９]'),
            0.5 * pow(10, -length(regexp_extract(value_text, '[.．](\d+)', 1)))
                * coalesce(normalized_value / nullif(value, 0), 1),
            0.5 * pow(10, length(regexp_extract(printf('%.0f', abs(normalized_value)), '0*$')))) as off
    from claims
    where bound = '=' and value is not null and normalized_value is not null and measure <> 'rank'
),
placed as (
    select *, case when a.sentence = b.sentence and contains(b.before, a.text)
        then right(b.before, length(b.before) - strpos(b.before, a.text) - length(a.text) + 1) end as gap
    from (
        select said as a, lead(said, 1) over near as b, lead(said, 2) over near as c
        from said window near as (partition by doc_id, block_id order by raw_start, claim_id)
    )
),
together as (select * from placed where gap is not null and a.status = b.status and a.unit = b.unit),
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
-- 由A增加到B，增加C; and 达到B，比那年的A增加C.
stepped as (
    select a as low, b as high, c as step from from_to where c.measure = 'change'
    union all
    select b, a, c from together
    where a.measure = 'level' and b.measure = 'level' and a.indicator = b.indicator and b.year < a.year
        and regexp_matches(gap, getvariable('than')) and c.measure = 'change'
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
-- A，完成目标B的C%.
completed as (
    select *, 100 * a.v / b.v as done, 100 * (a.off + b.off * a.v / b.v) / b.v as done_off from placed
    where a.measure = 'level' and a.status = 'actual' and b.measure = 'level' and b.status = 'target' and c.measure = 'ratio'
        and c.unit = '%' and a.unit = b.unit and a.sentence = b.sentence and b.sentence = c.sentence and b.v > 0
        and starts_with(b.indicator, a.indicator)
),
-- Levels of one unit that follow one another, whatever growth and shares stand between them: a whole and its parts.
rowed as (
    select said as a, lead(said, 1) over near as b, lead(said, 2) over near as c, lead(said, 3) over near as d
    from said where measure = 'level' and unit not in ('', '%', '位')
    window near as (partition by doc_id, block_id, unit order by raw_start, claim_id)
),
-- Two parts whose names differ by words that leave nothing out (城镇, 乡村), after a whole that has the rest of the name.
halved as (
    select a, b, c
    from rowed join halves on (contains(b.indicator, one) and replace(b.indicator, one, other) = c.indicator)
        or (contains(b.indicator, other) and replace(b.indicator, other, one) = c.indicator)
    where a.period = b.period and b.period = c.period and a.status = b.status and b.status = c.status
        and a.indicator <> b.indicator and a.v > 0 and (b.v + c.v) / a.v between 0.3 and 3
        and len(list_filter(string_split(replace(replace(b.indicator, one, ''), other, ''), ''),
            lambda letter: not contains(a.indicator, letter))) = 0
),
-- 共有A，其中B，C: parts that come to the whole but for one digit.
slipped as (
    select a, b, c, b.v + c.v as total, abs(b.v + c.v - a.v) as gap from rowed
    where a.sentence = b.sentence and b.sentence = c.sentence and (d is null or d.sentence <> c.sentence)
        and a.digits >= 3 and regexp_matches(b.before, getvariable('of_all'))
),
-- 甲A，占乙的C%, where 乙 is said before.
portioned as (
    select w as a, p.a as b, p.b as c, 100 * p.a.v / w.v as portion,
        p.b.off + 100 * p.a.off / w.v + 100 * w.off * p.a.v / (w.v * w.v) + 0.05 as portion_off
    from placed as p join said as w
        on w.doc_id = p.a.doc_id and w.block_id = p.a.block_id and w.unit = p.a.unit and w.period = p.a.period
    where p.a.measure = 'level' and p.b.measure = 'share' and p.b.unit = '%' and w.measure = 'level'
        and w.raw_start < p.a.raw_start and w.v > 0 and length(w.indicator) >= 2
        and regexp_matches(p.gap, getvariable('share_of')) and contains(p.gap, w.indicator)
    qualify row_number() over (partition by p.b.claim_id order by w.raw_start desc) = 1
),
-- Where no portion of a whole comes out, the whole is another.
doubtful as (
    select * from portioned
    qualify count(*) over (partition by a.claim_id) = 1 or bool_or(abs(portion - c.v) <= portion_off) over (partition by a.claim_id)
),
-- The values of an indicator. More than two are a list by something that the id does not say, and counts are
-- now of what is new, now of all there is: neither contradicts itself. Numbers that differ in one digit, do.
known as (
    select doc_id, coalesce(indicators.indicator_id, indicator) as key, any_value(indicators.indicator_id) is not null as named,
        coalesce(any_value(many or dimension in ('count', 'people')), true) as counted,
        measure, status, basis, period, unit, count(distinct v) as n, min(v) as least, max(v) as most,
        arg_min(said, (raw_start, claim_id)) as one, arg_max(said, (raw_start, claim_id)) as two
    from said left join indicators using (indicator_id)
    where period is not null and (measure <> 'growth_rate' or unit = '%')
    group by all
),
contending as (
    select one as a, two as b from known
    where n = 2 and one.v <> two.v and length(key) >= 3
        and if(named and not counted, measure in ('level', 'growth_rate'),
            least(one.digits, two.digits) >= 3 and one.digits = two.digits and unit not in ('', '位')
                and abs(one.v - two.v) > 4 * (one.off + two.off) and one_digit(one.v - two.v))
),
single as (select * from known where named and n = 1),
summed as (
    select w.one as a, list(p.one order by p.one.raw_start) as parts, sum(p.one.v) as total, sum(p.one.off) as offs,
        min(p.one.v) as least, max(p.one.v) as most
    from (select whole, parts, single.* from sums join single on single.key = sums.whole) as w join single as p
        on p.doc_id = w.doc_id and list_contains(w.parts, p.key) and p.measure = w.measure
        and p.status = w.status and p.basis is not distinct from w.basis and p.period = w.period and p.unit = w.unit
    group by w.doc_id, w.one, len(w.parts) having count(*) = len(w.parts)
),
factored as (
    select any_value(one) filter (where key = whole) as a, any_value(one) filter (where key = factors[1]) as b,
        any_value(one) filter (where key = factors[2]) as c, scale, slack
    from single join (select *, unnest([whole, factors[1], factors[2]]) as key from products) using (key)
    where measure in ('level', 'share')
    group by doc_id, status, left(period, 4), whole, factors, scale, slack having count(distinct key) = 3
),
multiplied as (select *, a.v / (b.v * c.v * scale) as times from factored where b.v * c.v > 0),
related as (
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
    select 'completion', c, a, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.10g} / {:.10g} = {:.4g}%, said {:.4g}%', a.v, b.v, done, c.v), done, c.v, done_off + c.off + 0.1
    from completed
    union all
    select 'change', step, high, [low.claim_id, high.claim_id, step.claim_id],
        format('{:.10g} - {:.10g} = {:.10g}, said {:.10g}', high.v, low.v, high.v - low.v, step.v),
        high.v - low.v, step.v, high.off + low.off + step.off
    from stepped
    where (step.unit = high.unit or (step.unit = '百分点' and high.unit = '%'))
        and step.sentence = high.sentence and step.indicator = high.indicator
    union all
    select 'sum', a, b, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.10g} + {:.10g} = {:.10g}, said {:.10g}', b.v, c.v, b.v + c.v, a.v),
        b.v + c.v, a.v, a.off + b.off + c.off + 0.002 * a.v
    from halved where not regexp_matches(b.indicator, getvariable('average_of'))
    union all
    select 'between', a, b, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.10g} is not between {:.10g} and {:.10g}', a.v, b.v, c.v),
        if(a.v < b.v, least(b.v, c.v), greatest(b.v, c.v)), a.v, a.off
    from halved where regexp_matches(b.indicator, getvariable('average_of')) and not a.v between least(b.v, c.v) and greatest(b.v, c.v)
    union all
    select 'parts', b, a, [a.claim_id, b.claim_id], format('{:.10g} of {:.10g}', b.v, a.v), a.v, b.v, a.off + b.off
    from rowed
    where a.sentence = b.sentence and a.period = b.period and a.status = b.status and b.v > a.v
        and regexp_matches(b.before, getvariable('of_all'))
        and not regexp_matches(a.before, getvariable('of_all'))
    union all
    select 'sum', a, b, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.10g} + {:.10g} = {:.10g}, said {:.10g}', b.v, c.v, total, a.v), total, a.v, a.off + b.off + c.off
    from slipped where one_digit(gap)
    union all
    select 'shares', a, a, [a.claim_id], format('{:.10g}% of a whole', a.v), 100.0, a.v, 0.0
    from placed
    where a.unit = '%' and a.v > 100 and (a.measure = 'share' or (a.measure = 'level'
        and regexp_matches(a.indicator, getvariable('part_of_all')) and not regexp_matches(a.indicator, getvariable('beyond_all'))))
    union all
    select 'shares', c, a, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.4g} + {:.4g} + {:.4g} = {:.4g}', a.v, b.v, c.v, a.v + b.v + c.v), 100.0, a.v + b.v + c.v, a.off + b.off + c.off
    from together
    where c.sentence = a.sentence and a.unit = c.unit and a.unit in ('', '%') and regexp_matches(gap, '^[:：∶比]$')
        and regexp_matches(right(c.before, length(c.before) - length(b.text)), '[:：∶比]$')
        and a.v + b.v + c.v between 80 and 120
    union all
    select 'shares', c, a, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.10g} / {:.10g} = {:.4g}%, said {:.4g}%', b.v, a.v, portion, c.v), portion, c.v, portion_off
    from doubtful
    union all
    select 'two_values', b, a, [a.claim_id, b.claim_id], format('{:.10g} and {:.10g}', a.v, b.v), a.v, b.v, a.off + b.off
    from contending
    union all
    select 'sum', a, parts[1], list_prepend(a.claim_id, [p.claim_id for p in parts]),
        format('parts come to {:.10g}, the whole to {:.10g}', total, a.v), total, a.v, a.off + offs + 0.001 * abs(a.v)
    from summed where a.measure = 'level'
    union all
    select 'between', a, parts[1], list_prepend(a.claim_id, [p.claim_id for p in parts]),
        format('{:.4g}% is not between the growth of its parts, {:.4g}% and {:.4g}%', a.v, least, most),
        if(a.v < least, least, most), a.v, a.off + 0.1
    from summed where a.measure = 'growth_rate' and a.unit = '%' and not a.v between least and most
    union all
    select 'product', a, b, [a.claim_id, b.claim_id, c.claim_id],
        format('{:.10g} is {:.4g} times what {:.10g} and {:.10g} give', a.v, times, b.v, c.v), 1.0, times, slack
    from multiplied
)
select a.doc_id, relation, a.claim_id, o.claim_id as other_id, claim_ids, a.indicator, a.period, a.raw_start,
    reckoning, expected, found, slack
from related
where abs(expected - found) > slack + 1e-9 * abs(expected)
