import { spawnSync } from 'node:child_process';
import { couldNotRun } from '@patto/testing';

/** Builds a Go package into a program; says in the last lines of the tests what could not run where this machine has no Go or cannot get the package. */
export const goBuilds = (pack: string, program: string, what: string): boolean => {
  const { error, status, stderr } = spawnSync('go', ['build', '-o', program, pack], { cwd: import.meta.dirname, encoding: 'utf8' });
  if (!error && status === 0) return true;
  couldNotRun(what, error ? 'there is no Go' : stderr.trim(), { mustRunInCi: !error });
  return false;
};
