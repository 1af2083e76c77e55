import { createPassportCommand } from './passport.ts'

/** `so-tiem passport` with this installation's signer; verifying with --trust needs none, and does not wait for the house. */
export const passportHere = createPassportCommand({
  loadSigner: async () => (await import('./with-house.ts')).withHouse((house) => house.keys.passportSigner()),
})
