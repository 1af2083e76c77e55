import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type RequestHandler, Router } from 'express'
import { createPortal } from '../../../portal/app.ts'
import { doubleDoseRoutes } from '../../../portal/staff/double-doses/routes.ts'
import { exportRoutes } from '../../../portal/staff/exports/routes.ts'
import { importRoutes } from '../../../portal/staff/imports/routes.ts'
import { navFor } from '../../../portal/staff/nav.ts'
import { platformTaskRoutes } from '../../../portal/staff/platform-tasks/routes.ts'
import { policeDeskRoutes } from '../../../portal/staff/police-desk/routes.ts'
import { policeListRoutes } from '../../../portal/staff/police-lists/routes.ts'
import { recordStoryRoutes } from '../../../portal/staff/record-story/routes.ts'
import { createRenderer } from '../../../templates/render.ts'
import type { ChainHouse, Officer } from './chain-house.ts'

export interface ChainPortal {
  url: string
  /** A browser of this officer: keeps its cookie, sends the token of the page it saw last. */
  as(who: 'clerk' | 'head' | 'police' | 'nobody'): Browser
  close(): Promise<void>
}

export interface Browser {
  get(path: string): Promise<{ status: number; html: string; bytes: Buffer }>
  post(
    path: string,
    form: Record<string, string | string[] | Blob>,
  ): Promise<{ status: number; html: string; to: string | null }>
}

/** The real portal with the chain's pages; who is logged in is told by a header instead of a log-in. */
export async function openChainPortal(house: ChainHouse): Promise<ChainPortal> {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const { app } = house
  const routes = [
    policeListRoutes,
    policeDeskRoutes,
    exportRoutes,
    importRoutes,
    platformTaskRoutes,
    doubleDoseRoutes,
    recordStoryRoutes,
  ]
  const faults: unknown[] = []
  const hear = (fields: object) => void faults.push(fields)
  const portal = createPortal({
    render,
    log: { info: hear, warn: hear, error: hear },
    settings: { publicUrl: 'http://localhost:8080', practice: true, sessionSecret: 'only for tests' },
    routers: [
      { path: '/', router: Router().use(letIn(house, (key, locale) => render.sentence(key, locale))) },
      ...routes.map((make) => ({ path: '/', router: make(app, render) })),
    ],
  })
  const server = portal.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    as: (who) => browserOf(url, who),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function letIn(house: ChainHouse, say: (key: string, locale: 'vi' | 'en') => string): RequestHandler {
  return (req, res, next) => {
    const who = req.get('X-Test-Officer')
    const officer = who
      ? ({ clerk: house.clerk, head: house.head, police: house.police } as Record<string, Officer>)[who]
      : undefined
    if (officer) {
      req.officer = {
        ...officer,
        fullName: 'Nguyễn Thị Cán Bộ',
        unitName: who === 'police' ? 'Công an xã Mẫu' : 'Trạm Y tế xã Mẫu',
      }
      const nav = navFor(req.officer, req.path, (key) => say(key, req.locale))
      res.locals.staffFrame = {
        officerName: req.officer.fullName,
        unitName: req.officer.unitName,
        logOutHref: '/can-bo/dang-xuat',
        posts: [],
        hint: null,
        nav,
        waiting: 0,
      }
    }
    next()
  }
}

function browserOf(url: string, who: string): Browser {
  let cookie = ''
  let token = ''
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = { ...(init.headers as Record<string, string>), cookie, 'X-Test-Officer': who }
    const answer = await fetch(`${url}${path}`, { ...init, headers, redirect: 'manual' })
    cookie ||= (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
    const bytes = Buffer.from(await answer.arrayBuffer())
    const html = bytes.toString('utf8')
    token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? token
    return { status: answer.status, html, bytes, to: answer.headers.get('location') }
  }
  return {
    get: (path) => send(path),
    post: async (path, form) => {
      const hasFile = Object.values(form).some((value) => value instanceof Blob)
      const body = hasFile ? new FormData() : new URLSearchParams()
      body.append('_csrf', token)
      for (const [name, given] of Object.entries(form))
        for (const value of [given].flat()) (body as FormData).append(name, value as string)
      return send(path, { method: 'POST', body })
    },
  }
}
