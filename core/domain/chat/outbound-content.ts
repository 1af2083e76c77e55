/** `small` choices (back, cancel) stand together below the others. Tokens are at most 64 bytes. */
export interface Choice {
  token: string
  label: string
  small: boolean
}

/** A picture or paper made right before it leaves, so that no file of a person lies in the outbox. */
export interface Attachment {
  /**
   * `receipt_qr`: a PNG of the tracking page of `code`. `decision_letter`: the paper of features D13. `failed_photo`: the part of
   * the citizen's own photo for which the report was refused (D04). `passport`: the paper of features H09; `code` is empty.
   */
  maker: 'receipt_qr' | 'decision_letter' | 'failed_photo' | 'passport' | 'passport_large'
  code: string
  form: 'image' | 'document'
  fileName: string
  mime: string
}

/** One message of a conversation, ready to show: plain text, no markup. `own_contact` asks for the account's own number. */
export interface OutboundContent {
  kind: 'text' | 'choices' | 'own_contact'
  text: string
  choices: Choice[]
  links: { label: string; url: string }[]
  /** Takes a contact button of ours off the screen again. */
  closesContact: boolean
  /** Stands before the text; a channel that cannot show it says the text alone. */
  attachment?: Attachment
}
