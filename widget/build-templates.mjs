import { parseAst } from 'vite';

/**
 * Takes the indentation out of `html` and `css` templates. Nothing in our templates is preformatted,
 * so that a run of white space is as good as one space, and in CSS mostly as good as none.
 */
export const smallTemplates = {
  name: 'otp-small-templates',
  enforce: 'post',
  transform(code, id) {
    if (!/\/widget\/.*\.ts$/.test(id)) return;
    const pieces = templatePieces(parseAst(code)).sort((a, b) => b.start - a.start);
    const small = pieces.reduce(
      (text, { start, end, shrink }) =>
        text.slice(0, start) + shrink(text.slice(start, end)) + text.slice(end),
      code,
    );
    return { code: small, map: null };
  },
};

const shrinkers = { html: smallHtml, css: smallCss };

function smallHtml(text) {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/> </g, '><');
}

function smallCss(text) {
  return text
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(/: /g, ':')
    .replaceAll(/;}/g, '}');
}

/** Every string of every `html` and `css` template below `node`, with its place in the source. */
function templatePieces(node) {
  if (Array.isArray(node)) return node.flatMap(templatePieces);
  if (node === null || typeof node !== 'object') return [];
  const below = Object.values(node).flatMap(templatePieces);
  if (node.type !== 'TaggedTemplateExpression') return below;
  const shrink = shrinkers[node.tag.name];
  return shrink ? [...node.quasi.quasis.map((q) => ({ ...q, shrink })), ...below] : below;
}
