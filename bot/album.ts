import type { InboundEvent } from '../core/domain/chat/inbound-event.ts'
import type { InboxRow } from '../core/ports/inbox.ts'

/** Pictures of one album come as separate messages without an end mark: silence for this long ends it (features C09). */
export const ALBUM_QUIET_MS = 2_500

export type Group =
  | { kind: 'nothing' }
  | { kind: 'wait'; ms: number }
  | { kind: 'heard'; rows: InboxRow[]; event: InboundEvent }

/** What to answer next: one message, or a whole album as one. `rows` stand in the order they were said. */
export function nextGroup(rows: readonly InboxRow[], now: Date): Group {
  const [first] = rows
  if (!first) return { kind: 'nothing' }
  const { event } = first
  if (event.kind !== 'media' || event.albumKey === null) return { kind: 'heard', rows: [first], event }
  const album = rows.filter((row) => row.event.kind === 'media' && row.event.albumKey === event.albumKey)
  const quietSince = Math.max(...album.map((row) => row.receivedAt.getTime()))
  const ms = quietSince + ALBUM_QUIET_MS - now.getTime()
  if (ms > 0) return { kind: 'wait', ms }
  const items = album.flatMap((row) => (row.event.kind === 'media' ? row.event.items : []))
  return { kind: 'heard', rows: album, event: { ...event, items } }
}
