/** What surrounds a page: everything a layout shows that the page's own view does not know. */
export type Frame = {
  /** Path of this page without its query; marks the current menu entry. */
  path: string
  csrfToken: string
  practice: boolean
  /** A helper writes for a citizen on these pages (features A09). */
  helping?: boolean
  requestId: string
  /** Every fixed URL, read by templates as `@paths.citizen.lookUp`. */
  paths: object
  /** File name to hashed URL, read by templates as `@assets.[portal.css]`. */
  assets: Readonly<Record<string, string>>
  menu: readonly FrameLink[]
  languages: readonly { code: string; href: string; current: boolean }[]
  /** Where the sound files stand, without a slash at the end. */
  voice: string
  /** The minority language chosen beside the page's own (features B13), or null. */
  pack: PackFrame | null
  /** Null on citizen pages. */
  staff: StaffFrame | null
}

/** `sentences` by main step; a draft is one no native speaker has read. */
export type PackFrame = {
  code: string
  language: string
  isDraft: boolean
  sentences: Readonly<Record<string, string>>
}

/** `key` names a sentence below `common.menu`. */
type FrameLink = { href: string; key: string; current: boolean }

/** The officer's surroundings, put there by the staff session. */
export type StaffFrame = {
  officerName: string
  unitName: string
  logOutHref: string
  /** Where this officer may work today; empty where there is nothing to choose (features K02). */
  posts: readonly { id: string; label: string; current: boolean }[]
  /** By kind of work. */
  nav: readonly { label: string; links: readonly NavLink[] }[]
  /** All counts of the menu together, for where it is folded away. */
  waiting: number
  /** What to know at the first use of this page (features K11), or null. */
  hint: { page: string; text: string } | null
}

type NavLink = { href: string; label: string; current: boolean; count: number | null }
