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
  'master-registered':
    'The file names another master while the present one holds the token that proves changes',
} as const;

export type OperatorRefusalCode = keyof typeof sentences;

/** An operator's command is refused, and has changed nothing. */
export class OperatorRefusal extends Error {
  readonly code: OperatorRefusalCode;
  /** Where in the file, if it is about a file; one-based. */
  readonly line: number | undefined;

  constructor(code: OperatorRefusalCode, line?: number) {
    super(line === undefined ? sentences[code] : `Line ${line}: ${sentences[code]}`);
    this.name = 'OperatorRefusal';
    this.code = code;
    this.line = line;
  }
}
