/** Every task somebody may promise, with what it carries: ids only. workers/handlers.ts has one handler for each. */
export interface TaskData {
  'read-card': { photoId: string }
  'read-slip': { photoId: string }
  'read-import': { importId: string }
  'apply-import': { importId: string }
  'settle-results': { importId: string }
  'issue-passport': { signedRecordId: string }
  'send-campaign': { campaignId: string }
  'run-bulk': { bulkId: string }
  'find-duplicates': { unitId: string }
  'destroy-photos': { caseId: string; reason: 'withdrawn' | 'retention' }
}

export type TaskName = keyof TaskData

export interface PromisedTask<N extends TaskName = TaskName> {
  name: N
  data: TaskData[N]
  /** The effect's own name: promised twice, it is one task. */
  uniqueKey: string
  notBefore?: Date
}

export interface Tasks {
  promise<N extends TaskName>(task: PromisedTask<N>): Promise<void>
}
