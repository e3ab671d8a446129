import {
  enProblems,
  enTime,
  notPermitted,
  signedInElsewhere,
  signedOut,
  unavailable,
} from './en-problems.ts';
import type {
  Catalogue,
  IntentMessages,
  ListMessages,
  Messages,
  RegistrationMessages,
  SessionMessages,
  UsageModeMessages,
} from './messages.ts';
import { problemIn } from './problem-in.ts';
import { formatWait } from './time.ts';

const modes = {
  unset: 'Not set',
  separate: 'The administrator and users each use a different token',
  shared: 'The administrator and users use the same token',
};
const wait = (seconds: number) => formatWait(seconds, ' s', ' min');

export const en: Catalogue<Messages> = (wording) => ({
  customerId: 'Customer ID',
  memberName: 'User name',
  role: 'Role',
  status: 'Registration status',
  tokenId: wording.tokenId,
  roles: { administrator: 'Administrator', approver: 'Approver', general: 'General user' },
  statuses: {
    unregistered: 'Not registered',
    registered: 'Registered',
    paused: 'Paused',
    disabled: 'Disabled',
  },
  modes,
  sharedToken: 'Shared token',
  none: '-',
  endingIn: 'ending in',
  loading: 'Loading.',
  retry: 'Load again',
  back: 'Back',
  holder: 'User information',
  newMode: 'New usage mode',
  next: 'Next',
  working: 'Processing.',
  registeredSince: 'Registered since',
  receiptNumber: 'Receipt number',
  notPermitted,
  problem: problemIn(enProblems, wording),
  time: enTime,
});

export const enIntent: Catalogue<IntentMessages> = ({ bank }) => ({
  headings: {
    prove: 'Enter the one-time password',
    register: 'Register the one-time password token',
    confirm: 'Deregister',
    uncertain: 'Checking the result',
    doneRegister: 'Registration complete',
    doneDeregister: 'Deregistration complete',
    ended: 'Procedure ended',
  },
  proveLead: 'Enter the number shown on the token that is in use now.',
  registerLead:
    'Enter the number on the back of the token that will be used, and the number that it shows.',
  confirmLead:
    'After deregistration this user cannot use one-time passwords until a new token is registered.',
  code: 'One-time password',
  codeHint: (digits) => (digits === undefined ? 'Digits only' : `${String(digits)} digits`),
  nextCode: 'Next one-time password',
  tokenIdHint: 'Letters and digits printed on the back of the token',
  neverTell: `Nobody from ${bank} will ever ask you for this number by telephone or otherwise.`,
  commit: 'Confirm',
  nextCodeHint: 'If you keep the same token, wait until it shows its next number.',
  nextCodeIn: (seconds) =>
    seconds > 0 ? `Next number in ${wait(seconds)}` : 'The next number is now shown.',
  waitFor: (seconds) =>
    seconds > 0
      ? `Please wait a moment. In ${wait(seconds)}, enter the number newly shown on the token.`
      : 'Thank you for waiting. Enter the number shown on the token.',
  expiresAt: (at) => `Please confirm by ${at}.`,
  doneAt: 'Accepted at',
  operation: 'Procedure',
  operations: {
    'register-first': 'Usage mode set',
    'change-usage-mode': 'Usage mode changed',
    'replace-token': 'Token replaced',
    'register-user': 'User’s token registered',
    'deregister-user': 'User’s token deregistered',
  },
  toMembers: 'Manage one-time password registrations',
  finished: 'The procedure is finished.',
  close: 'Close',
  startAgain: 'Start again',
  unfinished: 'The procedure is not complete.',
});

export const enSession: Catalogue<SessionMessages> = () => ({
  ending: 'You will be signed out soon because nothing was done for some time.',
  stay: 'Stay signed in',
  over: {
    idle: 'You were signed out because nothing was done for some time. Please sign in again.',
    'signed-in-elsewhere': signedInElsewhere,
    ended: signedOut,
    'not-signed-in': 'You are not signed in. Please sign in.',
  },
  unavailable,
  signIn: 'Sign in',
});

export const enUsageMode: Catalogue<UsageModeMessages> = () => ({
  heading: 'One-time password usage mode',
  presentMode: 'Present usage mode',
  firstLead: 'First choose a usage mode, then register the first token.',
  preview: 'What this change will do',
  released: (count) => `Tokens that will be released: ${String(count)}`,
  withoutToken: (count) => `Users who will be without a token: ${String(count)}`,
  nothingReleased: 'No token will be released.',
  allShare: 'Afterwards the administrator and all users use the shared token.',
  andOthers: (count) => `and ${String(count)} more`,
  needed: {
    separate: 'On a following screen you register the token that the administrator will use.',
    shared: 'On a following screen you register the token that everybody will share.',
  },
});

export const enRegistration: Catalogue<RegistrationMessages> = () => ({
  heading: 'One-time password registration',
  pausedUntil: 'Paused until',
  history: 'Registration history',
  noHistory: 'There is no history.',
  events: {
    registered: 'Registered',
    replaced: 'Replaced',
    deregistered: 'Deregistered',
    released: 'Released (usage mode change or similar)',
  },
  actions: { register: 'Register', replace: 'Replace', deregister: 'Deregister' },
  usesShared: 'Uses the shared token.',
  readOnly: 'There is nothing to do on this screen.',
});

export const enList: Catalogue<ListMessages> = () => ({
  heading: 'Select a user',
  menuItem: 'Manage one-time password registrations',
  backToList: 'Back to the list',
  presentMode: 'Present usage mode',
  setMode: 'Set usage mode',
  filter: 'Narrow the list',
  prefixMatch: 'begins with',
  partMatch: 'contains',
  apply: 'Search',
  clear: 'Clear',
  actionColumn: 'Action',
  rowAction: 'Register / deregister',
  replace: 'Replace',
  usesShared: 'Shared',
  until: (time) => `until ${time}`,
  nobody: 'No matching user.',
  range: (first, last, total) => `${String(first)}–${String(last)} of ${String(total)}`,
  pages: 'Pages',
  page: (number) => `Page ${String(number)}`,
  previous: 'Previous',
  following: 'Next',
});
