import type { Lifecycle } from '../../core/domain/lifecycle.ts'

/** The page docs/lifecycle.md: each table as a diagram and as lines a clerk can read. */
export function lifecyclePage(tables: [string, Lifecycle<string, string>][]): string {
  const head =
    '# Lifecycles\n\nGenerated from `core/domain/**/*-lifecycle.ts`; `node test/support/write-lifecycle-page.ts` writes it again. A pair that is not here is not allowed.\n'
  return [head, ...tables.map(([name, table]) => section(name, table))].join('\n')
}

function section(name: string, table: Lifecycle<string, string>): string {
  const steps = Object.entries(table).flatMap(([from, actions]) =>
    Object.entries(actions).map(([action, step]) => ({ from, action, step })),
  )
  const arrows = steps.map(({ from, action, step }) => `  ${from} --> ${step?.to}: ${action}`)
  const rows = steps.map(
    ({ from, action, step }) => `| ${from} | ${action} | ${step?.to} | ${step?.by.join(', ')} | ${step?.source} |`,
  )
  return [
    `## ${name}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...arrows,
    '```',
    '',
    '| From | Action | To | Who may | Source |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
