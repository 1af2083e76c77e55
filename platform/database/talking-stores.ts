import type { Db } from './database.ts'
import { callListStore } from './stores/call-list-store.ts'
import { channelPausesStore } from './stores/channel-pauses-store.ts'
import { channelSwitchesStore } from './stores/channel-switches-store.ts'
import { channelTrafficStore } from './stores/channel-traffic-store.ts'
import { contactsStore } from './stores/contacts-store.ts'
import { conversationsStore } from './stores/conversations-store.ts'
import { deliveriesStore } from './stores/deliveries-store.ts'
import { helpRequestsStore } from './stores/help-requests-store.ts'
import { inboxStore } from './stores/inbox-store.ts'
import { messageBoxStore } from './stores/message-box-store.ts'
import { outboxStore } from './stores/outbox-store.ts'
import { readyAnswersStore } from './stores/ready-answers-store.ts'
import { threadsStore } from './stores/threads-store.ts'
import { uploadLinksStore } from './stores/upload-links-store.ts'
import { uploadsStore } from './stores/uploads-store.ts'
import { zaloAccountsStore } from './stores/zalo-accounts-store.ts'

/** What speaks of channels: who says what to whom, and how it gets there. */
export function talkingStores(db: Db, now: () => Date) {
  return {
    conversations: conversationsStore(db, now),
    deliveries: deliveriesStore(db, now),
    channelPauses: channelPausesStore(db, now),
    callList: callListStore(db, now),
    inbox: inboxStore(db, now),
    messageBox: messageBoxStore(db, now),
    uploads: uploadsStore(db),
    uploadLinks: uploadLinksStore(db),
    channelSwitches: channelSwitchesStore(db),
    contacts: contactsStore(db),
    helpRequests: helpRequestsStore(db, contactsStore(db)),
    threads: threadsStore(db),
    readyAnswers: readyAnswersStore(db),
    outbox: outboxStore(db, now),
    zaloAccounts: zaloAccountsStore(db),
    channelTraffic: channelTrafficStore(db),
  }
}
