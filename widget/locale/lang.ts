/** Languages with a catalogue. Everything that is not one of them reads Japanese. */
export type Lang = 'ja' | 'en';
