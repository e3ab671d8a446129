import type { Env } from '../config/env.ts';

/** What a command may see of the world it is called from. */
export interface Terminal {
  env: Env;
  /** To standard output. */
  print(text: string): void;
  /** To standard error. */
  complain(text: string): void;
}
