import type { PretendedPerson } from './pretended-people.ts'

export interface Line {
  from: 'person' | 'bot'
  at: Date
  text: string
  buttons: { label: string; url: string | null }[]
  file: { name: string; bytes: Buffer } | null
  /** What a person at the screen should know, such as that nobody took the message. */
  note: string | null
}

/** One channel as somebody at the page uses it. An act answers the webhook's HTTP status, 0 when nobody took it. */
export interface HandChannel {
  name: string
  said(person: PretendedPerson): Line[]
  say(person: PretendedPerson, text: string): Promise<number>
  press(person: PretendedPerson, label: string): Promise<number>
  shareContact(person: PretendedPerson, phone: string): Promise<number>
  sendPhoto(person: PretendedPerson, bytes: Buffer): Promise<number>
  sendFile(person: PretendedPerson, bytes: Buffer, name: string): Promise<number>
  /** Acts without words: blocking, following. */
  acts: Record<string, { label: string; does(person: PretendedPerson): Promise<number> }>
  /** Brings once more what nobody has taken. */
  bringAgain(): Promise<unknown>
}
