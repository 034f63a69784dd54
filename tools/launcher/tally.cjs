/** The last line of every run of tests or checks, which other programs read too. */
const lastLine = (passed, failed) => `${passed} passed, ${failed} failed`;

module.exports = { lastLine };
