import type { Story } from '../world.ts';
import { faults } from './faults.ts';
import { firstRegistration } from './first-registration.ts';
import { memberList } from './members.ts';
import { refusals } from './refusals.ts';
import { sessions } from './sessions.ts';
import { usageMode } from './usage-mode.ts';
import { userTokens } from './user-tokens.ts';

export const stories: readonly Story[] = [
  ...firstRegistration,
  ...memberList,
  ...userTokens,
  ...usageMode,
  ...faults,
  ...refusals,
  ...sessions,
];
