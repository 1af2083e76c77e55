export type ChannelId = 'telegram' | 'zalo' | 'web'

/** A picture or paper the channel still holds. Web uploads are already sealed with us. Sizes in bytes, as claimed. */
export type MediaRef =
  | { source: 'telegram'; fileId: string; messageId: string; bytes: number | null }
  | { source: 'web'; uploadId: string; bytes: number | null }

/** `platform_own`: the channel vouches that the account owns the number (channels 3.3). */
export type PhoneProof = 'platform_own' | 'someone_else'

interface Heard {
  /** `tg|<bot>|<update>`, `wb|<session>|<client message>`: the same thing heard twice is one row. */
  dedupeKey: string
  /** `telegram|<bot>|<chat>`, `web|portal|<session>`. */
  address: string
  channel: ChannelId
  /** Orders what one person said: the update id, or milliseconds. */
  sortKey: number
  /** Epoch milliseconds on our clock. */
  receivedTime: number
  providerMessageId: string | null
  /** The message of ours that the person answered, where the channel tells. */
  replyTo: string | null
  /** What the channel wants back at once, such as the id of a pressed button. */
  ack: string | null
  /** The language of the page the person writes from; null leaves the conversation's own. */
  locale: 'vi' | 'en' | null
}

export type InboundEvent = Heard &
  (
    | { kind: 'text'; text: string }
    | { kind: 'choice'; token: string }
    | { kind: 'command'; name: 'start' | 'help' | 'cancel'; arg: string | null }
    | { kind: 'contact'; phone: string | null; proof: PhoneProof }
    | { kind: 'media'; items: MediaRef[]; caption: string | null; albumKey: string | null }
    | { kind: 'subscription'; state: 'opened' | 'closed' }
    | { kind: 'card_read'; caseId: string }
    | { kind: 'unsupported'; what: 'voice' | 'sticker' | 'location' | 'too_big' | 'edited' | 'other' }
  )
