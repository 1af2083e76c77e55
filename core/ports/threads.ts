import type { InboundEvent } from '../domain/chat/inbound-event.ts'
import type { MessageFate, OutgoingContent } from './outbox.ts'
import type { Photo } from './photos.ts'

/** Something the person said, on whatever channel. */
export interface HeardLine {
  id: string
  event: InboundEvent
}

/** Something said to them. `fallback`: what became of it on the last other road it took; `onCallList`: the station calls (features I02). */
export interface ToldLine {
  id: string
  sequence: number
  channel: MessageFate['channel']
  content: OutgoingContent
  state: string
  at: Date
  fallback: { channel: MessageFate['channel']; state: string } | null
  onCallList: boolean
}

export interface EvidencePhoto {
  photoId: string
  kind: Photo['kind']
  receivedAt: Date
  /** Null while the report is not sent yet. */
  reportCode: string | null
  unitId: string | null
}

/** Both sides of the talk with one person, over all of their addresses. */
export interface Threads {
  heard(addresses: string[], limit: number): Promise<HeardLine[]>
  told(addresses: string[], limit: number): Promise<ToldLine[]>
  /** Readable photos of these people's reports and drafts, newest first. */
  photos(addresses: string[], limit: number): Promise<EvidencePhoto[]>
  /** The language spoken at this address; Vietnamese when nothing was said there. */
  localeAt(address: string): Promise<'vi' | 'en'>
}
