// The wire as zod sees it: what comes in is checked by these, what goes out is documented by them.
// `bff/contract` stays the truth that the widget imports; the assertions at the end of this file
// fail to compile when the two part ways.
import { z } from '@hono/zod-openapi';
import { intentStates, operations } from '../contract/intent.ts';
import type { CommitInput, Intent, OpenIntent, ProofInput, Receipt } from '../contract/intent.ts';
import { registrationEvents, registrationStatuses, roles, rowActions } from '../contract/member.ts';
import type { MemberPage, MemberRegistration, UsageModePreview } from '../contract/member.ts';
import { chosenModes, usageModes } from '../contract/usage-mode.ts';
import type { CurrentUsageMode } from '../contract/usage-mode.ts';
import { bindingPattern, purposePattern } from '../contract/verification.ts';
import {
  intentExample,
  memberPageExample,
  memberRegistrationExample,
  previewExample,
  receiptExample,
} from './examples.ts';

/** Far beyond any honest value; what is longer is refused before anything folds or hashes it. */
const longestId = 64;
const longestCode = 32;

export const instant = z.iso.datetime().openapi({ description: 'ISO 8601, UTC' });
export const customerId = z.string().min(1).max(longestId);
const typedCode = z
  .string()
  .min(1)
  .max(longestCode)
  .openapi({ description: 'Digits as the token shows them; never a number.', example: '012345' });
const usageMode = z.enum(usageModes);
const chosenMode = z.enum(chosenModes);
const idTail = z.string().openapi({ description: 'Last four characters', example: '5678' });
const modes = z.object({ from: usageMode, to: chosenMode });

const memberFields = {
  customerId: z.string(),
  name: z.string(),
  role: z.enum(roles),
};
const corporationHolder = z.object({ kind: z.literal('corporation') });
const memberHolder = z.object({ kind: z.enum(['master', 'user']), ...memberFields });
export const holder = z.union([memberHolder, corporationHolder]).openapi('Holder');

const tokenSummary = z
  .object({ idTail, digits: z.union([z.literal(6), z.literal(8)]) })
  .openapi('TokenSummary');

const registration = z
  .object({
    status: z.enum(registrationStatuses),
    token: tokenSummary.optional(),
    since: instant.optional(),
    pausedUntil: instant.optional(),
  })
  .openapi('Registration');

const memberRow = z
  .object({
    holder,
    usesSharedToken: z.boolean(),
    registration,
    actions: z.array(z.enum(rowActions)),
  })
  .openapi('MemberRow');

export const memberPage = z
  .object({
    mode: usageMode,
    version: z.int(),
    sharedToken: memberRow.optional(),
    rows: z.array(memberRow),
    page: z.int(),
    pageSize: z.int(),
    total: z.int(),
  })
  .openapi('MemberPage', { example: memberPageExample });

export const memberRegistration = memberRow
  .extend({
    mode: usageMode,
    history: z.array(
      z.object({
        at: instant,
        event: z.enum(registrationEvents),
        tokenIdTail: idTail,
        receiptNumber: z.string(),
      }),
    ),
  })
  .openapi('MemberRegistration', { example: memberRegistrationExample });

export const currentUsageMode = z
  .object({ mode: usageMode, version: z.int() })
  .openapi('CurrentUsageMode', { example: { mode: 'separate', version: 3 } });

const released = z.union([
  memberHolder.extend({ tokenIdTail: idTail }),
  corporationHolder.extend({ tokenIdTail: idTail }),
]);
export const usageModePreview = z
  .object({
    version: z.int().openapi({ description: 'To send as `previewed` when the change is opened' }),
    from: usageMode,
    to: chosenMode,
    released: z.object({ count: z.int(), holders: z.array(released) }),
    withoutToken: z.object({ count: z.int(), holders: z.array(memberHolder) }),
  })
  .openapi('UsageModePreview', { example: previewExample });

export const receipt = z
  .object({
    number: z.string().openapi({ example: '20261122-7K3QX0ZD' }),
    at: instant,
    operation: z.enum(operations),
    mode: modes,
    holder,
    tokenIdTail: idTail,
  })
  .openapi('Receipt', { example: receiptExample });

export const intent = z
  .object({
    id: z.uuid(),
    operation: z.enum(operations),
    state: z.enum(intentStates),
    steps: z.array(z.enum(['prove', 'register', 'confirm'])),
    mode: modes,
    prover: z.object({ holder, token: tokenSummary }).optional(),
    holder,
    registration: registration.optional(),
    nextCodeAt: instant.optional(),
    openedAt: instant,
    expiresAt: instant,
    receipt: receipt.optional(),
  })
  .openapi('Intent', { example: intentExample });

export const openIntentInput = z
  .discriminatedUnion('operation', [
    z.strictObject({ operation: z.literal('register-first'), to: chosenMode }),
    z.strictObject({
      operation: z.literal('change-usage-mode'),
      to: chosenMode,
      previewed: z.int().nonnegative().openapi({ description: '`version` of the preview' }),
    }),
    z.strictObject({ operation: z.literal('replace-token') }),
    z.strictObject({ operation: z.literal('register-user'), customerId }),
    z.strictObject({ operation: z.literal('deregister-user'), customerId }),
  ])
  .openapi('OpenIntent', { example: { operation: 'register-user', customerId: 'reidai0002' } });

export const proofInput = z
  .strictObject({ code: typedCode })
  .openapi('ProofInput', { example: { code: '012345' } });

export const commitInput = z
  .strictObject({
    tokenId: z.string().min(1).max(longestId).optional(),
    code: typedCode.optional(),
    nextCode: typedCode.optional(),
  })
  .openapi('CommitInput', { example: { tokenId: 'ABCD00008091', code: '012345' } });

export const verificationInput = z
  .strictObject({
    corporationId: z.string().min(1).max(longestId),
    customerId,
    purpose: z.string().regex(purposePattern),
    code: typedCode,
    binding: z.string().regex(bindingPattern).optional().openapi({
      description: 'SHA-256 of what the code approves, in base64url',
    }),
  })
  .openapi('VerificationInput', {
    example: {
      corporationId: 'reidai',
      customerId: 'reidai0002',
      purpose: 'transfer',
      code: '012345',
    },
  });

/** True when both say the same; anything else does not compile. */
type Same<Wire, Contract> = [Wire, Contract] extends [Contract, Wire] ? true : never;

/** The wire and the contract, held against each other. */
export const agreed: [
  Same<z.infer<typeof intent>, Intent>,
  Same<z.infer<typeof receipt>, Receipt>,
  Same<z.infer<typeof memberPage>, MemberPage>,
  Same<z.infer<typeof memberRegistration>, MemberRegistration>,
  Same<z.infer<typeof usageModePreview>, UsageModePreview>,
  Same<z.infer<typeof currentUsageMode>, CurrentUsageMode>,
  Same<z.infer<typeof openIntentInput>, OpenIntent>,
  Same<z.infer<typeof proofInput>, ProofInput>,
  Same<z.infer<typeof commitInput>, CommitInput>,
] = [true, true, true, true, true, true, true, true, true];
