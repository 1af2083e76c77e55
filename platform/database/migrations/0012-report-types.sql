-- A report with identity and dose faults runs in two parts, each with its owner and clock, under one receipt code
-- (docs/decisions/two-branches.md). A part carries the code of its report with `-2`, `-3`… behind it.
alter table reports add column part_of uuid references reports check (part_of <> id);
create index reports_parts on reports (part_of) where part_of is not null;

-- Where doses were given, closed mobile points too (features B04); loaded per province with `so-tiem load-points`.
create table vaccination_points (
  id text primary key,
  name text not null,
  commune text not null,
  district text not null,
  province text not null,
  -- the facility that injected there and keeps the papers
  unit_id text not null references units,
  -- the next rung of the ladder of 9458: answers for the point once it is closed
  district_unit_id text not null references units,
  open_from date not null,
  open_to date,
  check (open_to is null or open_to >= open_from)
);
create index vaccination_points_area on vaccination_points (province, district, name);

-- "I never had this dose" (features B06): frozen from signing until the facility has answered with its paper. The rows stay
-- as counts per place and day when the report is withdrawn.
create table disputed_doses (
  report_id uuid not null references reports,
  dose_id uuid not null,
  facility text,
  given_on date,
  disputed_at timestamptz not null,
  released_at timestamptz,
  -- 'kept': the paper shows that it was given; 'removed': nothing shows it, or it shows somebody else
  outcome text check (outcome in ('kept', 'removed', 'withdrawn')),
  paper text check (paper in ('session_list', 'consent_form', 'screening_form', 'no_paper')),
  paper_number text,
  primary key (report_id, dose_id),
  check (outcome is null or outcome = 'withdrawn' or paper is not null)
);
create index disputed_doses_frozen on disputed_doses (dose_id) where released_at is null;
create index disputed_doses_place on disputed_doses (facility, given_on);

-- The urgent lane (features B12): every use is looked at by a second person.
create table urgent_uses (
  report_id uuid primary key references reports,
  reason text not null check (reason in ('flight', 'job', 'school')),
  needed_on date not null,
  asked_at timestamptz not null,
  -- 'full': a tenth of the unit's open reports was urgent already; 'refused': the proof does not show it
  lane text not null check (lane in ('urgent', 'full', 'refused')),
  looked_by uuid references staff,
  looked_at timestamptz,
  check ((looked_by is null) = (looked_at is null)),
  check (lane <> 'refused' or looked_by is not null)
);
create index urgent_uses_unlooked on urgent_uses (asked_at) where looked_at is null;
