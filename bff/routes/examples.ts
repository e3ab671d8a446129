// What the description of the wire shows as examples. Typed by the contract, so that none of them
// tells of a field that is not there.
import type { Intent, Receipt } from '../contract/intent.ts';
import type {
  MemberPage,
  MemberRegistration,
  MemberRow,
  UsageModePreview,
} from '../contract/member.ts';
import type { Session } from '../contract/session.ts';

/** 09:12 in Japan. */
export const exampleInstant = '2026-11-24T00:12:30.000Z';
const later = '2026-11-24T00:22:30.000Z';
const evening = '2026-11-24T08:12:30.000Z';

const master = {
  kind: 'master',
  customerId: 'reidai0001',
  name: '青山 恵子',
  role: 'administrator',
} as const;
const user = {
  kind: 'user',
  customerId: 'reidai0002',
  name: '石川 健',
  role: 'approver',
} as const;

const row: MemberRow = {
  holder: master,
  usesSharedToken: false,
  registration: {
    status: 'registered',
    token: { idTail: '2467', digits: 6 },
    since: exampleInstant,
  },
  actions: ['replace'],
};

export const sessionExample: Session = {
  id: 'q3cWbn0Yw5m2oJ8rX1tVzA',
  actor: { customerId: master.customerId, name: master.name, role: master.role },
  permitted: true,
  mode: 'separate',
  version: 3,
  idleEndsAt: later,
  endsAt: evening,
  settings: {
    bankName: { ja: '当行', en: 'the bank' },
    branchName: { ja: 'お取引店', en: 'your branch' },
  },
};

export const memberPageExample: MemberPage = {
  mode: 'separate',
  version: 3,
  rows: [
    row,
    {
      holder: user,
      usesSharedToken: false,
      registration: { status: 'unregistered' },
      actions: ['register'],
    },
  ],
  page: 1,
  pageSize: 10,
  total: 2,
};

export const memberRegistrationExample: MemberRegistration = {
  ...row,
  mode: 'separate',
  history: [
    {
      at: exampleInstant,
      event: 'registered',
      tokenIdTail: '2467',
      receiptNumber: '20261124-7K3QX0ZD',
    },
  ],
};

export const previewExample: UsageModePreview = {
  version: 7,
  from: 'separate',
  to: 'shared',
  released: { count: 1, holders: [{ ...master, tokenIdTail: '2467' }] },
  withoutToken: { count: 0, holders: [] },
};

export const receiptExample: Receipt = {
  number: '20261124-7K3QX0ZD',
  at: exampleInstant,
  operation: 'register-user',
  mode: { from: 'separate', to: 'separate' },
  holder: user,
  tokenIdTail: '8091',
};

export const intentExample: Intent = {
  id: '0b7f7c52-6c0e-4a59-8d3e-0f1d3f0f7a11',
  operation: 'register-user',
  state: 'open',
  steps: ['prove', 'register'],
  mode: { from: 'separate', to: 'separate' },
  prover: { holder: master, token: { idTail: '2467', digits: 6 } },
  holder: user,
  openedAt: exampleInstant,
  expiresAt: later,
};
