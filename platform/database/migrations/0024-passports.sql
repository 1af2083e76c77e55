-- One code for each dose, renewed from the same signed record (features H04, H08): what is unique is what is alive.
alter table passports drop constraint passports_signed_record_id_key;
drop index passports_one_alive;
create unique index passports_one_alive on passports (person_id, dose_number) where revoked_at is null;
create index passports_of_signed_record on passports (signed_record_id);

-- Which key signed it, hex of eight bytes: revocation lists are kept by key (dcc.md). Null before this migration.
alter table passports add column kid text;
alter table passports add column revoked_why text check (revoked_why in ('corrected', 'renewed'));
-- Told once that it ends within 30 days (features H04).
alter table passports add column reminded_at timestamptz;
create index passports_ending on passports (expires_at) where revoked_at is null and reminded_at is null;
create index passports_revoked on passports (expires_at) where revoked_at is not null;

-- A link to the paper: one download, one day, only for whoever is still proved (features H10).
create table passport_links (
  token_hash text primary key,
  person_id uuid not null references people,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index passport_links_ending on passport_links (expires_at);
