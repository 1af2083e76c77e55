import type { App } from '../../ports/app.ts'

/** Lists and files of the station with names and numbers on them: who opened which (features L01). */
export interface Reading {
  officer: { staffId: string }
  action:
    | 'read_waiting_cases'
    | 'read_police_list'
    | 'read_police_paper'
    | 'read_export_desk'
    | 'read_platform_tasks'
    | 'read_double_doses'
    | 'read_export'
    | 'read_export_file'
    | 'read_result'
    | 'read_result_errors'
    | 'read_import_errors'
  subjectKind: 'unit' | 'police_list' | 'export' | 'import'
  subjectId: string
}

/** Written before the page or the file leaves: what could not be written down is not shown. */
export async function noteReading(app: App, { officer, ...entry }: Reading): Promise<void> {
  await app.store.transaction((tx) => tx.audit.write({ staffId: officer.staffId, ...entry }))
}
