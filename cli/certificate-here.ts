import { certificateCommand } from './certificate.ts'
import { withHouse } from './with-house.ts'

/** `so-tiem certificate` for this installation. */
export const certificateHere = certificateCommand({ withHouse })
