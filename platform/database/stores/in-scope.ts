import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../../core/policy.ts'

/** Rows whose unit, in this column, an officer reaches; an empty scope finds nothing. */
export function inScope({ unitIds }: Scope, column: string): RawBuilder<boolean> {
  return unitIds === 'all' ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any(${unitIds})`
}
