import type { Person } from '../../seed/people.ts';
import type { Words } from '../locale/ja.ts';

export function roleName(role: Person['role'], words: Words): string {
  const names = {
    administrator: words.roleAdministrator,
    approver: words.roleApprover,
    general: words.roleGeneral,
  };
  return names[role];
}
