import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tokenOfMessage } from '../../../core/domain/contact/message-token.ts'
import { NOTICE_KEYS } from '../../../core/domain/report/notice.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { outgoingText } from '../../../templates/outgoing-text.ts'
import { createRenderer } from '../../../templates/render.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { aReport, doneValue, holdPhone, newDraft } from '../citizen/citizen-builders.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
let house: TestHouse
let portal: WholePortal
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

test('I13 the links of every message lead to our one address, and what opens there shows the code already known and never asks for one', async () => {
  await holdPhone(house)
  const report = doneValue(await recordReport(house.app, await aReport(house, { draftId: await newDraft(house) })))
  const rows = house.db.selectFrom('outbox').selectAll().where('report_id', '=', report.reportId)
  const { id, content } = await rows.executeTakeFirstOrThrow()
  const { publicUrl } = house.app.settings
  const told = content as Extract<Parameters<typeof outgoingText>[1], { kind: 'notice' }>
  for (const locale of ['vi', 'en'] as const) {
    for (const templateKey of NOTICE_KEYS) {
      const { text } = outgoingText(render, { ...told, templateKey, locale })
      const links = text.match(/\b(?:https?:\/\/|www\.)\S+/g) ?? []
      expect([templateKey, links.filter((link) => new URL(link).origin !== new URL(publicUrl).origin)]).toEqual([
        templateKey,
        [],
      ])
    }
  }
  const browser = portal.browser()
  const links = [String(told.params.link), `${publicUrl}/t/${report.code}`, `${publicUrl}/k/${tokenOfMessage(id)}`]
  for (const link of links) {
    const page = await browser.open(link.slice(publicUrl.length))
    expect([link, page.status]).toEqual([link, 200])
    expect(page.html).toContain(report.code)
    expect(page.html).toContain(render.sentence('common.neverAsk', 'vi'))
  }
})
