import type { Finding } from './findings.ts';
import type { LogReport, Report, Verdict } from './report.ts';
import type { BundleReport } from './verify-bundle.ts';

const CONCLUSIONS: Record<Verdict, string> = {
  fits: '✓ Everything fits.',
  'unsealed-tail': '✓ Everything that is sealed fits, and there is an unsealed tail.',
  'unwitnessed-tail': '✓ Everything fits, and the end has not been witnessed yet.',
  'does-not-fit': '✗ Something does not fit.',
  'not-checked': '✗ It could not be checked.',
};

const placeOf = ({ file, position, lastPosition }: Finding): string => {
  if (position === undefined) return file;
  return lastPosition === undefined ? `${file}, position ${position}` : `${file}, positions ${position} to ${lastPosition}`;
};

const listed = (findings: readonly Finding[], more: number): string[] => [
  ...findings.map((finding) => `  ${placeOf(finding)}: ${finding.what}`),
  ...(more > 0 ? [`  … and ${more} more.`] : []),
];

const witnessedLine = ({ witnessed, checkpoint }: LogReport): string[] => {
  if (!witnessed) return [];
  const { size, by, quorum } = witnessed;
  if (quorum === undefined) return [`  witnessed   ${size} entries, by nobody that can be counted: give the policy with --policy`];
  const names = by.map(({ witness, at }) => `${witness} at ${at}`).join(', ');
  return [`  witnessed   ${size} of ${checkpoint?.size ?? 0} entries, by ${names || 'nobody'}: ${quorum ? 'enough' : 'not enough'} for the policy`];
};

const rate = (entries: number, seconds: number): string => `${seconds.toFixed(2)} s${seconds > 0 ? ` (${Math.round(entries / seconds)} a second)` : ''}`;

const logLines = (name: string, log: LogReport): string[] => {
  const { checkpoint, checked, unsealedTail: tail, rules, seconds } = log;
  const lines = [`${name}`];
  if (checkpoint) lines.push(`  checkpoint  ${checkpoint.origin}, ${checkpoint.size} entries, root ${checkpoint.root}`);
  const rows = checked.rows === undefined ? '' : `, ${checked.rows} rows of the database`;
  lines.push(`  checked     ${checked.entries} entries, ${checked.tiles} tiles${rows}, ${checked.streams} streams`, ...witnessedLine(log));
  for (const { file, size } of log.kept) lines.push(`  kept        held against ${file}, ${size} entries`);
  if (tail && tail.rows > 0) lines.push(`  unsealed    ${tail.rows} rows from position ${tail.from} on: no checkpoint vouches for them yet`);
  if (rules.findings.length > 0) lines.push('  rules       broken by what the events say:');
  lines.push(...listed(rules.findings, rules.moreFindings));
  const unknown = Object.entries(rules.unknownTypes);
  if (unknown.length > 0) lines.push(`  not judged  ${unknown.map(([type, count]) => `${count} of the undeclared type ${type}`).join(', ')}`);
  lines.push(
    `  took        seal ${rate(checked.entries, seconds.seal)}, rows ${rate(checked.rows ?? 0, seconds.rows)}, rules ${rate(checked.entries, seconds.rules)}, schemas ${rate(rules.schemasChecked, seconds.schemas)}`,
  );
  if (log.verifierKey) lines.push(`  key         ${log.verifierKey}`);
  if (log.verifierKey && log.keyFrom === 'target') {
    lines.push('              It lay beside what was checked, so this shows only that all of it belongs together. To know that it is');
    lines.push('              the log you know, give the key that you were given before: --key <verifier key>');
  }
  return lines;
};

/** The report for a person on a terminal. */
export const formatReport = (report: Report): string => {
  const lines = [`${CONCLUSIONS[report.verdict]}  ${report.target}`];
  for (const reason of report.notChecked) lines.push(`  not checked: ${reason}`);
  lines.push(...listed(report.findings, report.moreFindings));
  for (const [name, log] of Object.entries(report.logs)) lines.push(...logLines(name, log));
  return `${lines.join('\n')}\n`;
};

/** The report on an evidence bundle, for a person on a terminal. */
export const formatBundleReport = (report: BundleReport): string => {
  const { checkpoint, checked, witnessed, opened, withheld } = report;
  const lines = [`${CONCLUSIONS[report.verdict]}  ${report.target}`, ...listed(report.findings, 0)];
  if (checkpoint) lines.push(`  checkpoint  ${checkpoint.origin}, ${checkpoint.size} entries, root ${checkpoint.root}`);
  lines.push(`  checked     ${checked.entries} entries, ${checked.withheldEntries} withheld ones, ${checked.tiles} tiles, ${checked.keys} keys`);
  if (witnessed) {
    const whose = witnessed.policyFrom === 'target' ? ' (the policy lay in the bundle: give yours with --policy)' : '';
    lines.push(`  witnessed   by ${witnessed.by.join(', ') || 'nobody'}: ${witnessed.quorum ? 'enough' : 'not enough'} for the policy${whose}`);
  }
  for (const { event, part, subject, value } of opened) lines.push(`  disclosed   ${event}, ${part} of ${subject}: ${JSON.stringify(value)}`);
  for (const { index, event, because } of withheld.entries) lines.push(`  withheld    entry ${index}, event ${event}: ${because}`);
  for (const { event, part, because } of withheld.parts) lines.push(`  withheld    ${event}, ${part}: ${because}`);
  if (report.verifierKey) lines.push(`  key         ${report.verifierKey}`);
  if (report.keyFrom === 'target')
    lines.push('              It lay in the bundle: to know that it is the log you know, give the key that you were given before with --key');
  return `${lines.join('\n')}\n`;
};
