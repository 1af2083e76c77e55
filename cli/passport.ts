import type { X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type PassportRecord, passportClaims } from '../core/domain/papers/dcc-payload.ts'
import { encodePassport, newUvci } from '../platform/passport/encode.ts'
import type { PassportSigner } from '../platform/passport/signer.ts'
import { readCertificate } from '../platform/passport/trusted-certificate.ts'
import { readVaccines } from '../platform/passport/vaccine-table.ts'
import { verifyPassport } from '../platform/passport/verify.ts'
import type { Command, CommandIo, ExitCode } from './command.ts'
import { readGiven } from './given-file.ts'
import { linesOf } from './lines-of.ts'
import { readOptions } from './options.ts'

const ISSUER = 'Cục Y tế dự phòng - Bộ Y tế'

const Instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)))

/** `issuer`, `uvci` and `issuedAt` may be left out: the ministry's department, a fresh code, now. */
const RecordFile = z.object({
  fullName: z.string(),
  birthDate: z.string(),
  doses: z.array(z.object({ number: z.number(), total: z.number(), vaccine: z.string(), givenOn: z.string() })),
  issuer: z.string().default(ISSUER),
  uvci: z.string().optional(),
  issuedAt: Instant.optional(),
})
const VerifyLine = z.object({ hc1: z.string(), trust: z.array(z.string()).nullish(), clock: Instant.nullish() })

export interface PassportCommandParts {
  loadSigner: () => Promise<PassportSigner>
}

/** `so-tiem passport issue FILE.json` and `so-tiem passport verify`, as design 6 fixes them. */
export function createPassportCommand({ loadSigner }: PassportCommandParts): Command {
  return {
    name: 'passport',
    run: async ([verb, ...args], io) => {
      const [file] = args
      if (verb === 'issue' && file && args.length === 1) return issue(file, loadSigner, io)
      const options = verb === 'verify' ? verifyOptions(args) : null
      if (options?.trustDir && !isFolder(options.trustDir)) {
        io.err(io.say('cli.noFile', { file: options.trustDir }))
        return 2
      }
      if (options) return verifyLines(options, loadSigner, io)
      io.err(io.say('cli.usage.passport'))
      return 2
    },
  }
}

async function issue(file: string, loadSigner: () => Promise<PassportSigner>, io: CommandIo): Promise<ExitCode> {
  const bytes = readGiven(file, io)
  if (!bytes) return 2
  const record = recordOf(bytes)
  if (!record) {
    io.err(io.say('cli.notARecord', { file }))
    return 2
  }
  const made = passportClaims(record, readVaccines())
  if (!made.ok) {
    io.err(io.say(`cli.noPassport.${made.objection}`))
    return 1
  }
  const hc1 = encodePassport(made.claims, await loadSigner())
  const expires = new Date(made.claims.exp * 1000).toISOString()
  io.out(JSON.stringify({ hc1, ci: record.uvci, expires }))
  return 0
}

function recordOf(bytes: Buffer): PassportRecord | null {
  const read = RecordFile.safeParse(parsed(bytes.toString('utf8')))
  if (!read.success) return null
  const { issuedAt, uvci = newUvci(), ...record } = read.data
  return { ...record, uvci, issuedAt: issuedAt ? new Date(issuedAt) : new Date() }
}

interface VerifyOptions {
  trustDir: string | null
  clock: Date | null
}

function verifyOptions(args: string[]): VerifyOptions | null {
  const given = readOptions(args, ['trust', 'clock'])
  if (!given || given.words.length > 0) return null
  const { trust = null, clock = null } = given.values
  if (clock !== null && !Instant.safeParse(clock).success) return null
  return { trustDir: trust, clock: clock === null ? null : new Date(clock) }
}

async function verifyLines(
  options: VerifyOptions,
  loadSigner: () => Promise<PassportSigner>,
  io: CommandIo,
): Promise<ExitCode> {
  let trust: Promise<X509Certificate[]> | undefined
  const standing = () => (trust ??= options.trustDir ? certificatesIn(options.trustDir) : ownCertificate(loadSigner))
  const known = new Map<string, X509Certificate[]>()
  for await (const line of linesOf(io.stdin)) {
    const asked = askedOn(line)
    const certificates = asked.trust ? asked.trust.flatMap((text) => readOnce(known, text)) : await standing()
    const clock = asked.clock ? new Date(asked.clock) : (options.clock ?? new Date())
    const { valid, reason, payload } = verifyPassport(asked.hc1, { trust: certificates, clock })
    io.out(JSON.stringify({ valid, reason, payload }))
  }
  return 0
}

/** A line is an HC1 string, never trimmed, or a JSON object; anything else fails at the prefix like any wrong string. */
function askedOn(line: string): z.infer<typeof VerifyLine> {
  const read = line.startsWith('{') ? VerifyLine.safeParse(parsed(line)) : null
  return read?.success ? read.data : { hc1: line }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

async function certificatesIn(folder: string): Promise<X509Certificate[]> {
  const names = (await readdir(folder)).filter((name) => /\.(pem|crt|cer|der)$/i.test(name)).sort()
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))))
  return files.flatMap((bytes) =>
    readable(bytes.includes('-----BEGIN') || bytes[0] !== 0x30 ? bytes.toString() : bytes.toString('base64')),
  )
}

const ownCertificate = async (loadSigner: () => Promise<PassportSigner>) => [(await loadSigner()).certificate]

/** A long list mostly names the same few signers. */
function readOnce(known: Map<string, X509Certificate[]>, text: string): X509Certificate[] {
  const found = known.get(text) ?? readable(text)
  if (known.size < MOST_KNOWN) known.set(text, found)
  return found
}

const MOST_KNOWN = 500

/** One file may hold several PEM certificates; one that cannot be read trusts nobody. */
function readable(text: string): X509Certificate[] {
  const parts = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [text]
  return parts.flatMap((part) => {
    try {
      return [readCertificate(part)]
    } catch {
      return []
    }
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
