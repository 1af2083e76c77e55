import busboy from 'busboy'
import type { Request } from 'express'

export interface SentForm {
  fields: Record<string, string>
  files: { field: string; name: string; bytes: Buffer }[]
}

/** A `multipart/form-data` body, whole in memory; null when it is none or breaks off. Names are UTF-8, as Vietnamese ones are. */
export function readForm(req: Request): Promise<SentForm | null> {
  if (!req.is('multipart/form-data')) return Promise.resolve(null)
  return new Promise((resolve) => {
    const sent: SentForm = { fields: {}, files: [] }
    const form = busboy({ headers: req.headers, defParamCharset: 'utf8' })
    form.on('field', (name, value) => {
      sent.fields[name] = value
    })
    form.on('file', (field, stream, { filename = '' }) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => sent.files.push({ field, name: filename, bytes: Buffer.concat(chunks) }))
    })
    form.on('close', () => resolve(sent))
    form.on('error', () => resolve(null))
    req.pipe(form)
  })
}
