/** Sent as `X-Otp-Client`, so that the bank's logs tell which widget asked. */
export const version = '0.1.0';
