-- What was known of revocation when doses were signed, as it stands beside signed lists since 0022. Null: minutes, or signed
-- before it was asked (features H01).
alter table signed_records add column revocation text check (revocation in ('good', 'unknown', 'stale'));
