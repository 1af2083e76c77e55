export type ChannelId = 'telegram' | 'zalo' | 'web'

/**
 * A picture or paper the channel still holds. Web uploads are already sealed with us. Sizes in bytes, as claimed.
 * A `photo` was pressed smaller by the channel, a `document` is the file as it was.
 */
export type MediaRef =
  | { source: 'telegram'; fileId: string; messageId: string; bytes: number | null; form: 'photo' | 'document' }
  | { source: 'zalo'; url: string; messageId: string; bytes: number | null; form: 'photo' | 'document' }
  | { source: 'web'; uploadId: string; bytes: number | null; form: 'document' }

/**
 * `platform_own`: the channel vouches that the account owns the number (channels 3.3).
 * `self_declared`: typed or confirmed by the person, so a code must prove it (channels 1.6).
 */
export type PhoneProof = 'platform_own' | 'self_declared' | 'someone_else'

interface Heard {
  /** `tg|<bot>|<update>`, `zl|<oa>|<event>|<message>`, `wb|<session>|<client message>`: heard twice, one row (channels 5.3). */
  dedupeKey: string
  /** `telegram|<bot>|<chat>`, `zalo|<oa>|<user>`, `web|portal|<session>`. */
  address: string
  channel: ChannelId
  /** Orders what one person said: the update id, or milliseconds. */
  sortKey: number
  /** Epoch milliseconds on our clock. */
  receivedTime: number
  /** Epoch milliseconds as the channel claims: orders the messages of several channels (features E20). */
  providerTime: number
  providerMessageId: string | null
  /** The message of ours that the person answered, where the channel tells. */
  replyTo: string | null
  /** What the channel wants back at once, such as the id of a pressed button. */
  ack: string | null
  /** The language of the page the person writes from; null leaves the conversation's own. */
  locale: 'vi' | 'en' | null
}

/** What was heard, without who said it where and when. */
export type HeardContent =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; token: string }
  | { kind: 'command'; name: 'start' | 'help' | 'cancel' | 'stop'; arg: string | null }
  | { kind: 'contact'; phone: string | null; proof: PhoneProof }
  /** `consented`: the page it came by has asked already (features L09). */
  | { kind: 'media'; items: MediaRef[]; caption: string | null; albumKey: string | null; consented?: true }
  | { kind: 'subscription'; state: 'opened' | 'closed' }
  | { kind: 'card_read'; caseId: string }
  /** What became of messages of ours; `trackingId` is our own outbox id where the channel gives it back (channels 1.7). */
  | { kind: 'receipt'; messageIds: string[]; trackingId: string | null; state: 'delivered' | 'seen' }
  /** A message of ours as the channel shows it: settles a send whose answer was lost (channels 5.4). Lower-case hex of SHA-256. */
  | { kind: 'echo'; messageId: string; textSha256: string | null }
  /** Staff typed in the channel's own console: a human is talking (channels 1.6). */
  | { kind: 'operator_reply'; operatorId: string; text: string }
  | {
      kind: 'unsupported'
      what: 'voice' | 'sticker' | 'location' | 'video' | 'link' | 'too_big' | 'edited' | 'other'
    }

export type InboundEvent = Heard & HeardContent
