/**
 * The sizes of what a directory lists, in characters and items. A record has to fit into a command's body (32 KiB); the importer
 * cuts what is longer and says so.
 */
export const LONGEST_RECORD_ID = 200; // A UUID or a short code in every directory that we have seen; room for URLs.
export const LONGEST_NAME = 300; // The longest real name we have met has 170.
export const LONGEST_DESCRIPTION = 4_000; // A page and a half of text.
export const LONGEST_NOTE = 500; // A sentence or two.
export const LONGEST_WORD = 120; // A keyword, a language, an area.
export const MOST_SCHEDULES = 50; // Two intervals a day for each day of the week, for three locations, and some more.
export const MOST_HOLIDAYS = 50; // Two years of public holidays.
export const MOST_LOCATIONS = 100; // A service at more places than this is a chain, not a service.
export const MOST_WORDS = 100; // Keywords, terms, languages, areas.
