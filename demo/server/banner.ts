import { approvalPassword, corporations, password, type Person } from '../seed/people.ts';
import { languages } from './locale/language.ts';
import { roleName } from './pages/role-name.ts';

/** What the terminal says once the demo is open. */
export function banner(origin: string): string {
  const rows = corporations.flatMap(({ name, people, state }) => [
    '',
    `  ${name.ja} / ${name.en}`,
    `  ${state.ja} / ${state.en}`,
    ...people.slice(0, 4).map(personRow),
    ...(people.length > 4
      ? [`    … ${people.at(-1)?.customerId ?? ''} まで / up to that one`]
      : []),
  ]);
  return `
  みほん銀行 法人ポータル / Mihon Bank Corporate Portal (demo)

    ${origin}

  パスワード / password: ${password}    承認用パスワード / approval password: ${approvalPassword}
${rows.join('\n')}

  やり直す / start over: npm start -- --fresh      終了 / stop: Ctrl+C

`;
}

function personRow({ customerId, name, role }: Person): string {
  const roles = `${roleName(role, languages.ja.words)} / ${roleName(role, languages.en.words)}`;
  return `    ${fill(customerId, 12)}  ${fill(name, 18)}  ${roles}`;
}

/** Pads to a number of terminal columns: a full-width character takes two. */
function fill(text: string, columns: number): string {
  const wide = text.match(/[\u1100-\u{10ffff}]/gu)?.length ?? 0;
  return text + ' '.repeat(Math.max(0, columns - [...text].length - wide));
}
