import { Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { tellRecordStory } from '../../../core/use-cases/exchange/tell-record-story.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { storyView } from './view.ts'

/** "Why is my name this?" on one page, to read with the citizen or to print for them (features G07). */
export function recordStoryRoutes(app: App, render: Renderer): Router {
  const desk = requireOfficer(...rolesFor('read_record_story'))
  return Router().get(paths.staff.recordStory(':recordId'), desk, async (req, res, next) => {
    const recordId = z.string().min(1).max(64).safeParse(req.params.recordId)
    const story = recordId.success ? await tellRecordStory(app, officerOf(req), recordId.data) : null
    if (!story?.ok) return next()
    const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
    res.page('staff/record-story', storyView(story.value, say, app.now()))
  })
}
