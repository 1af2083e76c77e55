import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Programs of other people that check our signatures (dcc.md, Signing). */
export interface Witness {
  /** What `openssl cms -verify -cades` says to a detached signature over these bytes. */
  openssl(bytes: Buffer, p7s: Buffer, crl?: Buffer): boolean
  /** Poppler's reading of a PDF, with the root in an NSS database: one text per signature, in the order of its fields. */
  pdfsig(pdf: Buffer): string[]
  close(): void
}

export function openWitness(rootPem: string): Witness {
  const folder = mkdtempSync(join(tmpdir(), 'witness-'))
  const path = (name: string) => join(folder, name)
  writeFileSync(path('root.pem'), rootPem)
  const nss = `sql:${folder}`
  execFileSync('certutil', ['-N', '-d', nss, '--empty-password'])
  execFileSync('certutil', ['-A', '-d', nss, '-n', 'root', '-t', 'C,C,C', '-i', path('root.pem')])
  return {
    openssl: (bytes, p7s, crl) => {
      writeFileSync(path('bytes'), bytes)
      writeFileSync(path('p7s'), p7s)
      const pem = crl ? `-----BEGIN X509 CRL-----\n${crl.toString('base64')}\n-----END X509 CRL-----\n` : ''
      writeFileSync(path('trust.pem'), `${rootPem}\n${pem}`)
      const named = ['-in', path('p7s'), '-content', path('bytes'), '-CAfile', path('trust.pem')]
      const how = ['-binary', '-cades', '-inform', 'DER', '-purpose', 'any', ...(crl ? ['-crl_check_all'] : [])]
      return spawnSync('openssl', ['cms', '-verify', ...how, ...named, '-out', '/dev/null']).status === 0
    },
    pdfsig: (pdf) => {
      writeFileSync(path('signed.pdf'), pdf)
      const said = spawnSync('pdfsig', ['-nssdir', nss, path('signed.pdf')], { encoding: 'utf8' })
      return said.stdout.split(/Signature #\d+:/).slice(1)
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
