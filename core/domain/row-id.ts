const ROW_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text from an address can name a row at all: the database refuses to look for anything else. */
export function isRowId(text: string): boolean {
  return ROW_ID.test(text)
}
