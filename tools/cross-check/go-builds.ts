import { spawnSync } from 'node:child_process';
import { couldNotRun } from '@patto/testing';
import { hasGo } from '@patto/testing/engines';

/**
 * Builds a Go package into a program; says in the last lines of the tests what could not run where this machine has no Go or cannot get the package.
 * @param module the folder of the Go module that the package belongs to or is fetched for
 */
export const goBuilds = (pack: string, program: string, what: string, module = import.meta.dirname): boolean => {
  if (!hasGo()) {
    couldNotRun(what, 'there is no Go of 1.26 or later');
    return false;
  }
  const { status, stderr } = spawnSync('go', ['build', '-o', program, pack], { cwd: module, encoding: 'utf8' });
  if (status === 0) return true;
  couldNotRun(what, stderr.trim(), { mustRunInCi: true });
  return false;
};
