-- A joint review whose report was taken back before station and police met: nobody is to hold it any more (features D12, F10).
alter table joint_reviews
  add column ended_at timestamptz,
  add check (ended_at is null or recorded_at is null);
update joint_reviews j set ended_at = c.updated_at
  from identity_cases c where c.id = j.identity_case_id and c.state = 'withdrawn' and j.recorded_at is null;
drop index joint_reviews_open;
create unique index joint_reviews_open on joint_reviews (identity_case_id) where recorded_at is null and ended_at is null;
