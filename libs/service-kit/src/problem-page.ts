import type { Problem } from '@patto/contracts';

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page that a problem's `type` leads to: what it means and what to do. No script, no style from elsewhere. */
export const problemPage = (code: string, { status, title, remedy }: Problem): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title><meta name="viewport" content="width=device-width"></head>
<body>
<h1>${escaped(title)}</h1>
<p><code>${escaped(code)}</code>, answered with status ${status}.</p>
<h2>What to do</h2>
<p>${escaped(remedy)}</p>
</body>
</html>
`;
