import { HELPING_IDLE_MS } from '../../domain/helper/helping.ts'
import type { App } from '../../ports/app.ts'
import type { HelperSession } from '../../ports/helper-desk.ts'
import { tokenHash } from '../desk/log-in/session-token.ts'
import { noteHelping } from './fresh-session.ts'

/** The living session behind a helper's token, touched; one left alone for 30 minutes ends here, with everything typed in it. */
export async function helpingSession(
  app: App,
  { staffId, token }: { staffId: string; token: string | null },
): Promise<HelperSession | null> {
  if (!token) return null
  return app.store.transaction(async (tx) => {
    const found = await tx.helperDesk.byToken(tokenHash(token))
    if (!found || found.staffId !== staffId || found.endedAt) return null
    if (app.now().getTime() - found.seenAt.getTime() >= HELPING_IDLE_MS) {
      await tx.helperDesk.end(found, 'idle', app.now())
      await noteHelping(tx, 'helping_ended', staffId, found.id, { why: 'idle' })
      return null
    }
    await tx.helperDesk.seen(found.id, app.now())
    return found
  })
}

/** The helper stops, or the citizen does not want it any more: nothing of what was typed stays. */
export async function stopHelping(app: App, { staffId, token }: { staffId: string; token: string }): Promise<void> {
  const session = await helpingSession(app, { staffId, token })
  if (!session) return
  await app.store.transaction(async (tx) => {
    await tx.helperDesk.end(session, 'stopped', app.now())
    await noteHelping(tx, 'helping_ended', staffId, session.id, { why: 'stopped' })
  })
}

/** Sessions whose helper has walked away: the timetable ends them, so that nothing typed stays behind. */
export async function endIdleHelping(app: App): Promise<{ ended: number }> {
  const moment = new Date(app.now().getTime() - HELPING_IDLE_MS)
  const idle = await app.store.transaction((tx) => tx.helperDesk.idleSince(moment, 200))
  for (const session of idle) {
    await app.store.transaction(async (tx) => {
      await tx.helperDesk.end(session, 'idle', app.now())
      await noteHelping(tx, 'helping_ended', null, session.id, { why: 'idle' })
    })
  }
  return { ended: idle.length }
}
