import { Router } from 'express'
import type { App } from '../../core/ports/app.ts'
import type { Renderer } from '../../templates/render.ts'
import type { configuredChannels } from '../configured-channels.ts'
import { staffGuideRoutes } from '../public/connect-a-bot/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { batchRoutes } from './batches/routes.ts'
import { bulkRoutes } from './bulk/routes.ts'
import { callListRoutes } from './call-list/routes.ts'
import { caseRoutes } from './case/routes.ts'
import { certificateRoutes } from './certificates/routes.ts'
import { channelSwitchRoutes } from './channel-switches/routes.ts'
import { channelRoutes } from './channels/routes.ts'
import { communeRoutes } from './communes/routes.ts'
import { counterRoutes } from './counter/routes.ts'
import { deadLetterRoutes } from './dead-letters/routes.ts'
import { doubleDoseRoutes } from './double-doses/routes.ts'
import { duplicateRoutes } from './duplicates/routes.ts'
import { errorListRoutes } from './error-list/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { hamletRoutes } from './hamlet/routes.ts'
import { helpCardRoutes } from './help-card/routes.ts'
import { trainingRoutes } from './help-card/training-routes.ts'
import { helperRoutes } from './helper/routes.ts'
import { importRoutes } from './imports/routes.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { letterRoutes } from './letters/routes.ts'
import { logInRoutes } from './log-in/routes.ts'
import { noteRoutes } from './notes/routes.ts'
import { noticeRoutes } from './notices/routes.ts'
import { officerGate } from './officer.ts'
import { onceOnly } from './once-only.ts'
import { oversightRoutes } from './oversight/routes.ts'
import { counterPassportRoutes } from './passport/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { photoRoutes } from './photo/routes.ts'
import { platformTaskRoutes } from './platform-tasks/routes.ts'
import { policeDeskRoutes } from './police-desk/routes.ts'
import { policeListRoutes } from './police-lists/routes.ts'
import { policeWorkbookRoutes } from './police-workbook/routes.ts'
import { queueRoutes } from './queue/routes.ts'
import { recordStoryRoutes } from './record-story/routes.ts'
import { reminderRoutes } from './reminders/routes.ts'
import { resultRoutes } from './results/routes.ts'
import { rightsDeskRoutes } from './rights/routes.ts'
import { samePersonRoutes } from './same-person/routes.ts'
import { signingRoutes } from './signing/routes.ts'
import { returnPaperRoutes } from './token-signing/paper-routes.ts'
import { tokenSigningRoutes } from './token-signing/routes.ts'
import { workloadRoutes } from './workload/routes.ts'

export interface DeskParts {
  app: App
  render: Renderer
  /** An SVG picture of a QR code as text. */
  qr: (text: string) => Promise<string>
  configured: ReturnType<typeof configuredChannels>
  vnptLicense: string | null
}

/** Every page of the officers' desk; the gate stands first. */
export function staffRouters(desk: DeskParts): Router[] {
  const { app, render } = desk
  return [
    officerGate(app, render),
    Router().use(onceOnly(app)),
    ...toolRouters(desk),
    ...stationRouters(desk),
    ...chainRouters(desk),
  ]
}

/** What every officer has: the way in, notices, help, people, channels. */
function toolRouters({ app, render, qr, configured }: DeskParts): Router[] {
  return [
    logInRoutes(app, render, qr),
    noticeRoutes(app, render),
    communeRoutes(app, render),
    helpCardRoutes(app, render),
    trainingRoutes(app, render),
    auditRoutes(app, render),
    peopleRoutes(app, render),
    deadLetterRoutes(app, render),
    channelRoutes({ app, render, configured }),
    staffGuideRoutes({ app, render, configured }),
    channelSwitchRoutes(app, render),
    helperRoutes({ app, say: render.sentence, qr }),
  ]
}

/** The station's work with people: cases, counter, messages. */
function stationRouters({ app, render, qr }: DeskParts): Router[] {
  return [
    queueRoutes(app, render),
    caseRoutes(app, render),
    photoRoutes(app),
    reminderRoutes(app, render),
    letterRoutes(app, render),
    inboxRoutes(app, render),
    callListRoutes(app, render),
    rightsDeskRoutes(app, render),
    counterRoutes({ app, render, qr }),
    counterPassportRoutes(app, render),
    samePersonRoutes(app, render),
    bulkRoutes(app, render),
    duplicateRoutes(app, render),
    noteRoutes(app, render),
    errorListRoutes(app, render),
    batchRoutes(app, render),
    workloadRoutes(app, render),
  ]
}

/** The chain of authority: hamlet, police, Platform, signature. */
function chainRouters({ app, render, qr, vnptLicense }: DeskParts): Router[] {
  return [
    importRoutes(app, render),
    hamletRoutes({ app, render, qr }),
    policeListRoutes(app, render),
    policeDeskRoutes(app, render),
    policeWorkbookRoutes(app, render),
    oversightRoutes(app, render),
    exportRoutes(app, render),
    resultRoutes(app, render),
    platformTaskRoutes(app, render),
    doubleDoseRoutes(app, render),
    recordStoryRoutes(app, render),
    signingRoutes(app, render),
    certificateRoutes(app, render),
    returnPaperRoutes(app),
    tokenSigningRoutes({ app, render, vnptLicense }),
  ]
}
