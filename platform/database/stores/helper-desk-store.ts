import type { Selectable } from 'kysely'
import type { HelpedPerson, HelperDesk, HelperSession } from '../../../core/ports/helper-desk.ts'
import type { Db } from '../database.ts'
import type { HelperSessions } from '../schema.ts'

export function helperDeskStore(db: Db): HelperDesk {
  return { ...sessions(db), ...ends(db), ...helped(db), ...codes(db), ...slips(db) }
}

const all = (db: Db) => db.selectFrom('helper_sessions').selectAll()

function sessions(db: Db): Pick<HelperDesk, 'add' | 'byToken' | 'lock' | 'begin' | 'seen'> {
  const update = (id: string) => db.updateTable('helper_sessions').where('id', '=', id)
  return {
    add: async (session) => {
      await db.insertInto('helper_sessions').values(columnsOf(session)).execute()
    },
    byToken: async (tokenHash) => sessionOf(await all(db).where('token_hash', '=', tokenHash).executeTakeFirst()),
    lock: async (id) => sessionOf(await all(db).where('id', '=', id).forUpdate().executeTakeFirst()),
    begin: async (id, at) => {
      await update(id).set({ begun_at: at, seen_at: at }).execute()
    },
    seen: async (id, at) => {
      await update(id).set({ seen_at: at }).execute()
    },
  }
}

function ends(db: Db): Pick<HelperDesk, 'end' | 'idleSince'> {
  return {
    end: async ({ id, address }, why, at, handedIn) => {
      await db.updateTable('proofs').set({ expires_at: at }).where('address', '=', address).execute()
      await db.deleteFrom('drafts').where('address', '=', address).execute()
      const about = handedIn ? { report_id: handedIn.reportId, initials: handedIn.initials } : {}
      // The number served the hour; the report keeps the one it needs.
      const forgotten = { phone: null, citizen_address: null }
      await db
        .updateTable('helper_sessions')
        .set({ ended_at: at, ended_why: why, ...about, ...forgotten })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute()
    },
    idleSince: async (moment, atMost) => {
      const rows = await all(db).where('ended_at', 'is', null).where('seen_at', '<=', moment).limit(atMost).execute()
      return rows.flatMap((row) => sessionOf(row) ?? [])
    },
  }
}

function helped(db: Db): Pick<HelperDesk, 'helpedBy' | 'handedIn' | 'forgetInitials'> {
  const own = (staffId: string) =>
    db
      .selectFrom('helper_sessions as session')
      .innerJoin('reports', 'reports.id', 'session.report_id')
      .select(['session.id', 'reports.code', 'session.ended_at', 'session.initials'])
      .where('session.staff_id', '=', staffId)
      .where('session.ended_why', '=', 'handed_in')
  type Line = { id: string; code: string; ended_at: Date | null; initials: string | null }
  const personOf = ({ id, code, ended_at, initials }: Line): HelpedPerson[] =>
    ended_at ? [{ id, code, handedInAt: ended_at, initials: initials ?? '' }] : []
  return {
    helpedBy: async (staffId, since) => {
      const rows = await own(staffId).where('session.ended_at', '>=', since).orderBy('session.ended_at').execute()
      return rows.flatMap(personOf)
    },
    handedIn: async (staffId, sessionId) => {
      const row = await own(staffId).where('session.id', '=', sessionId).executeTakeFirst()
      return row ? (personOf(row)[0] ?? null) : null
    },
    forgetInitials: async (endedBefore) => {
      await db
        .updateTable('helper_sessions')
        .set({ initials: null })
        .where('ended_at', '<', endedBefore)
        .where('initials', 'is not', null)
        .execute()
    },
  }
}

function codes(db: Db): Pick<HelperDesk, 'keepCode' | 'lockCode' | 'useCode'> {
  return {
    keepCode: async ({ codeHash, address, createdAt, expiresAt, usedAt }) => {
      const times = { created_at: createdAt, expires_at: expiresAt, used_at: usedAt }
      await db
        .insertInto('helper_codes')
        .values({ code_hash: codeHash, address, ...times })
        .execute()
    },
    lockCode: async (codeHash) => {
      const found = db.selectFrom('helper_codes').selectAll().where('code_hash', '=', codeHash).forUpdate()
      const row = await found.executeTakeFirst()
      if (!row) return null
      const times = { createdAt: row.created_at, expiresAt: row.expires_at, usedAt: row.used_at }
      return { codeHash, address: row.address, ...times }
    },
    useCode: async (codeHash, at) => {
      await db.updateTable('helper_codes').set({ used_at: at }).where('code_hash', '=', codeHash).execute()
    },
  }
}

function slips(db: Db): Pick<HelperDesk, 'recordSlip' | 'useSlip'> {
  return {
    recordSlip: async ({ unitId, number, recordedBy, recordedAt }) => {
      const added = await db
        .insertInto('helper_slips')
        .values({ unit_id: unitId, number, recorded_by: recordedBy, recorded_at: recordedAt, used_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    useSlip: async (unitId, number, at) => {
      const used = await db
        .updateTable('helper_slips')
        .set({ used_at: at })
        .where('unit_id', '=', unitId)
        .where('number', '=', number)
        .where('used_at', 'is', null)
        .executeTakeFirst()
      return used.numUpdatedRows > 0n
    },
  }
}

function columnsOf(session: HelperSession) {
  const { id, address, consent, phone, initials } = session
  return {
    ...{ id, address, consent, phone, initials },
    staff_id: session.staffId,
    unit_id: session.unitId,
    token_hash: session.tokenHash,
    consent_version: session.consentVersion,
    citizen_address: session.citizenAddress,
    slip_number: session.slipNumber,
    asked_at: session.askedAt,
    begun_at: session.begunAt,
    seen_at: session.seenAt,
    ended_at: session.endedAt,
    ended_why: session.endedWhy,
    report_id: session.reportId,
  }
}

function sessionOf(row: Selectable<HelperSessions> | undefined): HelperSession | null {
  if (!row) return null
  const { id, address, phone, initials } = row
  return {
    ...{ id, address, phone, initials },
    staffId: row.staff_id,
    unitId: row.unit_id,
    tokenHash: row.token_hash,
    consent: row.consent as HelperSession['consent'],
    consentVersion: row.consent_version,
    citizenAddress: row.citizen_address,
    slipNumber: row.slip_number,
    askedAt: row.asked_at,
    begunAt: row.begun_at,
    seenAt: row.seen_at,
    endedAt: row.ended_at,
    endedWhy: row.ended_why as HelperSession['endedWhy'],
    reportId: row.report_id,
  }
}
