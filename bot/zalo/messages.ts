/** What may be put into a consultation message (channels 1.4), as Zalo wants it written. */
export type ZaloButton = { title: string } & (
  | { type: 'oa.open.url'; payload: { url: string } }
  /** The citizen "says" the payload; `hide` keeps it out of their sight. It comes back as an ordinary text. */
  | { type: 'oa.query.show' | 'oa.query.hide'; payload: string }
  | { type: 'oa.open.phone'; payload: { phone_code: string } }
)

type Media = { media_type: 'image'; url: string } | { media_type: 'image'; attachment_id: string }

export type CsMessage =
  | { text: string; quote_message_id?: string }
  | { text: string; attachment: { type: 'template'; payload: { buttons: readonly ZaloButton[] } } }
  | { text?: string; attachment: { type: 'template'; payload: { template_type: 'media'; elements: readonly [Media] } } }
  | { attachment: { type: 'file'; payload: { token: string } } }
  | {
      attachment: {
        type: 'template'
        payload: {
          template_type: 'request_user_info'
          elements: readonly [{ title: string; subtitle: string; image_url: string }]
        }
      }
    }

export interface CsSend {
  /** Scoped to the OA, 19 digits. */
  userId: string
  message: CsMessage
}

/** A template by the OA's user id (channels 1.7). */
export interface TemplateSend {
  userId: string
  templateId: string
  data: Readonly<Record<string, string>>
}

/** A template to a phone, once called ZNS. */
export interface ZnsSend {
  /** E.164; the plus is left out on the way. */
  phone: string
  templateId: string
  data: Readonly<Record<string, string>>
  /** Echoed in the receipt, at most 48 characters. Zalo does not know a repeat by it. */
  trackingId: string
  /** Reaches administrators of the app or the OA only. */
  isTrial?: boolean
}
