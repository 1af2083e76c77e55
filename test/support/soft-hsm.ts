import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TokenSettings } from '../../platform/signing/pkcs11-token.ts'
import type { TestCertificate } from './test-ca.ts'

const LIBRARIES = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so']
const PIN = '2580-thu'

export interface SoftHsm {
  settings: TokenSettings
  /** Puts the key on the token; it cannot be read back. */
  import(one: TestCertificate, id: string): void
  close(): void
}

/** A real PKCS#11 token in software, in a folder of its own. SoftHSM reads its settings once per process. */
export function openSoftHsm(): SoftHsm {
  const folder = mkdtempSync(join(tmpdir(), 'soft-hsm-'))
  const conf = join(folder, 'softhsm2.conf')
  mkdirSync(join(folder, 'tokens'))
  writeFileSync(
    conf,
    `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  )
  process.env.SOFTHSM2_CONF = conf
  const run = (...args: string[]) => execFileSync('softhsm2-util', args, { stdio: 'pipe' })
  run('--init-token', '--free', '--label', 'station', '--so-pin', '12345678', '--pin', PIN)
  const module = LIBRARIES.find((path) => existsSync(path)) ?? ''
  return {
    settings: { module, slot: 'station', pin: PIN },
    import: (one, id) => {
      const file = join(folder, `${id}.p8`)
      writeFileSync(file, one.keyPem)
      run('--import', file, '--token', 'station', '--label', id, '--id', id, '--pin', PIN)
      rmSync(file)
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
