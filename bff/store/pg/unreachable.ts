import { StartFault } from '../../errors/start-fault.ts';

/** Where nobody answers: the name, the port, the socket. */
const silent = ['ECONNREFUSED', 'ENOTFOUND', 'ENOENT', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];
/** invalid_authorization_specification, invalid_password, invalid_catalog_name. */
const refused = ['28000', '28P01', '3D000'];
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_/;

/** A first connection that failed, as an operator can act on it; anything else as it was. */
export function asStartFault(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StartFault) return error;
  const code = 'code' in error ? String(error.code) : '';
  const sentence = sentenceOf(code, error.message);
  return sentence === undefined ? error : new StartFault(sentence, { cause: error });
}

function sentenceOf(code: string, message: string): string | undefined {
  if (silent.includes(code))
    return `The PostgreSQL server of OTP_DATABASE_URL does not answer (${code}): start it, or correct the url`;
  if (refused.includes(code))
    return `The PostgreSQL server refuses the user, the password or the database of OTP_DATABASE_URL (${code})`;
  if (untrusted.test(code))
    return `The certificate of the PostgreSQL server is not trusted (${code}): name the authority that signed it, ?sslrootcert=/path/to/ca.pem, and the host as the certificate has it`;
  if (message.includes('does not support SSL'))
    return 'The PostgreSQL server has no TLS: turn it on there (ssl = on), or add ?sslmode=disable to OTP_DATABASE_URL to do without';
  return undefined;
}
