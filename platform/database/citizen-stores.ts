import type { Db } from './database.ts'
import { birthPapersStore } from './stores/birth-papers-store.ts'
import { cardsSeenStore } from './stores/cards-seen-store.ts'
import { citizensStore } from './stores/citizens-store.ts'
import { counterIntakesStore } from './stores/counter-intakes-store.ts'
import { draftsStore } from './stores/drafts-store.ts'
import { familiesStore } from './stores/families-store.ts'
import { helperDeskStore } from './stores/helper-desk-store.ts'
import { unknownPeopleStore } from './stores/unknown-people-store.ts'

/** Who citizens are, how they proved it, and who acts for them. */
export function citizenStores(db: Db) {
  return {
    citizens: citizensStore(db),
    cardsSeen: cardsSeenStore(db),
    counterIntakes: counterIntakesStore(db),
    drafts: draftsStore(db),
    families: familiesStore(db),
    birthPapers: birthPapersStore(db),
    unknownPeople: unknownPeopleStore(db),
    helperDesk: helperDeskStore(db),
  }
}
