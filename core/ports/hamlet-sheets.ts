/** A photo of a filled-in sheet, sealed like other photos; the picture itself lies in the file store. */
export interface HamletSheet {
  id: string
  listId: string
  fileKey: string
  /** Null once destroyed. */
  wrappedKey: Buffer | null
  sentBy: string
  sentAt: Date
  destroyedAt: Date | null
}

export interface HamletSheets {
  insert(sheet: HamletSheet): Promise<void>
  /** Those that still have their picture, oldest first. */
  ofList(listId: string): Promise<HamletSheet[]>
  /** Pictures of lists without an open row whose last answer is older than this. */
  due(answeredBefore: Date, limit: number): Promise<HamletSheet[]>
  destroyed(ids: readonly string[], at: Date): Promise<void>
}
