-- delivery: every target beside the result of the same year, and whether it was kept; and results whose target is in a report
-- that is not at hand, of indicators for which the place sets targets in other years.
-- floor: the result may not be less; ceiling: not more; point: near. A one-sided bound (5%以上) says which by itself, else
-- the polarity in indicators.toml does, and of what has only a name, a verb of making (新建30座). 左右 gives a band as wide as `tolerance`; a plain number missed by less is undetermined.
with targets as (
    select cells.*, indicators.nbs_name, indicators.polarity,
        cells.bound not in ('>', '>=', '<', '<=') as banded,
        coalesce(
            case when measure = 'growth_rate' then growth_tolerance else tolerance end,
            case when measure in ('growth_rate', 'share') or cells.unit in ('%', '百分点') then getvariable('points')
                else abs(value) * getvariable('relative') end) as width
    from cells left join indicators on key = indicators.indicator_id and claim.indicator_id is not null
    where status = 'target' and measure <> 'rank'
),
results as (select * from cells where status = 'actual'),
looks_back as (
    select place, list(distinct review_year) as years, list(distinct report_year) as planned from reports group by place
),
paired as (
    select t.*, results.claim as r_claim, results.value as r_value, results.low as r_low, results.high as r_high,
        results.bound as r_bound, results.shown as r_shown, results.expected as r_expected,
        results.n_values as r_n_values, results.least as r_least, results.most as r_most,
        results.claim_id as r_claim_id,
        case when t.bound in ('>', '>=') then 'floor' when t.bound in ('<', '<=') then 'ceiling'
            when t.polarity is null and t.claim.indicator_id is null and t.claim.made then 'floor' else t.polarity end as side,
        coalesce(list_contains(looks_back.years, t.year), false) as report_at_hand
    from (select *, claim.year as year from targets) as t
    left join results
        on t.place = results.place and t.key = results.key and t.measure = results.measure
        and t.basis is not distinct from results.basis and t.unit = results.unit and t.period = results.period
    left join looks_back on t.place = looks_back.place
),
-- A ceiling is a floor upside down: least and most are the worst and the best that the result can be.
turned as (
    select *, if(side = 'ceiling', -1, 1) as turn,
        if(bound = '~' or (side = 'point' and banded), width, 0) as granted,
        if(banded, width, 0) as near,
        case when r_bound in ('<', '<=') then '-inf'::double else r_least end as r_from,
        case when r_bound in ('>', '>=') then 'inf'::double else r_most end as r_to
    from paired
),
judged as (
    select *,
        if(turn = 1, least, -most) as aim,
        if(turn = 1, if(n_values > 1, most, least), -if(n_values > 1, least, most)) as aim_most,
        if(turn = 1, r_from, -r_to) as worst,
        if(turn = 1, r_to, -r_from) as best
    from turned
),
said as (
    select *,
        case
            when r_value is null and report_at_hand then 'the report says no result'
            when r_value is null then 'needs the report of ' || (year + 1)
            when side is null then 'which side keeps it is not known'
            when side = 'point' and r_from >= least - granted - 1e-9 and r_to <= most + granted + 1e-9 then 'near enough'
            when side = 'point' and (r_to < least - granted - 1e-9 or r_from > most + granted + 1e-9) then 'too far'
            when side = 'point' then 'the result is open'
            when worst > aim_most + 1e-9 then 'beyond the target'
            when worst >= aim_most - 1e-9 and bound not in ('>', '<') then 'as the target'
            when worst >= aim_most - granted - 1e-9 and granted > 0 then 'within the tolerance'
            when best < aim - near - 1e-9 then 'short of the target'
            when n_values > 1 or r_n_values > 1 then 'several values'
            when best < aim then 'short by less than the tolerance'
            else 'the bounds leave it open'
        end as why
    from judged
),
stretches as (
    select goal.claim_id as claim_id, arg_min(stretch.value, stretch.raw_start) as stretch_value,
        arg_min(stretch.claim_id, stretch.raw_start) as stretch_claim_id
    from figures as goal join figures as stretch
        on goal.doc_id = stretch.doc_id and goal.block_id = stretch.block_id and goal.measure = stretch.measure
        and goal.name = stretch.name and goal.period = stretch.period and stretch.raw_start > goal.raw_start
    where stretch.stretch and goal.status = 'target' and not goal.stretch
    group by goal.claim_id
),
-- The codes above a place are joined as they are, so that no place is set against every other.
above as (
    select claim_id, key, measure, basis, unit, period, claim.place_code as own_code, unnest(list_distinct([
        '000000', left(claim.place_code, 2) || '0000', left(claim.place_code, 4) || '00'])) as code
    from targets where claim.place_code is not null
),
parents as (
    select above.claim_id,
        arg_max(struct_pack(place := p.place, value := p.value, claim_id := p.claim_id), p.code) as parent
    from above join goals_above as p
        on above.code = p.code and above.key = p.key and above.measure = p.measure
        and above.basis is not distinct from p.basis and above.unit = p.unit and above.period = p.period
    where above.code <> above.own_code
    group by above.claim_id
),
untargeted as (
    select results.*
    from results join looks_back using (place)
    where period = claim.year::varchar and claim.indicator_id is not null
        and list_contains(looks_back.years, claim.year) and not list_contains(planned, claim.year)
        and (place, key, measure, coalesce(basis, ''), unit) in (
            select (place, key, measure, coalesce(basis, ''), unit) from targets where period = claim.year::varchar)
        and (place, key, measure, coalesce(basis, ''), unit, period) not in (
            select (place, key, measure, coalesce(basis, ''), unit, period) from targets)
),
listed as (
    select claim.doc_id, place, claim.place_code, claim.level, year, period,
        claim.indicator_id, coalesce(nbs_name, key) as indicator, if(claim.indicator_id is null, 'name', 'id') as match,
        measure, basis, unit,
        value as target_value, low as target_low, high as target_high, bound as target_bound, shown as target_shown,
        n_values as target_n_values, said.claim_id as target_claim_id, claim.report_year as target_report_year,
        claim.commitment, claim.commitment_reason,
        stretch_value, stretch_claim_id,
        r_value as result_value, r_low as result_low, r_high as result_high, r_bound as result_bound, r_shown as result_shown,
        r_n_values as result_n_values, r_claim_id as result_claim_id, r_claim.report_year as result_report_year,
        side as polarity, if(banded, round(width, 9), 0) as tolerance,
        round(r_value - if(side = 'ceiling', most, least), 9) as distance,
        case when why in ('near enough', 'within the tolerance', 'beyond the target', 'as the target') then 'kept'
            when why in ('too far', 'short of the target') then 'missed'
            else 'undetermined' end as verdict,
        why,
        lag(year) over earlier as previous_year,
        round(value - lag(value) over earlier, 9) as target_change,
        case when lag(claim.commitment) over earlier is null then null
            when lag(claim.commitment) over earlier = claim.commitment then 'same'
            when claim.commitment = 'hard' then 'firmer' else 'softer' end as commitment_change,
        parent.place as parent_place, parent.value as parent_value, parent.claim_id as parent_claim_id,
        -- Amounts of a part are set against those of the whole by no one.
        if(unit in ('%', '百分点'), round(value - parent.value, 9), null) as over_parent
    from said
    left join stretches on said.claim_id = stretches.claim_id
    left join parents on said.claim_id = parents.claim_id
    window earlier as (partition by place, key, measure, basis, unit, length(period) order by period)
    union all by name
    select claim.doc_id, place, claim.place_code, claim.level, claim.year, period,
        claim.indicator_id, nbs_name as indicator, 'id' as match, measure, basis, r.unit,
        value as result_value, low as result_low, high as result_high, bound as result_bound, shown as result_shown,
        n_values as result_n_values, claim_id as result_claim_id, claim.report_year as result_report_year,
        polarity, 'undetermined' as verdict, 'needs the report of ' || claim.year as why
    from untargeted as r join indicators on key = indicators.indicator_id
)
select * from listed
order by place, coalesce(indicator_id, indicator), measure, basis nulls first, unit, period
