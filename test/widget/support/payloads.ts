// What somebody may put into a name: shapes of attack times the contexts that they try to leave.

/** Called by every payload that is run instead of shown. */
export const trap = 'otpPayloadRan';
const call = `${trap}()`;

/** Each would run `trap` where a browser took it for markup, script, style or an address. */
const shapes = [
  `<script>${call}</script>`,
  `</script><script>${call}</script>`,
  `<img src=x onerror=${call}>`,
  `<svg onload=${call}>`,
  `<svg><script>${call}</script></svg>`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  `<details open ontoggle=${call}><summary>x</summary></details>`,
  `<input autofocus onfocus=${call}>`,
  `<video><source onerror=${call}></video>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=${call}>`,
  `<a href="javascript:${call}">名</a>`,
  `<object data="javascript:${call}"></object>`,
  `<base href="javascript:${call}//">`,
  `<meta http-equiv=refresh content="0;url=javascript:${call}">`,
  `<link rel=stylesheet href="data:text/css,*{display:none}">`,
  `<style>*{display:none}</style>`,
  `<template><img src=x onerror=${call}></template>`,
  `<otp-usage-mode></otp-usage-mode>`,
  `javascript:${call}`,
  `data:text/html,<script>${call}</script>`,
  `' onmouseover=${call} autofocus onfocus=${call} x='`,
  `" onpointerenter=${call} style=display:none x="`,
  `\${${call}}`,
  `{{constructor.constructor("${call}")()}}`,
  `#{${call}}`,
  `<%= ${call} %>`,
  `?lit$123456789$`,
  `<!--?lit$123456789$--><img src=x onerror=${call}>`,
  `&lt;img src=x onerror=${call}&gt;`,
  `&#60;script&#62;${call}&#60;/script&#62;`,
  `\\u003cimg src=x onerror=${call}\\u003e`,
  `%3Cscript%3E${call}%3C/script%3E`,
  `<marquee onstart=${call}>名</marquee>`,
  `<select autofocus onfocus=${call}></select>`,
  `<body onload=${call}>`,
  `<audio src onerror=${call}></audio>`,
  `<embed src="javascript:${call}">`,
  `<form action="javascript:${call}"><button>次へ</button></form>`,
  `<isindex type=image src onerror=${call}>`,
  `<slot></slot><img src=x onerror=${call}>`,
  `';${call};//`,
  `";${call};//`,
  `*/${call}/*`,
  `]]><script>${call}</script>`,
  // Bidirectional controls and marks, joiners, combining marks, variation selectors, noncharacters.
  '\u202e山田\u202c',
  '\u2066abc\u2069\u2067def',
  '\u202aabc',
  'ab\u200fcd\u200e',
  'مدير النظام',
  'המנהל הראשי',
  '👩\u200d👩\u200d👧\u200d👦',
  'e\u0301\u0301\u0301\u0301',
  '葛\u{E0100}城',
  '\u200b\u2060\ufeff名',
  '\ufffe\uffff',
  '\ud800x',
  '名'.repeat(10_000),
  'W'.repeat(10_000),
  '__proto__',
  'constructor',
  'null',
] as const;

/** Where the text would have to break out of. */
const contexts: ((shape: string) => string)[] = [
  (shape) => shape,
  (shape) => `"><${'/td'}>${shape}`,
  (shape) => `'>${shape}`,
  (shape) => `--></style></script></textarea></title>${shape}`,
  (shape) => `山田 ${shape} 太郎`,
  (shape) => shape.toUpperCase(),
  (shape) => shape.replaceAll('<', '<\u0009'),
  (shape) => shape.replaceAll(' ', '/'),
  (shape) => `\u202e${shape}`,
  (shape) => `${shape}\u2028${shape.slice(0, 40)}`,
];

export const payloads: readonly string[] = [
  ...new Set(shapes.flatMap((shape) => contexts.map((context) => context(shape)))),
];
