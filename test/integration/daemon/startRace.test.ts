import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeDead } from '../../../server/daemon/claim.ts';

const CLAIMANT = fileURLToPath(new URL('../../support/claimant.ts', import.meta.url));
const STARTERS = 10;
const ROUNDS = 4;

let directory: string;
let path: string;
const started = new Set<ChildProcess>();

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'race-'));
  path = join(directory, '1-abcdef012345.s');
});

afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
  await rm(directory, { recursive: true, force: true });
});

interface Claimant {
  readonly child: ChildProcess;
  readonly lines: Interface;
  readonly role: string;
}

async function starter(...args: readonly string[]): Promise<Claimant> {
  const child = spawn(process.execPath, [CLAIMANT, path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  started.add(child);
  const lines = createInterface(child.stdout);
  const [role] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [
    string | undefined,
  ];
  return { child, lines, role: role ?? 'dead' };
}

async function holdsTheName({ child, lines }: Claimant): Promise<boolean> {
  child.stdin?.write('?\n');
  const [answer] = (await once(lines, 'line')) as [string];
  return answer === 'held';
}

/** Ten at once; answers how many of them hold the name when all have settled. */
async function holdersAfterRace(before: readonly Claimant[] = []): Promise<number> {
  const race = await Promise.all(Array.from({ length: STARTERS }, () => starter()));
  const owners = [...before, ...race].filter(({ role }) => role === 'owner');
  const held = await Promise.all(owners.map(holdsTheName));
  return held.filter(Boolean).length;
}

async function killed({ child }: Claimant): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function eachRound(prepare: () => Promise<readonly Claimant[]>): Promise<number[]> {
  const holders: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await prepare();
    holders.push(await holdersAfterRace(before));
    for (const child of started) child.kill('SIGKILL');
    started.clear();
  }
  return holders;
}

const onceEachRound = Array.from({ length: ROUNDS }, () => 1);

it('ten starters and no socket make exactly one daemon', async () => {
  expect(await eachRound(async () => [])).toEqual(onceEachRound);
});

it('ten starters that find the socket of a killed daemon make exactly one daemon', async () => {
  const stale = async (): Promise<readonly Claimant[]> => {
    await killed(await starter());
    return [];
  };
  expect(await eachRound(stale)).toEqual(onceEachRound);
});

it('ten starters that find a living daemon leave it in place', async () => {
  const owner = await starter();
  expect(await holdersAfterRace([owner])).toBe(1);
  expect(await holdsTheName(owner)).toBe(true);
});

it('starters killed between listening and linking block nobody, and their leftovers are swept', async () => {
  const halfway = async (): Promise<readonly Claimant[]> => {
    await Promise.all(Array.from({ length: 3 }, () => starter('dies-listening')));
    return [];
  };
  expect(await eachRound(halfway)).toEqual(onceEachRound);
  expect(await readdir(directory)).toEqual(['1-abcdef012345.s']);
});

it('a starter that judged the name dead just before another took it puts the living one back', async () => {
  const owner = await starter();
  await removeDead(path);
  expect(await holdsTheName(owner)).toBe(true);
});

it('a daemon whose name was deleted notices', async () => {
  const owner = await starter();
  await rm(path);
  expect(await holdsTheName(owner)).toBe(false);
});
