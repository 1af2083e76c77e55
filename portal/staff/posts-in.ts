import type { StaffSessionView } from '../../core/use-cases/desk/log-in/staff-of.ts'
import type { Locale, Renderer } from '../../templates/render.ts'

/** Where an officer may work today, for the frame; nothing to choose from where there is one place only (features K02). */
export function postsIn({ posts, postId }: StaffSessionView, render: Renderer, locale: Locale) {
  if (posts.length < 2) return []
  return posts.map(({ postId: id, unitName, role }) => ({
    id,
    label: `${unitName} (${render.sentence(`people.roles.${role}`, locale)})`,
    current: id === postId,
  }))
}
