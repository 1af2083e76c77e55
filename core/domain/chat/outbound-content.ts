/** `small` choices (back, cancel) stand together below the others. Tokens are at most 64 bytes. */
export interface Choice {
  token: string
  label: string
  small: boolean
}

/** One message of a conversation, ready to show: plain text, no markup. `own_contact` asks for the account's own number. */
export interface OutboundContent {
  kind: 'text' | 'choices' | 'own_contact'
  text: string
  choices: Choice[]
  links: { label: string; url: string }[]
  /** Takes a contact button of ours off the screen again. */
  closesContact: boolean
}
