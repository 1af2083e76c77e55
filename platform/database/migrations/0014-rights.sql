-- Rights of the person (features L05), a log nobody can quietly change (L01), the nightly proof that photos went (C12), and the
-- household sheet (B10).

-- ── The log is chained, in batches (docs/decisions/audit-chain.md) ──────────────────────────────────────────────────────
-- What was written and not chained yet. A trigger fills it, so that no writer waits for another and none forgets.
create table chain_waiting (
  no bigint generated always as identity primary key,
  chain text not null,
  row_key text not null,
  written_at timestamptz not null default now()
);

-- One link for each row, in the order of sealing: mac = HMAC(key outside the database, mac before, the row's text).
create table chain_links (
  chain text not null,
  no bigint not null check (no > 0),
  row_key text not null,
  mac bytea not null,
  sealed_at timestamptz not null,
  primary key (chain, no),
  unique (chain, row_key)
);
create trigger chain_links_frozen before update or delete on chain_links for each row execute function history_is_append_only();

-- With the rights of its owner: the police may write into the log, not into the chain.
create function wait_for_chain() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into chain_waiting (chain, row_key) values (tg_table_name, to_jsonb(new) ->> tg_argv[0]);
  return null;
end $$;
create trigger audit_chained after insert on audit for each row execute function wait_for_chain('seq');
create trigger report_events_chained after insert on report_events for each row execute function wait_for_chain('id');
create trigger identity_case_events_chained after insert on identity_case_events for each row execute function wait_for_chain('id');
create trigger police_list_events_chained after insert on police_list_events for each row execute function wait_for_chain('id');
insert into chain_waiting (chain, row_key) select 'audit', seq::text from audit order by seq;
insert into chain_waiting (chain, row_key) select 'report_events', id::text from report_events order by at, seq;
insert into chain_waiting (chain, row_key) select 'identity_case_events', id::text from identity_case_events order by at, seq;
insert into chain_waiting (chain, row_key) select 'police_list_events', id::text from police_list_events order by at, seq;

-- A row trigger does not see `truncate`.
create trigger audit_not_emptied before truncate on audit for each statement execute function history_is_append_only();
create trigger chain_links_not_emptied before truncate on chain_links for each statement execute function history_is_append_only();
create trigger report_events_not_emptied before truncate on report_events for each statement execute function history_is_append_only();
create trigger identity_case_events_not_emptied before truncate on identity_case_events for each statement execute function history_is_append_only();
create trigger police_list_events_not_emptied before truncate on police_list_events for each statement execute function history_is_append_only();
-- And the right itself goes from whoever runs the house: a server whose role is no superuser refuses before any trigger.
revoke update, delete, truncate on audit, chain_links, identity_case_events, police_list_events from public, current_user;
-- A reference to a row of this one is checked with the right to lock it, which is the right to update.
revoke delete, truncate on report_events from public, current_user;

-- "Who opened my file" (features L01) asks by what was opened.
create index audit_subject on audit (subject_kind, subject_id);
create index audit_report on audit ((detail ->> 'reportId')) where detail ? 'reportId';

-- ── Consent can be taken back ──────────────────────────────────────────────────────────────────────────────────────────
alter table consents add column withdrawn_at timestamptz;
create index consents_address on consents (address, given_at);

-- ── Requests about one's own data (domain 8.1) ─────────────────────────────────────────────────────────────────────────
create table rights_requests (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('access', 'withdraw', 'restrict', 'object', 'erase')),
  state text not null check (state in ('received', 'explained', 'done', 'refused', 'taken_back')),
  version int not null default 1,
  unit_id text not null references units,
  -- an import that is undone takes its people with it
  person_id uuid references people on delete set null,
  address text not null,
  phone text,
  locale text not null default 'vi' check (locale in ('vi', 'en')),
  words text,
  asked_at timestamptz not null,
  -- when the procedure must be told, and when the wish must be met
  answer_due_at timestamptz not null,
  due_at timestamptz not null,
  extended_at timestamptz,
  explained_at timestamptz,
  settled_at timestamptz,
  settled_by uuid references staff,
  answer text,
  -- what went, in numbers (features C12, D12); null while nothing did
  receipt jsonb,
  check ((state in ('done', 'refused', 'taken_back')) = (settled_at is not null))
);
create index rights_requests_unit on rights_requests (unit_id, due_at) where settled_at is null;
create index rights_requests_address on rights_requests (address);
create index rights_requests_phone on rights_requests (phone) where phone is not null;
create index rights_requests_person on rights_requests (person_id) where person_id is not null;

-- A copy of one's data is made when it is fetched: only the right to fetch it is stored, once, for a quarter of an hour.
create table copy_links (
  token_hash bytea primary key,
  address text not null,
  form text not null check (form in ('json', 'page')),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index copy_links_expires on copy_links (expires_at);

-- ── Every night: is any photo left whose time is up? (features C12) ────────────────────────────────────────────────────
create table photo_proofs (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- photos that are kept, photos past their time, files whose key is gone and that still lie there, forgotten uploads
  kept int not null,
  overdue int not null,
  keyless_files int not null,
  forgotten_uploads int not null
);

-- ── A sheet of a household, a school, an employer (features B10) ───────────────────────────────────────────────────────
create table household_sheets (
  id uuid primary key,
  -- the browser or chat that sent it, and the phone it had proved: whoever holds either reads the counts
  address text not null,
  phone text not null,
  locale text not null default 'vi' check (locale in ('vi', 'en')),
  rows_total int not null,
  rows_refused int not null,
  -- the same sheet with a column of reasons, sealed; null when every row was taken, or when its time was over
  errors_file_key text,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  forgotten_at timestamptz
);
create index household_sheets_phone on household_sheets (phone, sent_at);
create index household_sheets_expires on household_sheets (expires_at) where forgotten_at is null;

-- One person of a sheet, sealed until they say yes themselves; nothing of them is left afterwards but what became of the row.
create table household_rows (
  id uuid primary key,
  sheet_id uuid not null references household_sheets,
  row_no int not null,
  -- the id of a row is its link, and stands nowhere else
  state text not null check (state in ('waiting', 'confirmed', 'declined', 'expired')),
  has_phone boolean not null,
  sealed bytea,
  settled_at timestamptz,
  unique (sheet_id, row_no),
  check ((state = 'waiting') = (sealed is not null)),
  check ((state = 'waiting') = (settled_at is null))
);
