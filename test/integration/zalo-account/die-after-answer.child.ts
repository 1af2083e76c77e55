import { type ZaloDeskOptions, zaloDesk } from '../../../bot/zalo/zalo-desk.ts'
import type { App } from '../../../core/ports/app.ts'
import { currentToken } from '../../../core/use-cases/zalo/current-token.ts'
import { renewToken } from '../../../core/use-cases/zalo/renew-token.ts'
import { createApp } from '../../../platform/app.ts'
import { openDatabase } from '../../../platform/database/database.ts'

/** A process that is killed when Zalo has answered a renewal and nothing is committed yet. */
const { HOUSE = '', ABOUT = '', NOW = '' } = process.env
const about = JSON.parse(ABOUT) as ZaloDeskOptions
const desk = zaloDesk(about)
const db = openDatabase(HOUSE, () => undefined, 2)
const parts = { masterKey: Buffer.alloc(32, 7), filesDir: '', s3: null, photos: {} as App['photos'] }
const app: App = {
  ...createApp(db, { ...parts, publicUrl: 'http://localhost:8080', practice: true, now: () => new Date(NOW) }),
  zalo: {
    ...desk,
    refresh: async (token) => {
      await desk.refresh(token)
      process.kill(process.pid, 'SIGKILL')
      return new Promise(() => undefined)
    },
  },
}
const held = await currentToken(app)
await renewToken(app, held.ok ? held.token : '')
