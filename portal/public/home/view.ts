import { paths } from '../../paths.ts'

export type HomeView = {
  /** `key` names sentences below `common.menu` and `home.actions`. */
  actions: readonly { key: string; href: string }[]
  steps: readonly { key: string }[]
}

export function homeView(): HomeView {
  const { citizen, public: open } = paths
  return {
    actions: [
      { key: 'lookUp', href: citizen.lookUp },
      { key: 'report', href: citizen.report },
      { key: 'sendCard', href: citizen.sendCard },
      { key: 'track', href: citizen.track },
      { key: 'meetOfficer', href: citizen.meetOfficer },
      { key: 'help', href: open.help },
    ],
    steps: [{ key: 'report' }, { key: 'station' }, { key: 'police' }, { key: 'answer' }],
  }
}
