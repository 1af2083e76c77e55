import type { ImportRun, ImportState } from '../../../core/ports/imports.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../exports/view.ts'
import { STATE_TAG } from '../imports/view.ts'

export function listView(runs: readonly ImportRun[], say: Say, fault: string | null) {
  return {
    fault,
    errors: fault ? [{ message: fault, href: '#file' }] : [],
    columns: ['file', 'at', 'rows', 'state'].map((key) => ({
      label: say(`exchangeresults.columns.${key}`),
      numeric: key === 'rows',
    })),
    rows: runs.map((run) => ({
      current: false,
      cells: [
        { text: run.fileName, href: paths.chain.result(run.id), tag: null },
        { text: formatDateTime(run.createdAt), href: null, tag: null },
        { text: String(run.rowsTotal), href: null, tag: null },
        { text: null, href: null, tag: stateTag(run.state, say) },
      ],
    })),
  }
}

export function stateTag(state: ImportState, say: Say) {
  return { kind: STATE_TAG[state], label: say(`exchangeresults.state.${state}`) }
}
