import { createHmac, hkdfSync } from 'node:crypto'
import { openText, sealText } from '../crypto/envelope.ts'

/** An address holds a phone or an account: in the queue, which others may look into, it stands sealed (features L08). */
export interface AddressSeal {
  seal(address: string): string
  /** Throws when it was sealed with another master key: the row rings again with the next sweep. */
  open(sealed: string): string
  /** The same address has the same name, from which nobody without the key finds it by trying phones. */
  nameOf(address: string): string
}

const PLACE = 'so-tiem queue address'

/** All processes of an installation have the same 32-byte master key, so each opens what another sealed. */
export function createAddressSeal(masterKey: Uint8Array): AddressSeal {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `${PLACE} ${use}`, 32))
  const [sealing, naming] = [keyFor('seal'), keyFor('name')]
  return {
    seal: (address) => sealText(sealing, address, PLACE),
    open: (sealed) => openText(sealing, sealed, PLACE),
    nameOf: (address) => createHmac('sha256', naming).update(address).digest('hex').slice(0, 32),
  }
}
