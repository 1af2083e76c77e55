import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { IDENTITY_CASE_LIFECYCLE } from '../../core/domain/identity-case/identity-case-lifecycle.ts'
import { POLICE_LIST_LIFECYCLE } from '../../core/domain/police-list/police-list-lifecycle.ts'
import { REPORT_LIFECYCLE } from '../../core/domain/report/report-lifecycle.ts'
import { RIGHTS_LIFECYCLE } from '../../core/domain/rights/rights-lifecycle.ts'
import { HELP_LIFECYCLE } from '../../core/domain/thread/help-lifecycle.ts'
import { lifecyclePage } from './lifecycle-page.ts'

const page = lifecyclePage([
  ['Report (phản ánh)', REPORT_LIFECYCLE],
  ['Identity case (hồ sơ nhân thân)', IDENTITY_CASE_LIFECYCLE],
  ['Police list (danh sách xác minh)', POLICE_LIST_LIFECYCLE],
  ['Call for a human (gặp cán bộ)', HELP_LIFECYCLE],
  ['Request about one’s own data (quyền của tôi)', RIGHTS_LIFECYCLE],
])
writeFileSync(fileURLToPath(new URL('../../docs/lifecycle.md', import.meta.url)), page)
