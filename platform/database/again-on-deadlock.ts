const DEADLOCK = '40P01'
const TRIES = 4

/**
 * Two people may reach the same rows from two sides (a withdrawal from the report, a police answer from the identity
 * case). PostgreSQL then undoes one of the two whole; done again it finds what the other has left.
 */
export async function againOnDeadlock<T>(transaction: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await transaction()
  } catch (fault) {
    if ((fault as { code?: unknown }).code !== DEADLOCK || tries <= 1) throw fault
    return againOnDeadlock(transaction, tries - 1)
  }
}
