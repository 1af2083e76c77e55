-- The first house: everything the road from a wrong record to a signed one needs.
-- Names follow domain.md §10. Every table with a lifecycle has `version`; every `…_events` table is append-only and hash-chained.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- ── Units and staff ─────────────────────────────────────────────────────────────────────────────────────────────────
create table units (
  id text primary key,
  dataset_version text not null,
  code text not null,
  kind text not null check (kind in ('station', 'facility', 'police', 'district', 'province')),
  name text not null,
  parent_id text references units,
  valid_from date not null,
  valid_to date,
  -- the police unit that checks for this station, and the unit that gets what nobody owns (features E10)
  police_unit_id text references units,
  address text,
  opening_hours text,
  unique (dataset_version, kind, code)
);

create table staff (
  id uuid primary key,
  login text not null unique,
  full_name text not null,
  unit_id text not null references units,
  role text not null check (role in ('clerk', 'head', 'police_officer', 'police_chief', 'district', 'province', 'auditor')),
  password_hash text not null,
  totp_secret bytea not null,
  last_totp_step bigint not null default 0,
  must_change_password boolean not null default false,
  failed_log_ins int not null default 0,
  locked_until timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null default now()
);

create table staff_sessions (
  token_hash bytea primary key,
  staff_id uuid not null references staff,
  second_factor_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- ── The Platform's records, as last imported ────────────────────────────────────────────────────────────────────────
create table imports (
  id uuid primary key,
  kind text not null check (kind in ('records', 'doses', 'results')),
  unit_id text not null references units,
  staff_id uuid references staff,
  file_name text not null,
  sha256 text not null,
  state text not null check (state in ('reading', 'previewed', 'applying', 'applied', 'undone', 'refused')),
  headers jsonb not null default '[]',
  rows_total int not null default 0,
  rows_done int not null default 0,
  totals jsonb not null default '{}',
  refusal text,
  -- rows the sender says the file has; a different count refuses the whole file (features G06)
  rows_declared int,
  file_key text,
  created_at timestamptz not null,
  applied_at timestamptz,
  undone_at timestamptz
);

create table people (
  id uuid primary key,
  record_id text not null unique,
  unit_id text not null references units,
  full_name text not null,
  name_folded text not null,
  birth_date date,
  birth_precision text not null default 'day' check (birth_precision in ('day', 'month', 'year', 'unknown')),
  birth_text text not null default '',
  sex text check (sex in ('male', 'female')),
  id_number text,
  id_text text not null default '',
  nationality text not null default 'VN',
  phone text,
  ethnicity text,
  priority_group text,
  province text,
  district text,
  commune text,
  address text,
  facility text,
  class text not null check (class in ('no_id', 'malformed_id', 'wrong_facts', 'not_matched', 'right')),
  match_result text check (match_result in ('right', 'wrong', 'not_verifiable', 'not_in_register')),
  signed_at timestamptz,
  -- who may change identity fields: only an import of the Platform's own file (the mirror) does
  import_id uuid not null references imports,
  version int not null default 1,
  updated_at timestamptz not null
);
create index people_unit_class on people (unit_id, class, id);
create index people_id_number on people (id_number);
create index people_phone on people (phone);
create index people_name_birth on people (name_folded, birth_date);
create index people_birth on people (birth_date);

create function people_identity_needs_import() returns trigger language plpgsql as $$
begin
  if (new.full_name, new.birth_date, new.sex, new.id_number) is distinct from
     (old.full_name, old.birth_date, old.sex, old.id_number) and new.import_id = old.import_id then
    raise exception 'identity fields of a record change only with an import of the Platform''s file (9458, 2262; features F05)'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger people_identity_authority before update on people
  for each row execute function people_identity_needs_import();

create table doses (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  platform_dose_id text not null unique,
  number int,
  vaccine text not null,
  given_on date,
  given_text text not null default '',
  lot text,
  facility text,
  province text,
  import_id uuid not null references imports,
  signed_at timestamptz,
  frozen_at timestamptz
);
create index doses_person on doses (person_id, given_on);

create table import_rows (
  import_id uuid not null references imports on delete cascade,
  row_no int not null,
  record_id text,
  cells jsonb not null,
  errors jsonb not null default '[]',
  class text,
  -- the row as read, by the column names of the table it goes to; null when it was refused
  facts jsonb,
  -- what stood there before this import: null = there was nothing; undo writes it back exactly
  before jsonb,
  outcome text check (outcome in ('added', 'changed', 'same', 'refused')),
  primary key (import_id, row_no)
);
create index import_rows_record on import_rows (record_id);

-- ── Citizens: proof of a channel, never of a person ─────────────────────────────────────────────────────────────────
create table one_time_codes (
  id uuid primary key,
  phone text not null,
  purpose text not null,
  code_hash bytea not null,
  salt bytea not null,
  tries int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_codes_phone on one_time_codes (phone, created_at);

-- A browser or a chat account that proved a phone, and the record it may see (features A06).
create table proofs (
  id uuid primary key,
  address text not null,
  phone text,
  person_id uuid references people,
  level int not null check (level in (0, 1, 2)),
  proved_at timestamptz not null,
  expires_at timestamptz not null
);
create index proofs_address on proofs (address, expires_at);

create table drafts (
  -- becomes the id of the report, so that photos sealed for the draft stay sealed for the report
  id uuid not null unique,
  address text primary key,
  body jsonb not null,
  updated_at timestamptz not null
);

-- ── Reports (phản ánh) ──────────────────────────────────────────────────────────────────────────────────────────────
create table reports (
  id uuid primary key,
  code text not null unique,
  -- one submission makes one report however often the reply is lost (features B09)
  idempotency_key text not null unique,
  types text[] not null check (cardinality(types) > 0),
  state text not null check (state in ('queued', 'in_review', 'needs_identity', 'deferred', 'approved', 'exported',
    'platform_updated', 'refused', 'closed', 'withdrawn')),
  version int not null default 1,
  recorded_at timestamptz not null,
  due_at timestamptz not null,
  round int not null default 1,
  unit_id text not null references units,
  person_id uuid references people,
  claimant jsonb not null,
  phone text,
  address text,
  locale text not null default 'vi' check (locale in ('vi', 'en')),
  changes jsonb not null default '[]',
  doses jsonb not null default '[]',
  note text,
  taken_by uuid references staff,
  taken_at timestamptz,
  refusal_reasons text[] not null default '{}',
  answer text,
  deferred_until date,
  end_state text check (end_state in ('corrected_and_seen', 'corrected_waiting', 'not_ours', 'not_provable', 'duplicate', 'withdrawn')),
  hops int not null default 0,
  landed_row_id uuid,
  consent_version text,
  closed_at timestamptz,
  check (state <> 'refused' or cardinality(refusal_reasons) > 0),
  check (end_state is distinct from 'corrected_and_seen' or landed_row_id is not null)
);
create index reports_queue on reports (unit_id, state, due_at, id);
create index reports_person on reports (person_id);
create index reports_address on reports (address);
create index reports_phone on reports (phone);

create table report_events (
  id uuid primary key,
  report_id uuid not null references reports,
  seq int not null,
  action text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  staff_id uuid references staff,
  unit_id text references units,
  detail jsonb not null default '{}',
  at timestamptz not null,
  prev_hash bytea not null,
  hash bytea not null,
  unique (report_id, seq)
);

-- Two people for risky approvals (features E11): one row per round, and never the same person twice.
create table second_looks (
  report_id uuid not null references reports,
  round int not null,
  first_by uuid not null references staff,
  first_at timestamptz not null,
  second_by uuid references staff,
  second_at timestamptz,
  primary key (report_id, round),
  check (second_by is distinct from first_by or second_by is null)
);

create table consents (
  id uuid primary key,
  address text not null,
  report_id uuid references reports,
  text_version text not null,
  given_at timestamptz not null
);

-- ── Photos: encrypted, a key per case ───────────────────────────────────────────────────────────────────────────────
create table case_keys (
  case_id uuid primary key,
  wrapped_key bytea,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  check ((wrapped_key is null) = (destroyed_at is not null))
);

create table photos (
  id uuid primary key,
  -- the case key that seals it: the report, or the draft before there is a report
  case_id uuid not null references case_keys,
  report_id uuid references reports,
  draft_address text,
  dedupe_key text not null unique,
  kind text not null check (kind in ('card_front', 'card_back', 'dose_paper', 'other')),
  state text not null check (state in ('waiting', 'ready', 'refused', 'destroyed')),
  file_key text not null,
  sha256 text not null,
  bytes int not null,
  width int,
  height int,
  refusal text,
  -- what the card's QR said, sealed with the case key; null while unread or when there is none
  card_facts bytea,
  card_reason text,
  consent_id uuid not null references consents,
  received_at timestamptz not null,
  destroyed_at timestamptz
);
create index photos_report on photos (report_id);
create index photos_draft on photos (draft_address);

create table photo_links (
  token_hash bytea primary key,
  photo_id uuid not null references photos,
  session_hash bytea not null,
  staff_id uuid not null references staff,
  expires_at timestamptz not null
);

-- ── Identity cases and police lists ─────────────────────────────────────────────────────────────────────────────────
create table identity_cases (
  id uuid primary key,
  person_id uuid not null references people,
  unit_id text not null references units,
  state text not null check (state in ('listed', 'with_police', 'police_confirmed', 'police_objected', 'exported', 'matched', 'withdrawn')),
  class text not null check (class in ('no_id', 'malformed_id', 'wrong_facts')),
  version int not null default 1,
  rounds int not null default 1,
  -- the four legal fields as the station proposes them, dates YYYY-MM-DD
  proposed jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index identity_cases_one_open on identity_cases (person_id) where state not in ('matched', 'withdrawn');
create index identity_cases_queue on identity_cases (unit_id, state);

create table identity_case_reports (
  identity_case_id uuid not null references identity_cases,
  report_id uuid not null references reports,
  primary key (identity_case_id, report_id)
);

create table identity_case_events (
  id uuid primary key,
  identity_case_id uuid not null references identity_cases,
  seq int not null,
  action text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  staff_id uuid references staff,
  unit_id text references units,
  detail jsonb not null default '{}',
  at timestamptz not null,
  prev_hash bytea not null,
  hash bytea not null,
  unique (identity_case_id, seq)
);

create table police_lists (
  id uuid primary key,
  number text not null unique,
  unit_id text not null references units,
  police_unit_id text not null references units,
  state text not null check (state in ('with_police', 'partly_returned', 'returned')),
  version int not null default 1,
  drawn_up_on date not null,
  drawn_up_by uuid not null references staff,
  due_at timestamptz not null,
  canonical text not null,
  sha256 text not null,
  created_at timestamptz not null
);
create index police_lists_police on police_lists (police_unit_id, state, due_at);

create table police_rows (
  id uuid primary key,
  list_id uuid not null references police_lists,
  row_no int not null check (row_no between 1 and 200),
  identity_case_id uuid not null references identity_cases,
  nationality text not null default 'VN' check (nationality = 'VN'),
  full_name text not null,
  birth_date text not null,
  sex text not null,
  id_number text not null,
  answer text check (answer in ('match', 'wrong_field', 'not_found', 'not_resident', 'must_come', 'foreigner', 'deceased')),
  wrong_fields text[] not null default '{}',
  note text,
  answered_by uuid references staff,
  answered_at timestamptz,
  return_id uuid,
  open boolean not null default true,
  unique (list_id, row_no)
);
-- a person stands on at most one open list (features F01)
create unique index police_rows_one_open on police_rows (identity_case_id) where open;

create table police_returns (
  id uuid primary key,
  list_id uuid not null references police_lists,
  part int not null,
  canonical text not null,
  sha256 text not null,
  file_key text not null,
  file_sha256 text not null,
  method text not null check (method in ('minutes', 'soft_certificate')),
  state text not null check (state in ('drawn_up', 'signed', 'accepted')),
  minutes jsonb,
  minutes_file_key text,
  signature bytea,
  signer jsonb,
  signed_by uuid references staff,
  signed_at timestamptz,
  accepted_by uuid references staff,
  accepted_signature bytea,
  accepted_signer jsonb,
  accepted_at timestamptz,
  created_at timestamptz not null,
  unique (list_id, part),
  -- the police and the station are two people (features F06)
  check (accepted_by is distinct from signed_by or accepted_by is null)
);
alter table police_rows add foreign key (return_id) references police_returns;

create table police_list_events (
  id uuid primary key,
  list_id uuid not null references police_lists,
  seq int not null,
  action text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  staff_id uuid references staff,
  unit_id text references units,
  detail jsonb not null default '{}',
  at timestamptz not null,
  prev_hash bytea not null,
  hash bytea not null,
  unique (list_id, seq)
);

-- ── What may go to the Platform: every value with the authority that decided it (features F05) ──────────────────────
create table approved_changes (
  id uuid primary key,
  person_id uuid not null references people,
  field text not null check (field in ('full_name', 'birth_date', 'sex', 'id_number', 'phone', 'dose')),
  kind text not null check (kind in ('identity', 'contact', 'dose')),
  dose_id uuid references doses,
  recorded jsonb,
  correct jsonb not null,
  police_row_id uuid references police_rows,
  health_event_id uuid references report_events,
  identity_case_id uuid references identity_cases,
  report_id uuid references reports,
  foreigner boolean not null default false,
  state text not null default 'approved' check (state in ('approved', 'exported', 'landed', 'not_landed', 'changed_by_other', 'dropped')),
  created_at timestamptz not null,
  check ((kind = 'identity') = (field in ('full_name', 'birth_date', 'sex', 'id_number'))),
  check (kind <> 'identity' or (police_row_id is not null and health_event_id is null and not foreigner)
    or (foreigner and health_event_id is not null and police_row_id is null)),
  check (kind = 'identity' or (health_event_id is not null and police_row_id is null))
);
create index approved_changes_person on approved_changes (person_id, state);

create table exports (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('import_file', 'hand_edit')),
  unit_id text not null references units,
  staff_id uuid not null references staff,
  template_version text not null,
  rows_total int not null,
  totals jsonb not null,
  file_key text,
  file_sha256 text,
  created_at timestamptz not null
);

create table export_rows (
  id uuid primary key,
  export_id uuid not null references exports,
  row_no int not null,
  person_id uuid not null references people,
  change_ids uuid[] not null,
  saved_at timestamptz,
  saved_by uuid references staff,
  state text not null check (state in ('exported', 'landed', 'not_landed', 'changed_by_other')),
  settled_import_id uuid references imports,
  settled_at timestamptz,
  before jsonb not null,
  after jsonb not null,
  seen jsonb,
  unique (export_id, row_no)
);
create index export_rows_person on export_rows (person_id, state);
alter table reports add foreign key (landed_row_id) references export_rows;

-- ── Signing and passports ───────────────────────────────────────────────────────────────────────────────────────────
create table signed_records (
  id uuid primary key,
  person_id uuid not null references people,
  unit_id text not null references units,
  signed_by uuid not null references staff,
  canonical text not null,
  sha256 text not null,
  method text not null check (method in ('soft_certificate', 'minutes')),
  signature bytea,
  signer jsonb,
  minutes jsonb,
  signed_at timestamptz not null,
  check ((method = 'soft_certificate') = (signature is not null)),
  unique (person_id, sha256)
);
create index signed_records_of_unit on signed_records (unit_id, signed_at);

create table passports (
  id uuid primary key,
  person_id uuid not null references people,
  signed_record_id uuid not null references signed_records unique,
  ci text not null unique,
  hc1 text not null,
  dose_number int not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  replaced_by uuid references passports
);
create unique index passports_one_alive on passports (person_id) where revoked_at is null;

create table signing_keys (
  purpose text not null,
  owner_id text not null,
  certificate text not null,
  sealed_key bytea not null,
  created_at timestamptz not null,
  primary key (purpose, owner_id)
);

-- ── Conversation, promises, messages ────────────────────────────────────────────────────────────────────────────────
create table inbox (
  id bigint generated always as identity primary key,
  dedupe_key text not null unique,
  channel text not null,
  address text not null,
  event jsonb not null,
  sort_key bigint not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  attempts int not null default 0,
  fault_code text,
  dead_at timestamptz
);
create index inbox_open on inbox (address, sort_key, id) where handled_at is null and dead_at is null;

create table conversations (
  address text primary key,
  state jsonb not null,
  locale text not null default 'vi',
  version int not null default 1,
  closed_at timestamptz,
  last_heard_at timestamptz,
  updated_at timestamptz not null
);

create table tasks (
  id uuid primary key,
  name text not null,
  data jsonb not null,
  unique_key text not null unique,
  not_before timestamptz,
  promised_at timestamptz not null,
  relayed_at timestamptz,
  done_at timestamptz,
  attempts int not null default 0,
  fault_code text,
  dead_at timestamptz,
  discarded_at timestamptz,
  discard_reason text
);
create index tasks_open on tasks (relayed_at nulls first, promised_at) where done_at is null and dead_at is null;
create index tasks_dead on tasks (dead_at) where dead_at is not null and discarded_at is null;

create table outbox (
  id uuid primary key,
  sequence bigint generated always as identity,
  idempotency_key text not null unique,
  channel text not null check (channel in ('telegram', 'zalo', 'web', 'sms')),
  address text not null,
  purpose text not null check (purpose in ('reply', 'notification', 'code', 'reminder')),
  content jsonb not null,
  report_id uuid references reports,
  campaign_id uuid,
  not_before timestamptz,
  not_after timestamptz,
  state text not null default 'queued' check (state in ('queued', 'sending', 'accepted', 'delivered', 'failed', 'unknown', 'skipped')),
  attempts int not null default 0,
  failure_class text,
  failure_code text,
  provider_message_id text,
  created_at timestamptz not null,
  sending_since timestamptz,
  settled_at timestamptz
);
create index outbox_open on outbox (address, sequence) where state in ('queued', 'sending');
create index outbox_report on outbox (report_id, sequence);
create unique index outbox_sequence on outbox (sequence);

-- Files of the web chat, sealed at once, until the citizen has said what they show.
create table chat_uploads (
  id uuid primary key,
  address text not null,
  wrapped_key bytea not null,
  file_key text not null,
  bytes int not null,
  received_at timestamptz not null
);
create index chat_uploads_received on chat_uploads (received_at);

-- What would have been sent, in practice mode.
create table message_box (
  id uuid primary key,
  client_ref text not null unique,
  channel text not null,
  recipient text not null,
  text text not null,
  sent_at timestamptz not null
);

-- ── Reminders by staff ──────────────────────────────────────────────────────────────────────────────────────────────
create table campaigns (
  id uuid primary key,
  unit_id text not null references units,
  staff_id uuid not null references staff,
  audience text not null check (audience in ('photo_asked', 'card_missing', 'error_list')),
  template_key text not null,
  state text not null check (state in ('previewed', 'sending', 'stopped', 'finished')),
  people_total int not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  stopped_at timestamptz
);

create table campaign_people (
  campaign_id uuid not null references campaigns,
  recipient_key text not null,
  person_id uuid references people,
  report_id uuid references reports,
  address text not null,
  state text not null check (state in ('waiting', 'sent', 'skipped')),
  skip_reason text,
  settled_at timestamptz,
  primary key (campaign_id, recipient_key)
);
alter table outbox add foreign key (campaign_id) references campaigns;

-- ── Who read and wrote what (features L01) ──────────────────────────────────────────────────────────────────────────
create table audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null,
  staff_id uuid references staff,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb not null default '{}'
);

create table rate_limits (
  key text primary key,
  points int not null,
  resets_at timestamptz not null
);

-- ── History is append-only ──────────────────────────────────────────────────────────────────────────────────────────
create function history_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger report_events_frozen before update or delete on report_events for each row execute function history_is_append_only();
create trigger identity_case_events_frozen before update or delete on identity_case_events for each row execute function history_is_append_only();
create trigger police_list_events_frozen before update or delete on police_list_events for each row execute function history_is_append_only();
create trigger audit_frozen before update or delete on audit for each row execute function history_is_append_only();

-- ── The police see identity, never doses (features F04) ─────────────────────────────────────────────────────────────
do $$ begin
  if not exists (select from pg_roles where rolname = 'so_tiem_police') then
    create role so_tiem_police nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
grant so_tiem_police to current_user;
grant usage on schema public to so_tiem_police;
grant select on units, police_lists, police_rows, police_returns, police_list_events to so_tiem_police;
-- who an officer is, never how they log in
grant select (id, login, full_name, unit_id, role) on staff to so_tiem_police;
grant update (answer, wrong_fields, note, answered_by, answered_at, return_id) on police_rows to so_tiem_police;
grant update (state, version) on police_lists to so_tiem_police;
grant insert on police_list_events, police_returns, tasks, audit to so_tiem_police;
grant update (state, minutes, minutes_file_key, method, signature, signer, signed_by, signed_at) on police_returns to so_tiem_police;
