// What a signature covers, as one text (RFC 9421 section 2.5). Pure: the same request and the same
// list of components give the same text on the signing and on the checking side.

/** A request as it came over the wire, nothing decoded. */
export interface SignableRequest {
  method: string;
  path: string;
  /** With its question mark; empty if there is none. */
  query: string;
  /** A field's value by its name in lower case; several lines of one joined with a comma. */
  field(name: string): string | undefined;
}

/**
 * The signature base: a line for each component and one for the parameters.
 *
 * @param parameters the member of `Signature-Input` as it is serialized (RFC 9421 section 2.3).
 * @throws {RangeError} for a component that the request does not have.
 */
export function signatureBase(
  request: SignableRequest,
  components: readonly string[],
  parameters: string,
): string {
  const lines = components.map((name) => `"${name}": ${valueOf(request, name)}\n`);
  return `${lines.join('')}"@signature-params": ${parameters}`;
}

function valueOf(request: SignableRequest, name: string): string {
  if (name === '@method') return request.method;
  if (name === '@path') return request.path;
  // RFC 9421 section 2.2.7: where there is no query, a question mark stands for it.
  if (name === '@query') return request.query === '' ? '?' : request.query;
  const value = request.field(name);
  if (value === undefined) throw new RangeError('The request has no such component');
  return value.trim();
}
