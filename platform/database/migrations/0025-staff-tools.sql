-- Staff's tools (features K02–K04, K07, K08, K11, I11).

-- ── Who works where, from when until when (K02) ─────────────────────────────────────────────────────────────────────
create table staff_posts (
  id uuid primary key default gen_random_uuid(),
  staff_id uuid not null references staff,
  -- one home at a time; a loan stands beside it and always ends
  kind text not null check (kind in ('home', 'loan')),
  role text not null check (role in ('clerk', 'head', 'police_officer', 'police_chief', 'district', 'province', 'helper',
    'auditor')),
  unit_id text not null references units,
  -- first and last day in Viet Nam; null: since the account exists, and without an end
  valid_from date,
  valid_until date,
  given_by uuid references staff,
  given_at timestamptz not null default now(),
  check (kind = 'home' or (valid_from is not null and valid_until is not null))
);
create index staff_posts_of_staff on staff_posts (staff_id);
create index staff_posts_of_unit on staff_posts (unit_id);
insert into staff_posts (staff_id, kind, role, unit_id) select id, 'home', role, unit_id from staff;

-- An account without a post could do nothing: it begins with its home, whoever adds it.
create function staff_begins_at_home() returns trigger language plpgsql as $$
begin
  insert into staff_posts (staff_id, kind, role, unit_id) values (new.id, 'home', new.role, new.unit_id);
  return null;
end $$;
create trigger staff_home after insert on staff for each row execute function staff_begins_at_home();

-- ── Accounts and what they prove themselves with (K03, K04) ─────────────────────────────────────────────────────────
alter table staff add column must_enrol_factor boolean not null default false;
-- a password somebody else handed over is good until then
alter table staff add column first_password_until timestamptz;
alter table staff add column last_seen_at timestamptz;
alter table staff add column closed_why text check (closed_why in ('left', 'idle'));
-- who the province's own log-in says this is
alter table staff add column province_subject text unique;
-- a leader wrote it down; the officer shows it once with a second factor of their own
alter table staff add column province_unproved boolean not null default false;
-- where in the menu of their posts this session stands; null: at home
alter table staff_sessions add column post_id uuid references staff_posts;
-- an authenticator that was offered and not yet confirmed, sealed
alter table staff_sessions add column offered_totp bytea;
-- the province's log-in opened it: it is ended there too
alter table staff_sessions add column by_province boolean not null default false;

create table staff_passkeys (
  id text primary key,
  staff_id uuid not null references staff,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  added_at timestamptz not null,
  last_used_at timestamptz
);
create index staff_passkeys_of_staff on staff_passkeys (staff_id);

-- Asked once, answered once, within five minutes.
create table passkey_challenges (
  challenge text primary key,
  staff_id uuid not null references staff,
  purpose text not null check (purpose in ('add', 'prove')),
  expires_at timestamptz not null
);
create table province_log_ins (
  state text primary key,
  nonce text not null,
  verifier bytea not null,
  -- of the browser that began it
  browser_hash bytea not null,
  expires_at timestamptz not null
);

-- From which networks an officer worked, as one-way hashes (K04: shared log-ins).
create table staff_places (
  staff_id uuid not null references staff,
  place text not null,
  seen_at timestamptz not null,
  primary key (staff_id, place)
);

-- ── What needs two people: a leading role, a new second factor (K02, K03) ───────────────────────────────────────────
create table staff_requests (
  id uuid primary key,
  kind text not null check (kind in ('give_role', 'recover')),
  staff_id uuid not null references staff,
  -- the unit whose leaders may confirm it
  unit_id text not null references units,
  detail jsonb not null default '{}',
  asked_by uuid not null references staff,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  settled_by uuid references staff,
  settled_at timestamptz,
  outcome text check (outcome in ('confirmed', 'refused')),
  check (settled_by is null or (settled_by <> asked_by and settled_by <> staff_id))
);
create unique index staff_requests_open on staff_requests (staff_id, kind) where outcome is null;

-- ── Notices to officers (I11) ───────────────────────────────────────────────────────────────────────────────────────
create table staff_notices (
  id uuid primary key,
  staff_id uuid not null references staff,
  unit_id text not null references units,
  kind text not null,
  -- codes and counts, never a person's data
  detail jsonb not null default '{}',
  dedupe_key text not null unique,
  made_at timestamptz not null,
  read_at timestamptz,
  passed_on_at timestamptz
);
create index staff_notices_unread on staff_notices (staff_id, made_at) where read_at is null;
alter table deadline_notices add column told_at timestamptz;
create index deadline_notices_untold on deadline_notices (noticed_at) where told_at is null;

-- ── Opening a commune (K07), checks of the log, learning (K11) ──────────────────────────────────────────────────────
create table commune_openings (
  id uuid primary key,
  begun_by uuid references staff,
  begun_at timestamptz not null,
  facts jsonb not null default '{}',
  finished_at timestamptz
);
create table chain_checks (
  at timestamptz not null,
  chain text not null,
  links int not null,
  waiting int not null,
  fault text,
  primary key (chain, at)
);
create table staff_hints_seen (
  staff_id uuid not null references staff,
  page text not null,
  seen_at timestamptz not null,
  primary key (staff_id, page)
);
create table training_runs (
  id uuid primary key,
  staff_id uuid not null references staff,
  kind text not null check (kind in ('self_test', 'practice_cases')),
  begun_at timestamptz not null,
  finished_at timestamptz,
  answers jsonb not null default '[]'
);
create index training_runs_of_staff on training_runs (staff_id, begun_at);
