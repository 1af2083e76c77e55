import { staffCommand } from './staff.ts'
import { withHouse } from './with-house.ts'

/** `so-tiem staff add` for this installation. */
export const staffHere = staffCommand({ withApp: (work) => withHouse((house) => work(house.app)) })
