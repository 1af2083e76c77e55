/** Names that make a PDF do something, carry something or hide something; a scan has none of them. */
const NOT_IN_A_SCAN =
  /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|AA|RichMedia|XFA|Encrypt|ObjStm|GoToR|SubmitForm|ImportData)\b/

/**
 * Whether bytes are a PDF of pictures and nothing else. Judged without opening it: what is packed away (object streams) or
 * written in disguise is refused, and the officer sends a photo instead (features C10, H11).
 */
export function isPlainPdf(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return false
  const text = bytes.toString('latin1')
  if (!text.slice(-2048).includes('%%EOF')) return false
  return !NOT_IN_A_SCAN.test(
    text.replace(/#([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  )
}
