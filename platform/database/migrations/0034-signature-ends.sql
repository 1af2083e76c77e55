-- A signature stands under what was signed: a record whose person or doses say something else now needs a new one, whichever
-- reading brought the change (features H05). Held here because three roads write the mirror.
create function changed_person_is_unsigned() returns trigger language plpgsql as $$
begin
  new.signed_at := null;
  return new;
end $$;
create trigger people_signature_ends before update on people for each row
  when (old.signed_at is not null and new.signed_at is not distinct from old.signed_at
    and (new.full_name, new.birth_date, new.birth_precision, new.sex, new.id_text, new.nationality) is distinct from
      (old.full_name, old.birth_date, old.birth_precision, old.sex, old.id_text, old.nationality))
  execute function changed_person_is_unsigned();

create function changed_dose_is_unsigned() returns trigger language plpgsql as $$
begin
  new.signed_at := null;
  return new;
end $$;
create trigger doses_signature_ends before update on doses for each row
  when (old.signed_at is not null and
    (new.person_id, new.number, new.vaccine, new.given_on, new.lot, new.facility) is distinct from
      (old.person_id, old.number, old.vaccine, old.given_on, old.lot, old.facility))
  execute function changed_dose_is_unsigned();

create function person_of_changed_dose_is_unsigned() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    update people set signed_at = null where id = old.person_id and signed_at is not null;
  end if;
  if tg_op <> 'DELETE' then
    update people set signed_at = null where id = new.person_id and signed_at is not null;
  end if;
  return null;
end $$;
create trigger doses_end_signature after insert or delete on doses for each row
  execute function person_of_changed_dose_is_unsigned();
create trigger doses_changed_end_signature after update on doses for each row
  when ((new.person_id, new.number, new.vaccine, new.given_on, new.lot, new.facility) is distinct from
    (old.person_id, old.number, old.vaccine, old.given_on, old.lot, old.facility))
  execute function person_of_changed_dose_is_unsigned();

-- A record that went back to what was signed once is signed again; only minutes are one paper for one text.
alter table signed_records drop constraint signed_records_person_id_sha256_key;
create unique index signed_records_one_by_minutes on signed_records (person_id, sha256) where method = 'minutes';

-- Nobody ever wrote it: a dispute freezes a dose (disputed_doses).
alter table doses drop column frozen_at;
