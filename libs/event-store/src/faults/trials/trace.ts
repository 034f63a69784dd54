import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One thing that a process asked of the disk, or said to the outside, in the order in which it was done. */
export type Step =
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'create' | 'remove' | 'sync'; readonly path: string }
  | { readonly kind: 'said'; readonly line: string };

/** Every call with which SQLite or Node changes a file, makes it durable or says something. */
const CALLS = 'openat,pwrite64,pwritev,write,writev,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat';
/** Longer than any one write: strace shows a string in full up to here, in bytes. */
const LONGEST_WRITE = 400_000;
/** The index of the write-ahead log is shared memory, made anew at each first opening; the probe for room is removed at once. */
const NOT_DATA = /-shm$|\/\.room$/;

/** The numbers are the groups of `CALL`: the call's name, its arguments, its result. */
const CALL = /^(\w+)\((.*)\)\s+= (\d+)/s;
const FILE = '\\d+<((?:\\\\x[0-9a-f]{2})*)>';
const TEXT = '"((?:\\\\x[0-9a-f]{2})*)"';
const ARGUMENTS = {
  onFile: new RegExp(`^${FILE}`),
  pwrite64: new RegExp(`^${FILE}, ${TEXT}, \\d+, (\\d+)$`),
  ftruncate: new RegExp(`^${FILE}, (\\d+)$`),
  write: new RegExp(`^(\\d+)<.*>, ${TEXT}, \\d+$`, 's'),
  path: new RegExp(TEXT),
};

const bytesOf = (escaped = ''): Buffer => Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
const textOf = (escaped?: string): string => bytesOf(escaped).toString('utf8');

/** Whether this machine can trace a process of its own. */
export const canTrace = (): boolean => spawnSync('strace', ['-o', '/dev/null', '--seccomp-bpf', '-f', 'true']).status === 0;

/**
 * Lets a writer work on this file and says what it did to the disk.
 * @throws Error when the writer did not end well, or did what the replay does not know
 */
export const traceWriter = (file: string, to: string, { rounds, turns }: { readonly rounds: number; readonly turns: number }): readonly Step[] => {
  const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const node = [process.execPath, '--conditions=source', '--import', here('../../sqlite/trials/run-typescript.mjs'), here('./traced-writer.ts')];
  const strace = ['-f', '-y', '-xx', '-s', String(LONGEST_WRITE), '--seccomp-bpf', '-e', 'signal=none', '-e', `trace=${CALLS}`, '-o', to];
  const ran = spawnSync('strace', [...strace, ...node, file, String(rounds), String(turns)], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`The traced writer ended with ${ran.status}: ${ran.stderr}`);
  return stepsOf(wholeCalls(readFileSync(to, 'latin1')), dirname(file));
};

/** A call that another thread's came between is told in two halves; it counts when it has returned. */
const wholeCalls = function* (trace: string): Iterable<string> {
  const begun = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const space = line.indexOf(' ');
    const [thread, said] = [line.slice(0, space), line.slice(space + 1).trimStart()];
    const resumed = /^<\.\.\. \w+ resumed>/.exec(said);
    if (said.endsWith('<unfinished ...>')) begun.set(thread, said.slice(0, -'<unfinished ...>'.length).trimEnd());
    else yield resumed ? `${begun.get(thread)}${said.slice(resumed[0].length)}` : said;
  }
};

const stepsOf = (calls: Iterable<string>, folder: string): readonly Step[] => {
  const steps: Step[] = [];
  for (const call of calls) {
    const [, name = '', given = '', result = ''] = CALL.exec(call) ?? [];
    const step = stepOf(name, given, Number(result));
    if (!step) continue;
    if (step.kind === 'said' || ((step.path === folder || step.path.startsWith(`${folder}/`)) && !NOT_DATA.test(step.path))) steps.push(step);
  }
  return steps;
};

const stepOf = (name: string, given: string, result: number): Step | undefined => {
  const path = textOf(ARGUMENTS.onFile.exec(given)?.[1]);
  switch (name) {
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', path };
    case 'pwrite64': {
      const [, , bytes, offset] = ARGUMENTS.pwrite64.exec(given) ?? [];
      return { kind: 'write', path, offset: Number(offset), bytes: bytesOf(bytes).subarray(0, result) };
    }
    case 'ftruncate':
      return { kind: 'truncate', path, size: Number(ARGUMENTS.ftruncate.exec(given)?.[2]) };
    case 'openat':
      return given.includes('O_CREAT') ? { kind: 'create', path: textOf(ARGUMENTS.path.exec(given)?.[1]) } : undefined;
    case 'unlink':
      return { kind: 'remove', path: textOf(ARGUMENTS.path.exec(given)?.[1]) };
    case 'write': {
      const [, fd, text] = ARGUMENTS.write.exec(given) ?? [];
      return fd === '1' ? { kind: 'said', line: textOf(text).trimEnd() } : unknownTo(path, name);
    }
    default:
      return name === '' ? undefined : unknownTo(path || textOf(ARGUMENTS.path.exec(given)?.[1]), name);
  }
};

/** A step that the replay would leave out would make it a replay of something else. */
const unknownTo = (path: string, name: string): undefined => {
  if (path.endsWith('.db') || path.includes('.db-wal') || path.includes('.db-journal')) throw new Error(`The replay does not know ${name} on ${path}.`);
};
