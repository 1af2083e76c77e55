import { execFileSync } from 'node:child_process'
import { createPrivateKey, privateEncrypt } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSoftSigner } from '../../platform/signing/cms.ts'
import { signPdf } from '../../platform/signing/sign-pdf.ts'
import { startWebSocket } from './fake-web-socket.ts'
import type { TestCertificate } from './test-ca.ts'

/** What a machine with a token plugged in does; the tests change it to let things go wrong. */
export interface FakeMachine {
  token: TestCertificate
  side: 'police' | 'station'
  /** Changes the signed file on its way back. */
  spoil: (file: Buffer) => Buffer
  /** Names of what was asked, in order. */
  asked: string[]
  close(): Promise<void>
}

/** PKCS#1: what stands before a SHA-256 in an RSA signature. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/** The three local signing programs at their own addresses: VGCA, VNPT and Viettel (dcc.md, browser agents). */
export async function startFakeMachine(token: TestCertificate): Promise<FakeMachine> {
  const tls = selfSigned()
  const machine: FakeMachine = { token, side: 'police', spoil: (file) => file, asked: [], close: async () => undefined }
  const vgca = await startWebSocket({ port: 8987, path: '/SignApproved', ...tls }, (text) => vgcaSigns(machine, text))
  const vnpt = await startWebSocket({ port: 4433, path: '/plugin', ...tls }, (text) => vnptSigns(machine, text))
  const viettel = await startViettel(machine)
  machine.close = async () => {
    for (const program of [vgca, vnpt, viettel]) await program.close()
  }
  return machine
}

function signed({ token, side, spoil }: FakeMachine, file: Buffer): Promise<Buffer> {
  const shown = { side, name: 'Cán bộ Thử', reason: 'Ký', place: 'Xã Mẫu', lines: ['Ký bởi: Cán bộ Thử'] }
  return signPdf(file, readSoftSigner(token.pem, token.keyPem), shown, new Date()).then(spoil)
}

/** Fetches the paper itself, brings it back itself, and only says that it did. */
async function vgcaSigns(machine: FakeMachine, text: string): Promise<string> {
  const { FileName, FileUploadHandler } = JSON.parse(text) as Record<string, string>
  machine.asked.push('vgca')
  const answer = await fetch(FileName ?? '')
  if (!answer.ok) return JSON.stringify({ Status: 101, Message: 'Không tải được tệp' })
  const file = await signed(machine, Buffer.from(await answer.arrayBuffer()))
  const body = new FormData()
  body.append('uploadfile', new Blob([new Uint8Array(file)]), 'signed.pdf')
  const told = (await (await fetch(FileUploadHandler ?? '', { method: 'POST', body })).json()) as { FileServer: string }
  return JSON.stringify({ Status: 0, Message: '', FileName: '', FileServer: told.FileServer })
}

async function vnptSigns(machine: FakeMachine, text: string): Promise<string> {
  const { functionName, args } = JSON.parse(text) as { functionName: string; args: string[] }
  machine.asked.push(`vnpt ${functionName}`)
  if (functionName !== 'SignPDF') return JSON.stringify({ code: 0 })
  const file = await signed(machine, Buffer.from(args[0] ?? '', 'base64'))
  return JSON.stringify([JSON.stringify({ code: 0, data: file.toString('base64'), error: '' })])
}

/** Knows no PDF: it gives a session, and signs a hash in hex. */
function startViettel(machine: FakeMachine) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const fields = new Map(
      Buffer.concat(chunks)
        .toString()
        .split('&')
        .map((pair) => pair.split('=', 2) as [string, string]),
    )
    const name = (request.url ?? '').slice(1)
    machine.asked.push(`viettel ${name}`)
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (name === 'getSession') return response.end('phien-thu')
    if (name !== 'signHash' || fields.get('HashOpt') !== '2') return response.end('')
    const hash = Buffer.from(fields.get('HashVal') ?? '', 'hex')
    response.end(
      privateEncrypt(createPrivateKey(machine.token.keyPem), Buffer.concat([DIGEST_INFO, hash])).toString('base64'),
    )
  })
  server.listen(14007, '127.0.0.1')
  const close = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return new Promise<{ close(): Promise<void> }>((resolve) => server.once('listening', () => resolve({ close })))
}

/** Each program brings a certificate of its own making; browsers there are told to accept it. */
function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'agent-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2']
  execFileSync('openssl', [...args, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], {
    stdio: 'pipe',
  })
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  rmSync(folder, { recursive: true })
  return made
}
