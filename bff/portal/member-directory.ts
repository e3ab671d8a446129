// The portal's list of a corporation's members: the port through which it is asked, and the form in
// which most portals hand it over, a CSV file. Decides what a list must be; changes nothing.
import { CsvError, parse } from 'csv-parse/sync';
import { roles, type Role } from '../contract/member.ts';

/** A member as the portal knows him. */
export interface DirectoryMember {
  customerId: string;
  name: string;
  role: Role;
  /** True for exactly one of a list. */
  master: boolean;
}

/** Where the members of a corporation can be asked for. */
export interface MemberDirectory {
  members(corporationId: string): Promise<readonly DirectoryMember[]>;
}

/** A directory file is refused, whole. The reason is ours and never quotes the file. */
export class DirectoryError extends Error {
  readonly reason: string;
  /** One-based. */
  readonly line: number;

  constructor(reason: string, line: number) {
    super(`Line ${line}: ${reason}`);
    this.name = 'DirectoryError';
    this.reason = reason;
    this.line = line;
  }
}

const mebibyte = 1024 * 1024;
const largestFile = 4 * mebibyte;
const mostMembers = 20_000;
const columns = ['customerId', 'name', 'role', 'master'] as const;
/** As in the portal's assertion. */
const customerIdPattern = /^[\x21-\x7e]{1,64}$/;
const longestName = 100;

/** A directory that is one file: members of one corporation, columns as in the first line. */
export function csvDirectory(bytes: Uint8Array): MemberDirectory {
  return { members: () => Promise.resolve(readMembers(bytes)) };
}

/**
 * Reads a CSV file (RFC 4180, UTF-8) whose first line is `customerId,name,role,master`; `role` is
 * `administrator`, `approver` or `general`, `master` is `true` or `false`.
 *
 * @throws {DirectoryError} at the first line that can't be accepted.
 */
export function readMembers(bytes: Uint8Array): DirectoryMember[] {
  const [header, ...rows] = readRows(bytes);
  if (header === undefined || header.record.join() !== columns.join())
    throw new DirectoryError(`the first line is not ${columns.join()}`, 1);
  if (rows.length > mostMembers) throw new DirectoryError('the file has too many members', 1);
  const seen = new Set<string>();
  let masters = 0;
  const members = rows.map(({ record, info: { lines } }) => {
    const member = readMember(record, lines);
    if (seen.has(member.customerId)) throw new DirectoryError('the customer id came before', lines);
    seen.add(member.customerId);
    if (member.master && (masters += 1) > 1) throw new DirectoryError('a second master', lines);
    return member;
  });
  if (masters === 0) throw new DirectoryError('the file has no master', 1);
  return members;
}

interface CsvRow {
  record: string[];
  info: { lines: number };
}

function readRows(bytes: Uint8Array): CsvRow[] {
  if (bytes.length > largestFile) throw new DirectoryError('the file is larger than 4 MiB', 1);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const options = { info: true, relax_column_count: true, skip_empty_lines: true } as const;
    return parse(text, options) as unknown as CsvRow[];
  } catch (cause) {
    if (cause instanceof CsvError) throw new DirectoryError('the line is not CSV', lineOf(cause));
    throw new DirectoryError('the file is not UTF-8', 1);
  }
}

function lineOf(error: CsvError): number {
  const { lines } = error;
  return typeof lines === 'number' ? lines : 1;
}

function readMember(record: readonly string[], line: number): DirectoryMember {
  const [customerId, name, roleText, master] = record;
  if (record.length !== columns.length)
    throw new DirectoryError(`the line has not ${columns.length} columns`, line);
  if (customerId === undefined || !customerIdPattern.test(customerId))
    throw new DirectoryError('the customer id is not 1 to 64 printable characters', line);
  if (name === undefined || !isName(name))
    throw new DirectoryError(`the name is not 1 to ${longestName} characters`, line);
  const role = roles.find((known) => known === roleText);
  if (role === undefined) throw new DirectoryError(`the role is not ${roles.join(' or ')}`, line);
  if (master !== 'true' && master !== 'false')
    throw new DirectoryError('master is not true or false', line);
  return { customerId, name, role, master: master === 'true' };
}

/** Text that a screen can show in one line; no control characters (A121). */
function isName(name: string): boolean {
  return name.trim() !== '' && name.length <= longestName && !/\p{Cc}/u.test(name);
}
