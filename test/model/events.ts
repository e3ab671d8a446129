// What happens to the counter in a story and not at it: the portal's list and the bank's desk, time
// and its clock, power cuts, restarts and backups.
import type { Command } from './commands.ts';
import { type CodeKind, typed } from './shown.ts';
import { devices } from './devices.ts';
import { corporationOf, given } from './world.ts';

const second = 1000;

/** The portal's list loses a member, or has him back. Where the master goes, another follows. */
export function sync(corporationId: string, customerId: string, here: boolean): Command {
  return {
    check: ({ world }) => {
      const { members } = corporationOf(world, corporationId);
      return members.includes(customerId) !== here && (here || members.length > 1);
    },
    run: async ({ world }, stage) => {
      const { members, master } = corporationOf(world, corporationId);
      const others = members.filter((each) => each !== customerId);
      const told = {
        members: here ? [...members, customerId] : others,
        master: customerId === master ? given(others[0], 'master') : master,
      };
      await stage.perform({ kind: 'sync', corporationId, ...told });
    },
    toString: () => `${customerId} ${here ? 'joins' : 'leaves'} ${corporationId}`,
  };
}

/** The portal's list names another master; the old one stays as a user. */
export function replaceMaster(corporationId: string, customerId: string): Command {
  return {
    check: ({ world }) => {
      const { members, master } = corporationOf(world, corporationId);
      return members.includes(customerId) && master !== customerId;
    },
    run: async ({ world }, stage) => {
      const { members } = corporationOf(world, corporationId);
      await stage.perform({ kind: 'sync', corporationId, members, master: customerId });
    },
    toString: () => `${customerId} becomes the master of ${corporationId}`,
  };
}

export function unlock(nth: number): Command {
  const { corporationId, tokenId } = given(devices[nth % devices.length], 'token');
  return {
    check: () => true,
    run: async (_, stage) => {
      await stage.perform({ kind: 'unlock', corporationId, tokenId });
    },
    toString: () => `the bank unlocks ${tokenId}`,
  };
}

/** The bank's desk settles the clock of a token by two codes that it shows. */
export function resync(nth: number, first: CodeKind, then: CodeKind): Command {
  const { corporationId, tokenId } = given(devices[nth % devices.length], 'token');
  return {
    check: () => true,
    run: async (_, stage) => {
      const look = stage.look();
      const code = typed(first, tokenId, look);
      const nextCode = typed(then, tokenId, look);
      await stage.perform({ kind: 'resync', corporationId, tokenId, code, nextCode });
    },
    toString: () => `the bank settles ${tokenId} by a ${first} and a ${then} code`,
  };
}

/** The bank takes a corporation back to before its first registration. */
export function reset(corporationId: string, keepToken: boolean): Command {
  return {
    check: () => true,
    run: async (_, stage) => {
      await stage.perform({ kind: 'reset', corporationId, keepToken });
    },
    toString: () => `the bank resets ${corporationId}`,
  };
}

export function retire(nth: number): Command {
  const { corporationId, tokenId } = given(devices[nth % devices.length], 'token');
  return {
    check: () => true,
    run: async (_, stage) => {
      await stage.perform({ kind: 'retire', corporationId, tokenId });
    },
    toString: () => `the bank retires ${tokenId}`,
  };
}

export function raiseFence(corporationId: string): Command {
  return {
    check: () => true,
    run: async (_, stage) => {
      await stage.perform({ kind: 'fence', corporationId });
    },
    toString: () => `the bank raises a fence for ${corporationId}`,
  };
}

/** Time goes by. */
export function pass(seconds: number): Command {
  return {
    check: () => true,
    run: async (_, stage) => {
      await stage.pass(seconds);
    },
    toString: () => `${String(seconds)} seconds pass`,
  };
}

/** Somebody turns the clock of the machine; backwards where negative. */
export function turnClock(seconds: number): Command {
  return {
    check: () => true,
    run: async (_, stage) => {
      stage.note(`the clock is turned by ${String(seconds)} s`);
      await stage.moveClock((clock) => {
        clock.turn(seconds * second);
      });
    },
    toString: () => `the clock is turned by ${String(seconds)} s`,
  };
}

export function kill(): Command {
  return {
    check: () => true,
    run: async (_, stage) => {
      stage.note('the power is cut, and back');
      await stage.kill();
    },
    toString: () => 'the power is cut, and back',
  };
}

export function restart(): Command {
  return {
    check: () => true,
    run: async (_, stage) => {
      stage.note('the service is restarted');
      await stage.restart();
    },
    toString: () => 'the service is restarted',
  };
}

export function backUp(): Command {
  return {
    check: () => true,
    run: (_, stage) => {
      stage.note('a backup is taken');
      stage.takeBackup();
      return Promise.resolve();
    },
    toString: () => 'a backup is taken',
  };
}

export function restore(): Command {
  return {
    check: ({ watch }) => watch.ahead === undefined,
    run: async (_, stage) => {
      if (stage.backup === undefined) return;
      stage.note('the backup is restored');
      await stage.restore(stage.backup);
    },
    toString: () => 'the backup is restored',
  };
}
