import type { ProblemCode, ProblemFacts } from '../../bff/contract/problem.ts';
import type { WidgetCode } from '../client/problems.ts';
import type {
  Catalogue,
  IntentMessages,
  ListMessages,
  Messages,
  RegistrationMessages,
  SessionMessages,
  UsageModeMessages,
} from './messages.ts';
import { formatTime, formatWait, fullMinute } from './time.ts';

const modes = {
  unset: 'Not set',
  separate: 'The administrator and users each use a different token',
  shared: 'The administrator and users use the same token',
};
const startOver = 'Please start again from the beginning.';
const changed = `The registration was changed by another operation. ${startOver}`;
/** With its zone: a reader abroad would take it for their own. */
const time = (instant: string) => `${formatTime('en', instant)} JST`;
const later = ({ retryAt }: ProblemFacts) => {
  const at = fullMinute(retryAt);
  return `Please try again ${at === undefined ? 'later' : `after ${time(at)}`}.`;
};
const signedOut = 'You have been signed out. Please sign in again.';
const signedInElsewhere = 'This page was closed because you signed in elsewhere.';
const unavailable = 'The service is not available right now.';
const notPermitted = 'You do not have permission to use this service.';
const wait = (seconds: number) => formatWait(seconds, ' s', ' min');
const newlyShown = 'Enter the number newly shown on the token.';

export const en: Catalogue<Messages> = ({ tokenId, branch }) => ({
  customerId: 'Customer ID',
  memberName: 'User name',
  role: 'Role',
  status: 'Registration status',
  tokenId,
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
  problem(code, facts = {}) {
    const { triesLeft, digits } = facts;
    const busy = `We cannot accept this right now. ${later(facts)}`;
    const texts: Partial<Record<ProblemCode | WidgetCode, string>> = {
      'invalid-request': 'Please check what you entered.',
      'otp-format': `Enter the one-time password as ${String(digits ?? '6 or 8')} digits.`,
      'token-id-format': `The format of the ${tokenId} is not correct.`,
      'session-ended': signedOut,
      'signed-in-elsewhere': signedInElsewhere,
      'not-vouched': unavailable,
      'preview-changed':
        'The registrations changed after they were shown. Please check them once more.',
      'waiting-for-bank': `The administrator has no registered token. Please contact ${branch}.`,
      'portal-unavailable': `${unavailable} ${later(facts)}`,
      'reauthentication-required':
        'To confirm it is you, please enter your password again. The registration is not complete.',
      'not-permitted': notPermitted,
      csrf: `Reload the page. ${startOver}`,
      'token-disabled': `The one-time password has been disabled. Please contact ${branch}.`,
      'not-found': 'No matching user.',
      'intent-conflict': changed,
      'intent-order': changed,
      'row-changed': 'The registration status has changed. Please refresh the list.',
      'mode-unchanged':
        'This is the present usage mode. To exchange a token, use “Register / deregister” in the list.',
      'shared-mode':
        'The shared token is in use, so tokens cannot be registered for individual users.',
      'master-deregistration':
        'The administrator’s token cannot be deregistered. Please replace it instead.',
      'token-held': 'This token is registered to another user.',
      'token-unchanged': 'This is the present token.',
      'mode-unset': 'No usage mode is set. Please set the usage mode first.',
      'idempotency-mismatch': changed,
      'intent-expired': `The time for this procedure has run out. The registration is not complete. ${startOver}`,
      'otp-rejected':
        `The one-time password is not correct. ${newlyShown}` +
        (triesLeft === undefined ? '' : ` Tries left before a pause: ${String(triesLeft)}.`),
      'otp-used':
        'This one-time password has already been used. Enter the next number once it is shown.',
      'clock-off':
        'The token’s clock is off. Enter the next number that the token shows after this one.',
      'token-unavailable': `This token cannot be registered. Please ask ${branch}.`,
      'otp-paused': `Paused because of repeated wrong entries. ${later(facts)}`,
      'too-many-requests': `Too many requests in a short time. ${later(facts)}`,
      busy,
      'storage-full': busy,
      'clock-unreliable': 'We cannot check this right now. Please wait a moment.',
      fence: `Please wait a moment. ${newlyShown}`,
      unreachable: 'No connection. Please check your network.',
      'not-received':
        'We have checked: what you sent was not accepted. Enter the number newly shown on the token.',
      'mode-missing': 'Please choose a new usage mode.',
      'not-shown':
        'Nothing was sent, because this page does not show all of it. Please load the page again.',
      'outcome-untold':
        'The result of the procedure could not be confirmed. Sign in and check the registration.',
      'outcome-unknown': 'We are checking the result. Please wait and keep this page open.',
    };
    return texts[code] ?? `Something went wrong. ${later(facts)}`;
  },
  time,
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
