import { zaloClient } from '../../../bot/zalo/zalo-client.ts'
import { zaloDesk } from '../../../bot/zalo/zalo-desk.ts'
import type { App } from '../../../core/ports/app.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { openZaloMeters } from '../../../core/use-cases/zalo/note-meters.ts'
import { openZaloTokens } from '../../../core/use-cases/zalo/open-tokens.ts'
import { sealedPair } from '../../../core/use-cases/zalo/sealed-pair.ts'
import { createApp } from '../../../platform/app.ts'
import { openDatabase } from '../../../platform/database/database.ts'
import { type FakeZaloOptions, startFakeZalo } from '../../support/fake-zalo.ts'
import { openTestHouse } from '../../support/test-app.ts'
import { anOfficer } from '../desk/desk-house.ts'

export type ZaloHouse = Awaited<ReturnType<typeof openZaloHouse>>

const REDIRECT = 'http://localhost:8080/can-bo/kenh/zalo/tra-ve'

/** A house with a Zalo app, a strict Zalo that shares its clock, and an officer of the district. */
export async function openZaloHouse(options: FakeZaloOptions = {}) {
  const house = await openTestHouse()
  const { clock } = house
  const zalo = await startFakeZalo({ clock, echoes: false, ...options })
  const roots = { oauth: zalo.oauthRoot, api: zalo.apiRoot, business: zalo.businessRoot }
  const about = { appId: zalo.appId, appSecret: zalo.appSecret, roots }
  const app: App = { ...house.app, zalo: zaloDesk(about) }
  const officer = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
  const faults: string[] = []
  const onFault = (code: string) => void faults.push(code)
  const others: { destroy(): Promise<void> }[] = []
  return {
    ...house,
    app,
    zalo,
    about,
    officer,
    faults,
    redirectUri: REDIRECT,
    /** A client as one process has it: its own connections to the database, its own tokens in hand. */
    process: () => {
      const db = openDatabase(house.url, onFault, 6)
      others.push(db)
      const parts = { masterKey: Buffer.alloc(32, 7), filesDir: '', s3: null, photos: house.app.photos }
      const its = createApp(db, {
        ...parts,
        publicUrl: 'http://localhost:8080',
        practice: true,
        now: clock.now,
        zalo: about,
      })
      const tokens = openZaloTokens(its, onFault)
      return { app: its, tokens, client: zaloClient({ ...about, tokens, seen: openZaloMeters(its, onFault) }) }
    },
    /** Connected without the consent page. */
    connect: async () => connect(app, zalo.issueTokens(), zalo.oaId, officer),
    row: () => house.db.selectFrom('zalo_accounts').selectAll().executeTakeFirstOrThrow(),
    close: async () => {
      for (const db of others) await db.destroy()
      await zalo.close()
      await house.close()
    },
  }
}

async function connect(
  app: App,
  given: { access_token: string; refresh_token: string; expires_in: string },
  oaId: string,
  { staffId }: Officer,
): Promise<void> {
  const grant = { ok: true as const, accessToken: given.access_token, refreshToken: given.refresh_token }
  const pair = sealedPair(app, { ...grant, expiresIn: Number(given.expires_in) }, Buffer.alloc(0))
  await app.store.transaction((tx) =>
    tx.zaloAccounts.connect(app.zalo?.appId ?? '', { oaId, pair, staffId, at: app.now() }),
  )
}
