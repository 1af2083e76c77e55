-- A repeat report joins the open case (features B07). Its submission is remembered too, so that a second tap or a lost reply
-- finds the same receipt and adds nothing again (features B09).
create table joined_submissions (
  idempotency_key text primary key,
  report_id uuid not null references reports,
  joined_at timestamptz not null
);
