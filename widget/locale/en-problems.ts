import type { ProblemFacts } from '../../bff/contract/problem.ts';
import type { ProblemTexts } from './messages.ts';
import { formatTime, fullMinute } from './time.ts';

const startOver = 'Please start again from the beginning.';
const changed = `The registration was changed by another operation. ${startOver}`;
const newlyShown = 'Enter the number newly shown on the token.';
export const signedOut = 'You have been signed out. Please sign in again.';
export const signedInElsewhere = 'This page was closed because you signed in elsewhere.';
export const unavailable = 'The service is not available right now.';
export const notPermitted = 'You do not have permission to use this service.';

/** The sentences of `problem-texts.ts` in English. */
export const enProblems: ProblemTexts = ({ tokenId, branch }, facts) => {
  const { triesLeft, digits } = facts;
  const fault = `Something went wrong. ${later(facts)}`;
  const busy = `We cannot accept this right now. ${later(facts)}`;
  return {
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
    'signature-refused': fault,
    'method-not-allowed': fault,
    'request-timeout': fault,
    'too-large': fault,
    'unsupported-media-type': fault,
    'headers-too-large': fault,
    internal: fault,
  };
};

function later({ retryAt }: ProblemFacts): string {
  const at = fullMinute(retryAt);
  return `Please try again ${at === undefined ? 'later' : `after ${enTime(at)}`}.`;
}

/** With its zone: a reader abroad would take it for their own. */
export function enTime(instant: string): string {
  return `${formatTime('en', instant)} JST`;
}
