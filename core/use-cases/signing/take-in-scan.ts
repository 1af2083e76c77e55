import { done, type Outcome, object } from '../../domain/objection.ts'
import { isPlainPdf } from '../../domain/signing/plain-pdf.ts'
import type { App } from '../../ports/app.ts'
import { sha256 } from '../exchange/sha256.ts'

/** A scan of signed minutes, made harmless: a photo is written anew, a PDF must be of pictures only. Under its own hash: a second try never writes over the first. */
export async function keepScan(app: App, scan: Buffer, place: string): Promise<Outcome<string>> {
  const isPdf = scan.subarray(0, 5).equals(Buffer.from('%PDF-'))
  const harmless = isPdf ? (isPlainPdf(scan) ? scan : null) : await asPhoto(app, scan)
  if (!harmless) return object('scan_refused')
  const key = `${place}-${sha256(harmless).slice(0, 16)}.${isPdf ? 'pdf' : 'jpg'}`
  await app.files.put(key, app.secrets.sealBytes(harmless, key))
  return done(key)
}

async function asPhoto(app: App, scan: Buffer): Promise<Buffer | null> {
  const taken = await app.photos.takeIn(scan)
  return taken.ok ? taken.jpeg : null
}
