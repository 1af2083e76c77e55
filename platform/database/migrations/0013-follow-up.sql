-- After the decision: does the app show it (features D08), how long it really takes (D10), the picture that failed (D04), and
-- figures that anybody may read (D14).

-- Decisions of the last 30 days, for the honest expected time and the public figures.
create index report_events_decided on report_events (at) where action in ('approve', 'police_confirmed', 'refuse', 'answer');
-- Reports that came back because the app did not show the correction: they stand at the head of their station's list.
create index report_events_not_seen on report_events (report_id, at) where action = 'not_seen';
-- Landed corrections, to ask on day 3 and to close on day 14.
create index report_events_landed on report_events (at) where action = 'landed';

-- A citizen's look at the own picture that was refused: for one address and a few minutes.
create table own_photo_links (
  token_hash bytea primary key,
  photo_id uuid not null references photos,
  region text not null,
  address text not null,
  expires_at timestamptz not null
);

-- One row for each area, written anew every hour. What is null is not published: cells below 5, and whatever they could be
-- derived from.
create table public_figures (
  -- 'all', or the id of a unit
  area text primary key,
  kind text not null check (kind in ('all', 'province', 'unit')),
  parent text,
  name text,
  open_cases int check (open_cases >= 5),
  decided int check (decided >= 5),
  median_hours double precision,
  in_time int check (in_time >= 5),
  late int check (late >= 5),
  appeals_upheld int check (appeals_upheld >= 5),
  appeals_denied int check (appeals_denied >= 5),
  computed_at timestamptz not null,
  check ((in_time is null) = (late is null)),
  check ((appeals_upheld is null) = (appeals_denied is null))
);
