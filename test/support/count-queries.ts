import pg from 'pg'

type Query = (this: unknown, ...args: unknown[]) => unknown

/** The statements that `work` sends to PostgreSQL from this process, without their values: what an answer costs, however busy the machine. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const real = pg.Client.prototype.query as unknown as Query
  const listening: Query = function (...args) {
    const [first] = args
    statements.push(typeof first === 'string' ? first : String((first as { text?: unknown } | undefined)?.text))
    return real.apply(this, args)
  }
  Object.assign(pg.Client.prototype, { query: listening })
  try {
    await work()
  } finally {
    Object.assign(pg.Client.prototype, { query: real })
  }
  return statements
}
