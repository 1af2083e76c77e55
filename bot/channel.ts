import type { ChannelId, InboundEvent, MediaRef } from '../core/domain/chat/inbound-event.ts'
import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import type { NoticeKey } from '../core/domain/report/notice.ts'
import type { OutgoingMessage } from '../core/ports/outbox.ts'

/** What a send can come to (channels 5.4). */
export type FailureClass =
  | 'retryable'
  | 'rate_limited'
  /** The channel's own token was refused even after one refresh. */
  | 'auth_expired'
  | 'blocked'
  /** Zalo: no interaction in the allowed time, so only a template may go (channels 1.3). */
  | 'window_closed'
  /** A daily or monthly allowance is used up. */
  | 'quota'
  | 'misconfigured'
  /** This message can never succeed. */
  | 'permanent'

/**
 * `ambiguous`: the request left us and no answer came, so the other side may have taken it.
 * `onlyHere`: the limit is this address's own, so the account goes on.
 */
export type SendOutcome =
  | { ok: true; providerMessageId: string | null }
  | {
      ok: false
      failure: FailureClass
      code: string
      retryAfterMs: number | null
      ambiguous: boolean
      onlyHere?: true
    }

export interface OutboundMessage {
  /** The outbox id: a channel that knows it takes a repeat for the same message. */
  clientRef: string
  address: string
  content: OutboundContent
  purpose: OutgoingMessage['purpose']
  /** Set for a notice: a channel that may only send templates then fills its own. */
  notice: { templateKey: NoticeKey; code: string; link: string; locale: 'vi' | 'en' } | null
  /** Set for a one-time code, for the same reason. */
  oneTimeCode: string | null
  /** When the person last said something here: opens the channel's window (channels 1.3). */
  lastHeardAt: Date | null
}

/** What a channel lets us send: over the whole account, and to one address. */
export interface Pace {
  perSecond: number
  perAddressMs: number
  /** Over how long the channel counts: a second unless said otherwise. Over a longer time a late message loses nothing. */
  windowMs?: number
}

/** A channel's mouth. */
export interface SpeakingChannel {
  /** A message sent twice with one `clientRef` arrives once. */
  readonly idempotent: boolean
  /** Absent: as fast as we can. */
  readonly pace?: Pace
  /** No phone rings: what is said here waits until somebody looks, so quiet hours do not hold it back (features I10). */
  readonly disturbsNobody?: true
  /** Splits and degrades; pure. */
  plan(content: OutboundContent): OutboundContent[]
  /** Never throws for what the network or the other side does. */
  send(message: OutboundMessage): Promise<SendOutcome>
}

export type FetchedMedia = { ok: true; bytes: Buffer } | { ok: false; reason: 'too_big' | 'gone' }

/** A channel's ear, after the webhook. */
export interface HearingChannel {
  /** The channel vouches for the account's own phone number. */
  readonly ownContact: boolean
  /** What `forget` takes out is gone for the citizen too; otherwise the chat keeps its copy and they are told (C14). */
  readonly forgets: boolean
  /** Choices one message can show; `countsSmall`: back and cancel take places among them (channels 5.2). */
  readonly maxChoices: number
  readonly countsSmall: boolean
  /** Tells the channel at once that a button was heard; its failure changes nothing. */
  acknowledge(event: InboundEvent): Promise<void>
  /** Seals at once what the channel may not hold for long; its failure changes nothing. */
  bringIn?(event: InboundEvent): Promise<void>
  /** Fetches a picture; throws when the network fails, so that it is tried again. */
  fetchMedia(ref: MediaRef, address: string, limitBytes: number): Promise<FetchedMedia>
  /** The picture is safely stored: takes it out of the channel where the channel permits (features C14). */
  forget(ref: MediaRef, address: string): Promise<void>
}

export interface Capabilities {
  maxTextChars: number
  maxCaptionChars: number
  maxChoices: number
  maxChoiceLabelChars: number
  maxChoiceTokenBytes: number
}

export type HearingChannels = Partial<Record<ChannelId, HearingChannel>>
