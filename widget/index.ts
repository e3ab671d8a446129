// What a portal imports by name. Importing it registers nothing; see define.ts.

export type { OtpContext } from './client/context.ts';
export { otpContext } from './client/context.ts';
export type { HttpOtpClientOptions } from './client/http-otp-client.ts';
export { HttpOtpClient } from './client/http-otp-client.ts';
export type { CallOptions, MemberFilter, OtpClient, SessionOptions } from './client/otp-client.ts';
export {
  OtpNetworkError,
  OtpNotVouchedError,
  OtpProblemError,
  OtpUnknownOutcomeError,
} from './client/problems.ts';
export type { SessionEndReason } from './client/session-end.ts';
export type { DefineOptions } from './define-otp-elements.ts';
export { defineOtpElements } from './define-otp-elements.ts';
export { OtpIntentCancelledEvent } from './intent/otp-intent-cancelled-event.ts';
export { OtpIntentClosedEvent } from './intent/otp-intent-closed-event.ts';
export { OtpMembersRequestedEvent } from './intent/otp-members-requested-event.ts';
export { OtpReauthenticationRequiredEvent } from './intent/otp-reauthentication-required-event.ts';
export { OtpManager } from './otp-manager/otp-manager.ts';
export type { CounterView } from './otp-manager/otp-view-changed-event.ts';
export { OtpViewChangedEvent } from './otp-manager/otp-view-changed-event.ts';
export { OtpMemberList } from './otp-member-list/otp-member-list.ts';
export { OtpMemberSelectedEvent } from './otp-member-list/otp-member-selected-event.ts';
export { OtpUsageModeSelectedEvent } from './otp-member-list/otp-usage-mode-selected-event.ts';
export { OtpMenuItem } from './otp-menu-item/otp-menu-item.ts';
export { OtpProvider } from './otp-provider/otp-provider.ts';
export { OtpSessionEndedEvent } from './otp-provider/otp-session-ended-event.ts';
export { OtpSessionEndingEvent } from './otp-provider/otp-session-ending-event.ts';
export { OtpSignInEvent } from './otp-provider/otp-sign-in-event.ts';
export { OtpRegistrationChangeEvent } from './otp-token-register/otp-registration-change-event.ts';
export { OtpRegistrationChangedEvent } from './otp-token-register/otp-registration-changed-event.ts';
export { OtpTokenRegister } from './otp-token-register/otp-token-register.ts';
export { OtpUsageModeChangeEvent } from './otp-usage-mode/otp-usage-mode-change-event.ts';
export { OtpUsageModeChangedEvent } from './otp-usage-mode/otp-usage-mode-changed-event.ts';
export { OtpUsageMode } from './otp-usage-mode/otp-usage-mode.ts';

export type {
  CommitInput,
  Intent,
  IntentState,
  IntentStep,
  OpenIntent,
  Operation,
  ProofInput,
  Prover,
  Receipt,
} from '../bff/contract/intent.ts';
export type {
  Holder,
  MemberPage,
  MemberRegistration,
  MemberRow,
  Registration,
  RegistrationEvent,
  RegistrationStatus,
  Role,
  RowAction,
  TokenSummary,
  UsageModePreview,
} from '../bff/contract/member.ts';
export type { Problem, ProblemCode, ProblemFacts } from '../bff/contract/problem.ts';
export type { Session, SessionSettings } from '../bff/contract/session.ts';
export type { ChosenMode, CurrentUsageMode, UsageMode } from '../bff/contract/usage-mode.ts';
