import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPassportDesk } from '../../../platform/passport/passport-desk.ts'
import { makePracticeSigner, readPassportSigner } from '../../../platform/passport/signer.ts'

const folder = mkdtempSync(join(tmpdir(), 'passport-command-'))
let hc1: string

beforeAll(async () => {
  const { certificatePem, keyPem } = await makePracticeSigner(new Date())
  writeFileSync(join(folder, 'one.pem'), certificatePem)
  const signer = readPassportSigner(certificatePem, keyPem)
  const desk = createPassportDesk({ loadSigner: async () => signer, loadTrust: async () => [] })
  const doses = [{ number: 1, total: 2, vaccine: 'Moderna', givenOn: '2021-09-09' }]
  const facts = { fullName: 'Lê Thị Thử', birthDate: '1980', issuer: 'Trạm Y tế xã Mẫu', issuedAt: new Date() }
  hc1 = (await desk.issue({ ...facts, doses })).hc1
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The program itself, as a shell starts it. */
function verify(): ChildProcessWithoutNullStreams {
  const program = fileURLToPath(new URL('../../../cli/so-tiem.ts', import.meta.url))
  const started = spawn(process.execPath, [program, 'passport', 'verify', '--trust', folder])
  // Whoever stops reading also stops being written to.
  started.stdin.on('error', () => undefined)
  return started
}

test.concurrent('H02 every line has its answer in its place: line ends of Windows, empty lines, foreign bytes, no last line end', async () => {
  const program = verify()
  const lines = [`${hc1}\r`, '', Buffer.from('4843313afffec328', 'hex'), 'A'.repeat(2_000_000), hc1]
  program.stdin.end(Buffer.concat(lines.flatMap((line, at) => [Buffer.from(at ? '\n' : ''), Buffer.from(line)])))
  const [out, err, [code]] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'close')])
  const reasons = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).reason)
  expect([reasons, err, code]).toEqual([[null, 'prefix', 'base45', 'prefix', null], '', 0])
})

test.concurrent('H02 a reader who has seen enough ends the program, quietly', async () => {
  const program = verify()
  program.stdin.end(`${hc1}\n`.repeat(2_000))
  program.stdout.once('data', () => program.stdout.destroy())
  const [err, [code]] = await Promise.all([text(program.stderr), once(program, 'close')])
  expect([err, code]).toEqual(['', 1])
})
