import { done, type Outcome, object } from '../../domain/objection.ts'
import { isPlainPdf } from '../../domain/signing/plain-pdf.ts'
import type { App } from '../../ports/app.ts'

/** A scan of signed minutes, made harmless: a photo is written anew, a PDF must be of pictures only. Sealed under its key. */
export async function keepScan(app: App, scan: Buffer, place: string): Promise<Outcome<string>> {
  const isPdf = scan.subarray(0, 5).equals(Buffer.from('%PDF-'))
  const harmless = isPdf ? (isPlainPdf(scan) ? scan : null) : await asPhoto(app, scan)
  if (!harmless) return object('scan_refused')
  const key = `${place}.${isPdf ? 'pdf' : 'jpg'}`
  await app.files.put(key, app.secrets.sealBytes(harmless, key))
  return done(key)
}

async function asPhoto(app: App, scan: Buffer): Promise<Buffer | null> {
  const taken = await app.photos.takeIn(scan)
  return taken.ok ? taken.jpeg : null
}
