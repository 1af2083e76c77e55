/** What came before under the same key: nothing, the same form still being worked on, or where it led. */
export type FormSend = 'first' | 'under_way' | { location: string }

/** Forms that were sent, by a key that the same form sent again has too (features E15). */
export interface FormSends {
  /** Takes the key; one that was taken before `forgottenBefore` and led nowhere is taken again. */
  begin(key: Buffer, forgottenBefore: Date, at: Date): Promise<FormSend>
  end(key: Buffer, location: string): Promise<void>
  /** It led nowhere, so it may be sent again. */
  drop(key: Buffer): Promise<void>
  forget(begunBefore: Date): Promise<void>
}
