-- A channel may be switched for one province: on, photos by a link to the portal, or off (features L10, C14).
-- No row means on. The portal itself has no switch: it is the road that always stays.
create table channel_switches (
  channel text not null check (channel in ('telegram', 'zalo', 'sms', 'zns')),
  province_unit_id text not null references units,
  state text not null check (state in ('on', 'hand_over', 'off')),
  switched_by uuid not null references staff,
  switched_at timestamptz not null,
  primary key (channel, province_unit_id)
);

-- The way a photo takes past a chat: one use, ten minutes, back into the same conversation (features C14).
create table upload_links (
  token_hash bytea primary key,
  address text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index upload_links_expires on upload_links (expires_at);

-- Whoever asks for a code gets their own: a stranger's request leaves the owner's code alone.
alter table one_time_codes add column address text not null default '';
alter table one_time_codes alter column address drop default;
drop index one_time_codes_phone;
create index one_time_codes_asked on one_time_codes (phone, purpose, address, created_at);
