-- The Official Account behind a Zalo app: its tokens, sealed, and what was last seen of its allowances (channels.md 1.2, 1.3).
-- A refresh token works once, so whoever renews holds the lock on this row until the new pair is committed.
create table zalo_accounts (
  app_id text primary key,
  oa_id text not null,
  state text not null check (state in ('connected', 'needs_consent', 'disconnected')),
  access_token bytea,
  refresh_token bytea,
  access_until timestamptz,
  connected_by uuid not null references staff,
  connected_at timestamptz not null,
  renewed_at timestamptz,
  -- set and committed before the request leaves: what is left here after a crash was never answered
  renewing_since timestamptz,
  fault_code text,
  fault_at timestamptz,
  oa_name text,
  is_verified boolean,
  package_name text,
  template_quality text,
  looked_at timestamptz,
  check (state = 'disconnected' or (access_token is not null and refresh_token is not null and access_until is not null))
);

-- Begun on the staff page and not yet back from Zalo. The state is known only as its hash, the verifier is sealed.
create table zalo_consents (
  state_hash bytea primary key,
  session_hash bytea not null,
  staff_id uuid not null references staff,
  verifier bytea not null,
  expires_at timestamptz not null
);

create table zalo_meters (
  app_id text not null,
  meter text not null check (meter in ('sub_quota', 'purchase_quota', 'reward_quota', 'template_day', 'calls_minute')),
  remain int not null,
  total int,
  -- the most ever left: stands in where Zalo tells no total
  most_seen int not null,
  seen_at timestamptz not null,
  primary key (app_id, meter)
);
