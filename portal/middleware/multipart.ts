import busboy from 'busboy'
import type { Request } from 'express'
import type { UploadedFile } from './request-types.ts'

export const UPLOAD_LIMITS = { fileSize: 8 * 1024 * 1024, files: 6, fields: 100, fieldSize: 64 * 1024, parts: 106 }

type Fields = Record<string, string | string[]>
type Outcome = { fields: Fields; files: UploadedFile[] } | 'too_large' | 'no_token' | 'not_readable'

/**
 * Reads a form with files into memory. The token must come before the first file,
 * so that a stranger cannot make us hold megabytes: `{{> form-token}}` stands first in each form.
 */
export async function readMultipart(req: Request, mayRead: (token: unknown) => boolean): Promise<Outcome> {
  const fields: Fields = {}
  const files: UploadedFile[] = []
  let trouble: Exclude<Outcome, object> | null = null
  const object = (what: typeof trouble) => {
    trouble ??= what
  }
  const parser = openParser(req)
  if (!parser) return 'not_readable'
  parser.on('field', (name, value, info) => {
    if (info.valueTruncated) object('too_large')
    append(fields, name, value)
  })
  parser.on('file', (field, stream, info) => {
    if (!mayRead(fields._csrf)) object('no_token')
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => {
      if (trouble === null) chunks.push(chunk)
    })
    stream.on('limit', () => object('too_large'))
    stream.on('end', () => {
      const bytes = Buffer.concat(chunks)
      // An empty file input is sent as a nameless file of no bytes.
      if (bytes.length > 0) files.push({ field, filename: info.filename ?? '', claimedType: info.mimeType, bytes })
    })
  })
  for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) parser.on(limit, () => object('too_large'))
  await finished(req, parser, () => object('not_readable'))
  if (trouble === null && !mayRead(fields._csrf)) return 'no_token'
  return trouble ?? { fields, files }
}

function openParser(req: Request): busboy.Busboy | null {
  try {
    return busboy({ headers: req.headers, limits: UPLOAD_LIMITS, defParamCharset: 'utf8' })
  } catch {
    return null // no boundary: not a form a browser sends
  }
}

/** Waits for the whole body even after trouble, so that the browser gets to read the answer. */
function finished(req: Request, parser: busboy.Busboy, broken: () => void): Promise<void> {
  return new Promise((resolve) => {
    const breakOff = () => {
      broken()
      req.unpipe(parser)
      req.resume()
      resolve()
    }
    parser.on('close', resolve)
    parser.on('error', breakOff)
    req.on('close', () => {
      if (!req.complete) breakOff()
    })
    req.pipe(parser)
  })
}

function append(fields: Fields, name: string, value: string): void {
  const before = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (before === undefined) fields[name] = value
  else fields[name] = [before, value].flat()
}
