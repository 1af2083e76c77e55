-- What of a photo staff may see without giving a reason: polygons in its own pixels, everything else is covered (features C08).
-- Null: nobody has looked yet, so nothing of it is shown (features C10).
alter table photos add column shown_areas jsonb;
update photos set shown_areas = '[]' where state <> 'waiting' and (card_reason is not null or kind in ('dose_paper', 'other'));

-- Whether the card that was read agrees with all that the report changes: the easy case (features C05). Null: no card was read.
alter table photos add column card_agrees boolean;

-- What was read on a paper slip, sealed with the case key, and how the reading went (features C13).
alter table photos add column slip_facts bytea;
alter table photos add column slip_reason text;

-- Each uncovering: one officer, one photo, a short while (features C08). `note` is the officer's own sentence.
create table photo_unmasks (
  id uuid primary key,
  photo_id uuid not null references photos,
  report_id uuid not null references reports,
  staff_id uuid not null references staff,
  reason text not null,
  note text,
  unmasked_at timestamptz not null,
  expires_at timestamptz not null,
  check (reason <> 'other' or note is not null)
);
create index photo_unmasks_live on photo_unmasks (photo_id, staff_id, expires_at);
