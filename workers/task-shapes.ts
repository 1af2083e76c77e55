import { z } from 'zod'
import type { TaskData, TaskName } from '../core/ports/tasks.ts'

const ImportTask = z.object({ importId: z.uuid() })

/** A task's row is read again before it is worked: another version of us may have promised it. */
export const TASK_SHAPES: { [N in TaskName]: z.ZodType<TaskData[N]> } = {
  'read-card': z.object({ photoId: z.uuid() }),
  'read-slip': z.object({ photoId: z.uuid() }),
  'destroy-photos': z.object({ caseId: z.uuid(), reason: z.enum(['withdrawn', 'retention']) }),
  'read-import': ImportTask,
  'apply-import': ImportTask,
  'settle-results': ImportTask,
  'issue-passport': z.object({ signedRecordId: z.uuid() }),
  'send-campaign': z.object({ campaignId: z.uuid() }),
  'run-bulk': z.object({ bulkId: z.uuid() }),
  'find-duplicates': z.object({ unitId: z.string() }),
}
