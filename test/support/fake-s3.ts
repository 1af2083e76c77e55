import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeS3 {
  url: string
  /** `bucket/key` → bytes. */
  objects: Map<string, Buffer>
  close(): Promise<void>
}

/** A strict S3 over HTTP: signed requests of one access key to one bucket, path-style, PUT, GET and DELETE. */
export async function startFakeS3(bucket: string, accessKeyId: string): Promise<FakeS3> {
  const objects = new Map<string, Buffer>()
  const server = createServer((req, res) => void answer(req, res, { bucket, accessKeyId, objects }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve, reject) => {
      server.close((fault) => (fault ? reject(fault) : resolve()))
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, objects, close }
}

interface Shelf {
  bucket: string
  accessKeyId: string
  objects: Map<string, Buffer>
}

async function answer(req: IncomingMessage, res: ServerResponse, shelf: Shelf): Promise<void> {
  const path = decodeURIComponent(new URL(req.url ?? '/', 'http://fake').pathname).slice(1)
  const body = await bodyOf(req)
  if (!isSigned(req, shelf.accessKeyId)) return refuse(res, 403, 'AccessDenied')
  if (!path.startsWith(`${shelf.bucket}/`)) return refuse(res, 404, 'NoSuchBucket')
  if (req.method === 'PUT') {
    if (req.headers['content-length'] === undefined) return refuse(res, 411, 'MissingContentLength')
    shelf.objects.set(path, body)
    res.writeHead(200, { ETag: '"fake"' }).end()
  } else if (req.method === 'GET') {
    const found = shelf.objects.get(path)
    if (!found) return refuse(res, 404, 'NoSuchKey')
    res.writeHead(200, { 'content-length': found.length, 'content-type': 'application/octet-stream' }).end(found)
  } else if (req.method === 'DELETE') {
    shelf.objects.delete(path)
    res.writeHead(204).end()
  } else refuse(res, 405, 'MethodNotAllowed')
}

function isSigned(req: IncomingMessage, accessKeyId: string): boolean {
  const signed =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/[^/]+\/s3\/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$/
  return signed.exec(req.headers.authorization ?? '')?.[1] === accessKeyId && 'x-amz-date' in req.headers
}

function refuse(res: ServerResponse, status: number, code: string): void {
  res.writeHead(status, { 'content-type': 'application/xml' })
  res.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  return Buffer.concat(chunks)
}
