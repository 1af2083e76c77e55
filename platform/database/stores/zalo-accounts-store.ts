import type { Selectable } from 'kysely'
import type { ZaloAccount, ZaloAccountState, ZaloAccounts } from '../../../core/ports/zalo-accounts.ts'
import type { Db } from '../database.ts'
import type { ZaloAccounts as Row } from '../schema.ts'
import { zaloConsentsStore } from './zalo-consents-store.ts'
import { zaloMetersStore } from './zalo-meters-store.ts'

export function zaloAccountsStore(db: Db): ZaloAccounts {
  const ofApp = (appId: string) => db.selectFrom('zalo_accounts').selectAll().where('app_id', '=', appId)
  const change = (appId: string) => db.updateTable('zalo_accounts').where('app_id', '=', appId)
  return {
    get: async (appId) => accountOf(await ofApp(appId).executeTakeFirst()),
    lock: async (appId) => accountOf(await ofApp(appId).forUpdate().executeTakeFirst()),
    connect: async (appId, { oaId, pair, staffId, at }) => {
      const values = { oa_id: oaId, ...NEWLY_CONNECTED, ...columnsOf(pair), connected_by: staffId, connected_at: at }
      await db
        .insertInto('zalo_accounts')
        .values({ app_id: appId, ...values })
        .onConflict((c) => c.column('app_id').doUpdateSet(values))
        .execute()
    },
    renewing: async (appId, at) => {
      await change(appId)
        .set((row) => ({ renewing_since: row.fn.coalesce('renewing_since', row.val(at)) }))
        .execute()
    },
    renewed: async (appId, pair, at) => {
      const values = { ...columnsOf(pair), renewed_at: at, renewing_since: null, fault_code: null, fault_at: null }
      await change(appId).set(values).execute()
    },
    notRenewed: async (appId, { code, at, dead, answered }) => {
      const values = { fault_code: code, fault_at: at, ...(answered ? { renewing_since: null } : {}) }
      await change(appId)
        .set(dead ? { ...values, state: 'needs_consent' } : values)
        .execute()
    },
    disconnect: async (appId) => {
      const empty = { access_token: null, refresh_token: null, access_until: null, renewing_since: null }
      await change(appId)
        .set({ state: 'disconnected', ...empty })
        .execute()
    },
    saveFacts: async (appId, oaId, facts) => {
      const values = {
        oa_id: oaId,
        oa_name: facts.name,
        is_verified: facts.isVerified,
        package_name: facts.packageName,
        template_quality: facts.templateQuality,
        looked_at: facts.lookedAt,
      }
      await change(appId).set(values).execute()
    },
    ...zaloMetersStore(db),
    ...zaloConsentsStore(db),
  }
}

/** Nothing of an account that was connected before is true of this one. */
const NEWLY_CONNECTED = {
  state: 'connected',
  renewed_at: null,
  renewing_since: null,
  fault_code: null,
  fault_at: null,
  oa_name: null,
  is_verified: null,
  package_name: null,
  template_quality: null,
  looked_at: null,
}

const columnsOf = ({ access, refresh, accessUntil }: NonNullable<ZaloAccount['pair']>) => ({
  access_token: access,
  refresh_token: refresh,
  access_until: accessUntil,
})

function accountOf(row: Selectable<Row> | undefined): ZaloAccount | null {
  if (!row) return null
  const { access_token: access, refresh_token: refresh, access_until: accessUntil, looked_at: lookedAt } = row
  return {
    oaId: row.oa_id,
    state: row.state as ZaloAccountState,
    pair: access && refresh && accessUntil ? { access, refresh, accessUntil } : null,
    connectedBy: row.connected_by,
    connectedAt: row.connected_at,
    renewedAt: row.renewed_at,
    renewingSince: row.renewing_since,
    faultCode: row.fault_code,
    faultAt: row.fault_at,
    facts: lookedAt && {
      name: row.oa_name,
      isVerified: row.is_verified,
      packageName: row.package_name,
      templateQuality: row.template_quality,
      lookedAt,
    },
  }
}
