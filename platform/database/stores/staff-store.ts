import { sql } from 'kysely'
import type { StaffRole } from '../../../core/domain/role.ts'
import type { Staff, StaffAccount } from '../../../core/ports/staff.ts'
import type { Db } from '../database.ts'
import { accountsStore } from './staff-accounts-store.ts'
import { sessionsStore } from './staff-sessions-store.ts'

export function staffStore(db: Db): Staff {
  const accounts = () => db.selectFrom('staff').innerJoin('units', 'units.id', 'staff.unit_id').select(COLUMNS)
  return {
    byLogin: async (login) => accountOf(await accounts().where('login', '=', login).executeTakeFirst()),
    get: async (staffId) => accountOf(await accounts().where('staff.id', '=', staffId).executeTakeFirst()),
    lock: async (staffId) => {
      await db.selectFrom('staff').select('id').where('id', '=', staffId).forUpdate().execute()
      return accountOf(await accounts().where('staff.id', '=', staffId).executeTakeFirst())
    },
    namesOf: async (staffIds) => {
      if (staffIds.length === 0) return new Map()
      const rows = await db.selectFrom('staff').select(['id', 'full_name']).where('id', 'in', staffIds).execute()
      return new Map(rows.map((row) => [row.id, row.full_name]))
    },
    wordsOf: async (staffIds) => {
      const ids = [...staffIds]
      if (ids.length === 0) return new Map()
      const rows = await db.selectFrom('staff').select(['id', 'word_of']).where('id', 'in', ids).execute()
      return new Map(rows.map((row) => [row.id, row.word_of]))
    },
    anyOf: async (roles) => {
      const open = db.selectFrom('staff').select('id').where('role', 'in', roles).where('closed_at', 'is', null)
      return (await open.limit(1).executeTakeFirst()) !== undefined
    },
    add: (account) => add(db, account),
    saveTries: async (staffId, { failedLogIns, lockedUntil }) => {
      const tries = { failed_log_ins: failedLogIns, locked_until: lockedUntil }
      await db.updateTable('staff').set(tries).where('id', '=', staffId).execute()
    },
    savePassword: async (staffId, passwordHash) => {
      const values = { password_hash: passwordHash, must_change_password: false, first_password_until: null }
      await db.updateTable('staff').set(values).where('id', '=', staffId).execute()
    },
    useTotpStep: async (staffId, step) => {
      const used = await db
        .updateTable('staff')
        .set({ last_totp_step: step })
        .where('id', '=', staffId)
        .where('last_totp_step', '<', sql<string>`${step}`)
        .executeTakeFirst()
      return used.numUpdatedRows > 0n
    },
    bySubject: async (subject) =>
      accountOf(await accounts().where('province_subject', '=', subject).executeTakeFirst()),
    ...accountsStore(db),
    ...sessionsStore(db),
  }
}

async function add(db: Db, account: Parameters<Staff['add']>[0]): Promise<boolean> {
  const values = {
    id: account.staffId,
    login: account.login,
    full_name: account.fullName,
    unit_id: account.unitId,
    role: account.role,
    password_hash: account.passwordHash,
    totp_secret: account.totpSecret,
    must_change_password: account.mustChangePassword,
    must_enrol_factor: account.mustEnrolFactor ?? false,
    first_password_until: account.firstPasswordUntil ?? null,
    opened_by: account.openedBy ?? null,
  }
  const added = await db
    .insertInto('staff')
    .values(values)
    .onConflict((c) => c.column('login').doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

const COLUMNS = [
  'staff.id as staff_id',
  'staff.login',
  'staff.full_name',
  'staff.role',
  'staff.unit_id',
  'units.name as unit_name',
  'staff.password_hash',
  'staff.totp_secret',
  'staff.must_change_password',
  'staff.failed_log_ins',
  'staff.locked_until',
  'staff.closed_at',
  'staff.closed_why',
  'staff.must_enrol_factor',
  'staff.first_password_until',
  'staff.last_seen_at',
  'staff.province_subject',
  'staff.province_unproved',
  'staff.opened_by',
  'staff.confirmed_by',
] as const

interface AccountRow {
  staff_id: string
  login: string
  full_name: string
  role: string
  unit_id: string
  unit_name: string
  password_hash: string
  totp_secret: Buffer
  must_change_password: boolean
  failed_log_ins: number
  locked_until: Date | null
  closed_at: Date | null
  closed_why: string | null
  must_enrol_factor: boolean
  first_password_until: Date | null
  last_seen_at: Date | null
  province_subject: string | null
  province_unproved: boolean
  opened_by: string | null
  confirmed_by: string | null
}

function accountOf(row: AccountRow | undefined): StaffAccount | null {
  if (!row) return null
  return {
    staffId: row.staff_id,
    login: row.login,
    fullName: row.full_name,
    role: row.role as StaffRole,
    unitId: row.unit_id,
    unitName: row.unit_name,
    passwordHash: row.password_hash,
    totpSecret: row.totp_secret,
    mustChangePassword: row.must_change_password,
    failedLogIns: row.failed_log_ins,
    lockedUntil: row.locked_until,
    closedAt: row.closed_at,
    closedWhy: row.closed_why as StaffAccount['closedWhy'],
    mustEnrolFactor: row.must_enrol_factor,
    firstPasswordUntil: row.first_password_until,
    lastSeenAt: row.last_seen_at,
    provinceSubject: row.province_subject,
    provinceUnproved: row.province_unproved,
    openedBy: row.opened_by,
    confirmedBy: row.confirmed_by,
  }
}
