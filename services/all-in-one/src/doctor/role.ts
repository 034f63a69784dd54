import { lookAtLogin } from '@patto/postgres';
import { type EngineSetting, openedAt } from '@patto/service-kit';
import { type Finding, ok, warn } from './finding.ts';

/** Looks as whom the URL of this setting logs in to PostgreSQL, and whether that role may more than its service needs. @throws EngineAway, PostgresUnusable */
export const lookAtRole = async (setting: EngineSetting, url: string): Promise<readonly Finding[]> => {
  const { version, role, needless } = await openedAt(setting, lookAtLogin(url));
  if (needless.length === 0) return [ok(setting, `PostgreSQL ${version}, as ${role}, which may what its service does.`)];
  return [
    warn(setting, `${role} ${needless.join(', ')}: whoever has its password could change what is recorded. Set the URL that \`patto db prepare\` wrote.`),
  ];
};
