import type { JsonValue } from './schema.ts'

/** A value for a jsonb column: the driver would write a JavaScript array as a PostgreSQL array. */
export function json(value: unknown): string {
  return JSON.stringify(value)
}

/** What came out of a jsonb column that only our own stores write: the shape is theirs to promise. */
export function fromJson<T>(value: JsonValue): T {
  return value as T
}
