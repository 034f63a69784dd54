/** On what somebody outside may receive personal content (regulation (EU) 2016/679, articles 6 and 9). */
export const LEGAL_BASES = ['public-task', 'consent', 'legal-obligation', 'vital-interest', 'contract'] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/**
 * On what somebody is shown personal content: a legal basis; `own-data`: they are the person, or act for them within scope;
 * `own-part`: it is their own line, their own finding, or their own note.
 */
export const READING_BASES = [...LEGAL_BASES, 'own-data', 'own-part'] as const;
export type ReadingBasis = (typeof READING_BASES)[number];
