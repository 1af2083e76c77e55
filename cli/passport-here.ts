import { createPassportCommand } from './passport.ts'
import { withHouse } from './with-house.ts'

/** `so-tiem passport` with this installation's signer; verifying needs none. */
export const passportHere = createPassportCommand({
  loadSigner: () => withHouse((house) => house.keys.passportSigner()),
})
