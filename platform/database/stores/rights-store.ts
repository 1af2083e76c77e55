import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { RightsKind } from '../../../core/domain/rights/rights-kind.ts'
import type { RightsState } from '../../../core/domain/rights/rights-lifecycle.ts'
import type { Scope } from '../../../core/policy.ts'
import type { CopyLink, DeletionReceipt, Rights, RightsRequest } from '../../../core/ports/rights.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { RightsRequests } from '../schema.ts'
import { inScope } from './in-scope.ts'

export function rightsStore(db: Db): Rights {
  return { ...requests(db), ...lists(db), ...copies(db) }
}

function requests(db: Db): Pick<Rights, 'insert' | 'get' | 'lock' | 'save'> {
  const one = (id: string) => db.selectFrom('rights_requests').selectAll().where('id', '=', id)
  return {
    insert: async (request) => {
      await db
        .insertInto('rights_requests')
        .values({ ...factsOf(request), ...progressOf(request) })
        .execute()
    },
    get: async (id) => orNull(await one(id).executeTakeFirst()),
    lock: async (id) => orNull(await one(id).forUpdate().executeTakeFirst()),
    save: async (request) => {
      const { numUpdatedRows } = await db
        .updateTable('rights_requests')
        .set({ ...progressOf(request), version: request.version + 1 })
        .where('id', '=', request.id)
        .where('version', '=', request.version)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

/** The procedure was not told in time, or the wish not met (core/domain/rights/rights-clock.ts). */
export const isLate = (scope: Scope, now: Date) => sql<boolean>`(${inScope(scope, 'unit_id')} and settled_at is null
  and (due_at <= ${now} or (state = 'received' and answer_due_at <= ${now})))`

function lists(db: Db): Pick<Rights, 'ofOwner' | 'ofUnits' | 'lateCount'> {
  return {
    ofOwner: async ({ addresses, phone }) => {
      const found = await db
        .selectFrom('rights_requests')
        .selectAll()
        .where(sql<boolean>`address = any(${addresses}) or phone = ${phone}`)
        .orderBy('asked_at', 'desc')
        .execute()
      return found.map(requestOf)
    },
    ofUnits: async (scope, atMost) => {
      const found = await db
        .selectFrom('rights_requests')
        .selectAll()
        .where(inScope(scope, 'unit_id'))
        .orderBy(sql`settled_at is not null`)
        .orderBy(sql`case when state = 'received' then least(answer_due_at, due_at) else due_at end`)
        .orderBy('settled_at', 'desc')
        .limit(atMost)
        .execute()
      return found.map(requestOf)
    },
    lateCount: async (scope, now) => {
      const { count } = await db
        .selectFrom('rights_requests')
        .select((e) => e.fn.countAll<string>().as('count'))
        .where(isLate(scope, now))
        .executeTakeFirstOrThrow()
      return Number(count)
    },
  }
}

function copies(db: Db): Pick<Rights, 'grantCopy' | 'lockCopy' | 'useCopy'> {
  return {
    grantCopy: async ({ tokenHash, address, form, expiresAt }) => {
      await db
        .insertInto('copy_links')
        .values({ token_hash: tokenHash, address, form, expires_at: expiresAt })
        .execute()
    },
    lockCopy: async (tokenHash) => {
      const found = db.selectFrom('copy_links').selectAll().where('token_hash', '=', tokenHash).forUpdate()
      const row = await found.executeTakeFirst()
      if (!row) return null
      const form = row.form as CopyLink['form']
      return { tokenHash, address: row.address, form, expiresAt: row.expires_at, usedAt: row.used_at }
    },
    useCopy: async (tokenHash, at) => {
      await db.updateTable('copy_links').set({ used_at: at }).where('token_hash', '=', tokenHash).execute()
    },
  }
}

function factsOf({ id, code, kind, address, phone, locale, words, ...request }: RightsRequest) {
  const { personId: person_id, unitId: unit_id, askedAt: asked_at, answerDueAt: answer_due_at } = request
  return { id, code, kind, address, phone, locale, words, person_id, unit_id, asked_at, answer_due_at }
}

function progressOf({ state, answer, receipt, dueAt, extendedAt, explainedAt, settledAt, settledBy }: RightsRequest) {
  return {
    state,
    answer,
    receipt: receipt && json(receipt),
    due_at: dueAt,
    extended_at: extendedAt,
    explained_at: explainedAt,
    settled_at: settledAt,
    settled_by: settledBy,
  }
}

const orNull = (row: Selectable<RightsRequests> | undefined) => (row ? requestOf(row) : null)

function requestOf(row: Selectable<RightsRequests>): RightsRequest {
  const { id, code, version, address, phone, words, answer } = row
  return {
    id,
    code,
    version,
    address,
    phone,
    words,
    answer,
    kind: row.kind as RightsKind,
    state: row.state as RightsState,
    unitId: row.unit_id,
    personId: row.person_id,
    locale: row.locale as RightsRequest['locale'],
    askedAt: row.asked_at,
    answerDueAt: row.answer_due_at,
    dueAt: row.due_at,
    extendedAt: row.extended_at,
    explainedAt: row.explained_at,
    settledAt: row.settled_at,
    settledBy: row.settled_by,
    receipt: row.receipt === null ? null : fromJson<DeletionReceipt>(row.receipt),
  }
}
