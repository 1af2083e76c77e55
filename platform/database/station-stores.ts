import type { Db } from './database.ts'
import { batchesStore } from './stores/batches-store.ts'
import { bulksStore } from './stores/bulks-store.ts'
import { duplicatesStore } from './stores/duplicates-store.ts'
import { errorListStore } from './stores/error-list-store.ts'
import { formSendsStore } from './stores/form-sends-store.ts'
import { notesStore } from './stores/notes-store.ts'
import { workloadStore } from './stores/workload-store.ts'

/** What a station does beside one case at a time (features E06 to E19). */
export function stationStores(db: Db) {
  return {
    bulks: bulksStore(db),
    duplicates: duplicatesStore(db),
    notes: notesStore(db),
    formSends: formSendsStore(db),
    batches: batchesStore(db),
    errorList: errorListStore(db),
    workload: workloadStore(db),
  }
}
