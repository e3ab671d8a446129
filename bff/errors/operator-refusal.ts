/** What an operator's command may be refused for, and the sentence he reads. */
const sentences = {
  'corporation-id': 'A corporation id is 1 to 64 of A-Z a-z 0-9 . _ -',
  'corporation-name': 'A corporation needs a name of 1 to 200 characters',
  'corporation-known': 'There is a corporation with this id already',
  'corporation-unknown': 'There is no corporation with this id',
  'token-known': 'A token id or a secret of this file was handed out before',
  'fingerprints-stale':
    'Another key made the fingerprints of some tokens, so a secret that came before might not be ' +
    'known: run `keys reseal` first',
  'token-unknown': 'This corporation has no token with this id',
  'token-not-locked': 'This token is neither paused nor disabled: there is nothing to lift',
  'counter-unsettled':
    'After a restore nobody knows where this token stands: settle it with `token resync` first',
  'token-not-in-use': 'Nobody holds this token: registering it will settle its clock',
  'codes-format': 'Both codes must have as many digits as the token shows',
  'codes-refused':
    'These are not two codes in a row that this token shows about now, or they were used already',
  'codes-fenced': 'Codes are refused behind a fence: take the next two in a minute or two',
  reason: 'A reason of 1 to 200 characters belongs to this command; it is entered into the history',
  'removals-unconfirmed':
    'The file removes {removals} members, more than a tenth: if that is right, add ' +
    '`--confirm-removals {removals}`',
  'mode-unset': 'This corporation has no usage mode: there is nothing to reset',
  'token-in-use':
    'This token proves the changes of the corporation: only `corporation reset` takes it away',
  'token-retired': 'This token is retired already',
} as const;

export type OperatorRefusalCode = keyof typeof sentences;

/** What a sentence is completed with, where it is about a file. */
export interface OperatorRefusalFacts {
  /** One-based. */
  line?: number;
  /** Members that would be removed. */
  removals?: number;
}

/** An operator's command is refused, and has changed nothing. */
export class OperatorRefusal extends Error {
  readonly code: OperatorRefusalCode;
  readonly line: number | undefined;

  constructor(code: OperatorRefusalCode, { line, removals }: OperatorRefusalFacts = {}) {
    const sentence = sentences[code].replaceAll('{removals}', String(removals));
    super(line === undefined ? sentence : `Line ${line}: ${sentence}`);
    this.name = 'OperatorRefusal';
    this.code = code;
    this.line = line;
  }
}
