// Reads the parts of an entry that have no fixed form. An entry that says something of another kind says
// nothing: whoever wrote it may not have been this program.

export function numberOf(fact: unknown): number | undefined {
  return typeof fact === 'number' ? fact : undefined;
}

export function textOf(fact: unknown): string | undefined {
  return typeof fact === 'string' ? fact : undefined;
}

/** A step or counter in decimal. */
export function bigintOf(fact: unknown): bigint | undefined {
  return typeof fact === 'string' && /^-?[0-9]{1,20}$/.test(fact) ? BigInt(fact) : undefined;
}

export function idsOf(fact: unknown): string[] | undefined {
  if (!Array.isArray(fact)) return undefined;
  return fact.filter((id): id is string => typeof id === 'string');
}

/** Token ids with the counters that they begin with. */
export function stepsOf(fact: unknown): Map<string, bigint> {
  const steps = new Map<string, bigint>();
  if (typeof fact !== 'object' || fact === null) return steps;
  for (const [id, counter] of Object.entries(fact)) {
    const step = bigintOf(counter);
    if (step !== undefined) steps.set(id, step);
  }
  return steps;
}
