import { describe, expect, it } from 'vitest';
import { readMembers } from '../../../bff/portal/member-directory.ts';

const header = 'customerId,name,role,master\n';
const master = 'm-1,"青山, 恵子",administrator,true\n';
const user = 'u-1,林,general,false\n';

function read(text: string) {
  return readMembers(Buffer.from(text));
}

describe('the directory file', () => {
  it('is read with quotes, byte order mark and either line end', () => {
    const members = read(`\ufeff${header}${master}${user}`.replaceAll('\n', '\r\n'));
    expect(members).toEqual([
      { customerId: 'm-1', name: '青山, 恵子', role: 'administrator', master: true },
      { customerId: 'u-1', name: '林', role: 'general', master: false },
    ]);
  });

  it.each([
    ['an empty file', '', 1, 'the first line is not customerId,name,role,master'],
    [
      'another header',
      `id,name\n${master}`,
      1,
      'the first line is not customerId,name,role,master',
    ],
    ['no master', header + user, 1, 'the file has no master'],
    ['two masters', header + master + master.replace('m-1', 'm-2'), 3, 'a second master'],
    ['an id twice', header + master + user + user, 4, 'the customer id came before'],
    ['an empty id', header + master + user.replace('u-1', ''), 3, 'the customer id is not'],
    ['a full-width id', header + master + user.replace('u', 'ｕ'), 3, 'the customer id is not'],
    ['no name', header + master + user.replace('林', ' '), 3, 'the name is not'],
    [
      'a name that rings (A121)',
      header + master + user.replace('林', '\u0007'),
      3,
      'the name is not',
    ],
    ['another role', header + master + user.replace('general', 'root'), 3, 'the role is not'],
    ['another truth', header + master + user.replace('false', 'no'), 3, 'master is not true'],
    ['a missing column', `${header}${master}u-1,林,general\n`, 3, 'the line has not 4 columns'],
    ['a stray quote', `${header}${master}u"1,林,general,false\n`, 3, 'the line is not CSV'],
  ])('is refused with %s', (_, text, line, reason) => {
    expect(() => read(text)).toThrow(`Line ${line}: ${reason}`);
  });

  it('is refused when it is not UTF-8', () => {
    const text = header + master + user.replace('林', 'é');
    expect(() => readMembers(Buffer.from(text, 'latin1'))).toThrow('the file is not UTF-8');
  });
});
