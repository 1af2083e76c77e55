-- Who signed with what: certificates of officers, roots and revocation lists, signing at the officer's own machine, minutes on
-- paper with their scan, and the second pair of eyes before a signature (features F06, H01, H11, H13).

-- ── Certificates ────────────────────────────────────────────────────────────────────────────────────────────────────
create table signing_certificates (
  id uuid primary key,
  staff_id uuid not null references staff,
  driver text not null check (driver in ('soft', 'pkcs11', 'browser')),
  certificate text not null,
  -- certificates of authorities between it and the root, PEM after PEM
  chain text not null default '',
  issuer text not null,
  serial text not null,
  subject text not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  -- the soft driver's private key, sealed with the master key; gone with the certificate
  sealed_key bytea,
  -- the pkcs11 driver's key, by its CKA_ID in hex
  token_key_id text,
  registered_at timestamptz not null,
  removed_at timestamptz,
  check (driver <> 'soft' or sealed_key is not null or removed_at is not null),
  check (driver <> 'pkcs11' or token_key_id is not null)
);
-- one officer signs with one certificate, and a certificate belongs to one officer for ever
create unique index signing_certificates_one_each on signing_certificates (staff_id) where removed_at is null;
create unique index signing_certificates_one_owner on signing_certificates (issuer, serial);
-- practice certificates were kept without issuer and serial; they are made anew when first needed
delete from signing_keys where purpose = 'cms';

create table signing_roots (
  fingerprint text primary key,
  certificate text not null,
  added_at timestamptz not null
);

create table signing_crls (
  -- hex SHA-256 of the issuer's name in DER
  issuer_hash text primary key,
  crl bytea not null,
  this_update timestamptz not null,
  next_update timestamptz,
  url text,
  fetched_at timestamptz not null
);

-- ── Passport signers: one signs, all that ever signed are trusted (dcc.md) ──────────────────────────────────────────
create table passport_signers (
  -- first 8 bytes of the SHA-256 of the certificate, hex
  kid text primary key,
  certificate text not null,
  sealed_key bytea,
  installed_at timestamptz not null,
  retired_at timestamptz,
  check (sealed_key is not null or retired_at is not null)
);
create unique index passport_signers_one_active on passport_signers ((true)) where retired_at is null;

-- ── Signed lists ────────────────────────────────────────────────────────────────────────────────────────────────────
alter table police_returns drop constraint police_returns_method_check;
update police_returns set method = 'certificate' where method = 'soft_certificate';
alter table police_returns add constraint police_returns_method_check check (method in ('minutes', 'certificate'));
alter table police_returns
  add column driver text check (driver in ('soft', 'pkcs11', 'browser', 'scan')),
  add column signed_file_key text,
  add column signed_file_sha256 text,
  add column revocation text check (revocation in ('good', 'unknown', 'stale')),
  add column accepted_driver text check (accepted_driver in ('soft', 'pkcs11', 'browser', 'scan')),
  add column accepted_file_key text,
  add column accepted_file_sha256 text,
  add column accepted_revocation text check (accepted_revocation in ('good', 'unknown', 'stale')),
  add column accepted_scan_key text;
grant update (driver, signed_file_key, signed_file_sha256, revocation) on police_returns to so_tiem_police;

alter table signed_records drop constraint signed_records_method_check;
alter table signed_records drop constraint signed_records_check;
update signed_records set method = 'certificate' where method = 'soft_certificate';
alter table signed_records
  add constraint signed_records_method_check check (method in ('certificate', 'minutes')),
  add constraint signed_records_signature_check check ((method = 'certificate') = (signature is not null)),
  add column driver text not null default 'soft' check (driver in ('soft', 'pkcs11', 'browser', 'scan')),
  add column minutes_id uuid;
update signed_records set driver = 'scan' where method = 'minutes';

-- ── Minutes on paper (biên bản) ─────────────────────────────────────────────────────────────────────────────────────
create table signing_minutes (
  id uuid primary key,
  number text not null unique,
  unit_id text not null references units,
  drawn_on date not null,
  parties text not null,
  -- the frozen list of statements, one per person
  canonical text not null,
  sha256 text not null,
  people int not null,
  doses int not null,
  file_key text not null,
  file_sha256 text not null,
  scan_key text,
  state text not null check (state in ('drawn_up', 'recorded', 'given_up')),
  drawn_up_by uuid not null references staff,
  drawn_up_at timestamptz not null,
  recorded_by uuid references staff,
  recorded_at timestamptz,
  check ((state = 'recorded') = (scan_key is not null))
);
create index signing_minutes_of_unit on signing_minutes (unit_id, drawn_up_at);
alter table signed_records add foreign key (minutes_id) references signing_minutes;

-- ── A second pair of eyes before the signature, where a unit wants it (features H01) ────────────────────────────────
create table signing_rules (
  unit_id text primary key references units,
  two_people boolean not null,
  set_by uuid not null references staff,
  set_at timestamptz not null
);
create table signing_checks (
  person_id uuid not null references people,
  -- of the statement that was looked at: another dose, another look
  sha256 text not null,
  checked_by uuid not null references staff,
  checked_at timestamptz not null,
  primary key (person_id, sha256, checked_by)
);

-- ── Signing at the officer's own machine (browser agents, dcc.md) ───────────────────────────────────────────────────
create table signing_sessions (
  id uuid primary key,
  staff_id uuid not null references staff,
  purpose text not null check (purpose in ('return', 'accept')),
  subject_id uuid not null,
  file_key text not null,
  file_sha256 text not null,
  file_name text not null,
  download_hash bytea not null unique,
  upload_hash bytea not null unique,
  downloaded_at timestamptz,
  uploaded_at timestamptz,
  state text not null check (state in ('waiting', 'done', 'refused')),
  -- what was wrong with what came back: an objection's code and detail
  objection jsonb,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index signing_sessions_of_staff on signing_sessions (staff_id, created_at);
