-- One row a target of a country, a province or a city: what the targets of the places in it stand beside.
select place, claim.place_code as code, key, measure, basis, unit, period, value, claim_id
from cells where status = 'target' and measure <> 'rank' and ends_with(claim.place_code, '00')
