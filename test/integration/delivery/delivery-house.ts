import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { SpeakingChannel } from '../../../bot/channel.ts'
import type { PaceClock } from '../../../bot/pace.ts'
import { speak } from '../../../bot/speak.ts'
import type { SpeakDeps } from '../../../bot/speaking.ts'
import type { Channel, OutgoingMessage } from '../../../core/ports/outbox.ts'
import { createRenderer } from '../../../templates/render.ts'
import { leapingClock } from '../../support/leaping-clock.ts'
import { openTestHouse } from '../../support/test-app.ts'

export type DeliveryHouse = Awaited<ReturnType<typeof openDeliveryHouse>>

const NOTICE = {
  kind: 'notice' as const,
  templateKey: 'report-approved' as const,
  locale: 'vi' as const,
  params: { code: 'PA-2345-678Z', link: 'https://so-tiem.test/theo-doi/PA-2345-678Z' },
}

/** A real house whose mouths a test chooses; `settle` is the relay and the queue. */
export async function openDeliveryHouse(
  channels: Partial<Record<Channel, SpeakingChannel>>,
  wish: { clock?: PaceClock; znsAccount?: string } = {},
) {
  const house = await openTestHouse()
  const { app, db, clock } = house
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const faults: string[] = []
  const alerts: string[] = []
  const deps: SpeakDeps = {
    app,
    render,
    channels,
    znsAccount: wish.znsAccount ?? null,
    onFault: (code) => faults.push(code),
    onAlert: (code, { channel }) => alerts.push(`${channel} ${code}`),
    clock: wish.clock ?? leapingClock(),
  }
  const due = () => app.store.transaction((tx) => tx.promises.accountsToSay(clock.now()))
  return {
    ...house,
    render,
    faults,
    alerts,
    deps,
    put: async (wish: Partial<OutgoingMessage> & { address: string }): Promise<string> => {
      const id = randomUUID()
      const channel = wish.address.split('|')[0] as Channel
      const message = { id, idempotencyKey: `n|${id}`, channel, purpose: 'notification' as const, content: NOTICE }
      await app.store.transaction((tx) => tx.outbox.put({ ...message, ...wish }))
      return id
    },
    row: (id: string) => db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    hopsOf: (id: string) => db.selectFrom('outbox').selectAll().where('hop_of', '=', id).execute(),
    calls: () => db.selectFrom('call_list').selectAll().orderBy('added_at').execute(),
    /** An open report of an invented citizen. */
    report: async (wish: { address?: string; phone?: string | null } = {}): Promise<string> => {
      const id = randomUUID()
      await db
        .insertInto('reports')
        .values({
          id,
          code: `PA-${id.slice(0, 8)}`,
          idempotency_key: id,
          types: ['OTHER'],
          state: 'queued',
          recorded_at: clock.now(),
          due_at: clock.now(),
          unit_id: 'tyt-mau',
          claimant: '{}',
          address: wish.address ?? null,
          phone: wish.phone === undefined ? '+84900000501' : wish.phone,
        })
        .execute()
      return id
    },
    settle: async () => {
      for (let round = 0; round < 20; round++) {
        const accounts = await due()
        if (accounts.length === 0) return
        for (const account of accounts) await speak(deps, { account })
      }
    },
  }
}

export const aTurn = (text: string) => ({
  kind: 'turn' as const,
  content: { kind: 'text', text, choices: [], links: [], closesContact: false },
})
