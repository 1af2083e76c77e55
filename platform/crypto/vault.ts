import type { Vault } from '../../core/ports/services.ts'
import { newWrappedKey, open, seal, unwrapKey } from './envelope.ts'

/** The case keys under one master key (32 bytes). */
export function createVault(masterKey: Buffer): Vault {
  return {
    newWrappedKey: () => newWrappedKey(masterKey),
    seal: (wrappedKey, plain, label) => seal(unwrapKey(masterKey, wrappedKey), plain, label),
    open: (wrappedKey, sealed, label) => open(unwrapKey(masterKey, wrappedKey), sealed, label),
  }
}
