import { sql } from 'kysely'
import { smsTo } from '../../../core/domain/contact/address.ts'
import type { PersonalData } from '../../../core/ports/personal-data.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'
import { uploadOf } from './uploads-store.ts'

export function personalDataStore(db: Db): PersonalData {
  const forgetting = { forgetTold: forgetTold(db), forgetTalk: forgetTalk(db), forgetContacts: forgetContacts(db) }
  return { ...counting(db), ...consents(db), ...forgetting }
}

const NOBODY = json({ fullName: '', birthDate: '', sex: 'female', idNumber: null, passportCountry: null })

/** The phone as the outbox writes it: codes and notices by SMS are said to the person too. */
const sms = (phone: string | null) => (phone ? [smsTo(phone)] : [])

function counting(db: Db): Pick<PersonalData, 'talkOf' | 'sheetsOf' | 'draftsOf' | 'uploadsOf' | 'helpRequestIdsOf'> {
  const idsOf = async (table: 'drafts' | 'help_requests', addresses: readonly string[]) => {
    const rows = await db
      .selectFrom(table)
      .select('id')
      .where('address', 'in', [...addresses])
      .execute()
    return rows.map((row) => row.id)
  }
  return {
    talkOf: async ({ addresses, phone }) => {
      const { rows } = await sql<Record<'heard' | 'said' | 'help' | 'uploads', string>>`select
        (select count(*) from inbox where address = any(${addresses})) as heard,
        (select count(*) from outbox where address = any(${[...addresses, ...sms(phone)]})) as said,
        (select count(*) from help_requests where address = any(${addresses})) as help,
        (select count(*) from chat_uploads where address = any(${addresses})) as uploads`.execute(db)
      const [row] = rows
      const number = (text: string | undefined) => Number(text ?? 0)
      return {
        heard: number(row?.heard),
        said: number(row?.said),
        helpRequests: number(row?.help),
        uploads: number(row?.uploads),
      }
    },
    sheetsOf: async ({ addresses, phone }) => {
      const { rows } = await sql<{ count: string }>`select count(*) from household_sheets
        where address = any(${addresses}) or phone = ${phone}`.execute(db)
      return Number(rows[0]?.count ?? 0)
    },
    draftsOf: (addresses) => idsOf('drafts', addresses),
    helpRequestIdsOf: (addresses) => idsOf('help_requests', addresses),
    uploadsOf: async (addresses) => {
      const found = db
        .selectFrom('chat_uploads')
        .selectAll()
        .where('address', 'in', [...addresses])
      return (await found.execute()).map(uploadOf)
    },
  }
}

function consents(db: Db): Pick<PersonalData, 'consentsOf' | 'withdrawConsents'> {
  return {
    consentsOf: async (addresses) => {
      const rows = await db
        .selectFrom('consents')
        .selectAll()
        .where('address', 'in', [...addresses])
        .orderBy('given_at')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        address: row.address,
        reportId: row.report_id,
        textVersion: row.text_version,
        givenAt: row.given_at,
        withdrawnAt: row.withdrawn_at,
      }))
    },
    withdrawConsents: async (addresses, at) => {
      const { numUpdatedRows } = await db
        .updateTable('consents')
        .set({ withdrawn_at: at })
        .where('address', 'in', [...addresses])
        .where('withdrawn_at', 'is', null)
        .executeTakeFirst()
      // A dialogue that was told yes before does not go on as if it were.
      await sql`update conversations set state = state #- '{answers,consent}' #- '{paused,answers,consent}'
        where address = any(${addresses})`.execute(db)
      return Number(numUpdatedRows)
    },
  }
}

function forgetTalk(db: Db): PersonalData['forgetTalk'] {
  return async (addresses, phone) => {
    const ears = [...addresses, ...sms(phone)]
    const heard = await sql`delete from inbox where address = any(${addresses})
      and (handled_at is not null or discarded_at is not null)`.execute(db)
    const said = await sql`delete from outbox o where address = any(${ears}) and settled_at is not null
      and purpose in ('reply', 'code') and not exists (select from call_list c where c.outbox_id = o.id)`.execute(db)
    // What was told about a case stays with the case, at nobody's address.
    const told = await sql`update outbox set address = 'forgotten|' || id where address = any(${ears})
      and settled_at is not null`.execute(db)
    await sql`delete from conversations where address = any(${addresses})`.execute(db)
    await sql`update staff_replies set address = 'forgotten|' || id where address = any(${addresses})`.execute(db)
    await sql`update help_requests set address = 'forgotten|' || id, text = null, callback_phone = null, person_id = null
      where address = any(${addresses}) and ended_at is not null`.execute(db)
    return [heard, said, told].reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0), 0)
  }
}

function forgetTold(db: Db): PersonalData['forgetTold'] {
  return async (reportId) => {
    await sql`update counter_intakes set phone = null where report_id = ${reportId}`.execute(db)
    await sql`update helper_sessions set initials = null where report_id = ${reportId}`.execute(db)
  }
}

function forgetContacts(db: Db): PersonalData['forgetContacts'] {
  return async (addresses, phone, at) => {
    const linked = await sql`update contact_members set unlinked_at = ${at} where address = any(${addresses})
      and unlinked_at is null`.execute(db)
    await sql`delete from shared_cases where group_id in
      (select group_id from contact_members where address = any(${addresses}))`.execute(db)
    await sql`delete from contact_members where address = any(${addresses})`.execute(db)
    await sql`delete from link_codes where address = any(${addresses})`.execute(db)
    await sql`delete from one_time_codes where address = any(${addresses}) or phone = ${phone}`.execute(db)
    await sql`update campaign_people set address = 'forgotten|' || recipient_key where address = any(${addresses})
      and settled_at is not null`.execute(db)
    await sql`delete from helper_codes where address = any(${addresses})`.execute(db)
    await sql`update counter_codes set used_by = null where used_by = any(${addresses})`.execute(db)
    await sql`update unknown_people set address = 'forgotten|' || id where address = any(${addresses})`.execute(db)
    // A sheet is over at once: its rows open nothing any more, what they hold goes with the next work of the hour.
    await sql`update household_sheets set expires_at = least(expires_at, ${at}), address = 'forgotten|' || id, phone = ''
      where address = any(${addresses}) or phone = ${phone}`.execute(db)
    // Whom this account keeps (features A07); papers lose their key, the file follows with the nightly work.
    await sql`delete from family_doors where address = any(${addresses})`.execute(db)
    await sql`update family_members set ended_at = ${at}, ended_why = 'left', claimant = null
      where phone = ${phone} and ended_at is null`.execute(db)
    await sql`update birth_papers set wrapped_key = null, claimant = ${NOBODY} where address = any(${addresses})
      or phone = ${phone}`.execute(db)
    const proofs = await sql`delete from proofs where address = any(${addresses}) or phone = ${phone}`.execute(db)
    return Number(linked.numAffectedRows ?? 0) + Number(proofs.numAffectedRows ?? 0)
  }
}
