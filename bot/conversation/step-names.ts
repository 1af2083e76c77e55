/** One question or one act; the tables in steps/ are the whole dialogue, readable from question to question. */
export const STEP_NAMES = [
  ...(['name', 'birth', 'sex'] as const),
  ...(['phone', 'sendCode', 'code', 'checkCode', 'proveContact'] as const),
  ...(['find', 'found', 'notFound'] as const),
  ...(['unfinished', 'forWhom', 'what', 'whatElse', 'more', 'readBack', 'send'] as const),
  ...(['rightName', 'rightBirth', 'rightSex', 'rightNumber', 'numberSure', 'rightPhone'] as const),
  ...(['doseWhich', 'doseNumber', 'doseDate', 'doseVaccine', 'doseLot', 'dosePlace', 'doseAgain', 'story'] as const),
  ...(['cardFor', 'cardWhich', 'consent', 'linkForPhoto', 'photo', 'photoKind', 'attach'] as const),
  ...(['morePhotos', 'dropPhotos', 'readCard', 'cardWaiting', 'cardConfirm'] as const),
  ...(['ownReports', 'which', 'track', 'phoneTail', 'tracked'] as const),
  ...([
    'withdrawSure',
    'withdraw',
    'resendNote',
    'resend',
    'answerMore',
    'sendAnswer',
    'appealWords',
    'appeal',
  ] as const),
  ...(['whoseNote', 'noteFor', 'addNote'] as const),
  ...(['askOfficer', 'callbackDay', 'callbackPart', 'callbackPhone', 'chooseCallback', 'endTalk'] as const),
  ...(['channels', 'linkMake', 'linkCode', 'linkUse', 'unlinkSure', 'unlink'] as const),
  ...(['messagesOff', 'messagesOn', 'notMeSure', 'notMe'] as const),
  ...(['elsewhere', 'help'] as const),
] as const

export type StepName = (typeof STEP_NAMES)[number]
