const DAY_MS = 86_400_000;
const WEDNESDAY = 3;

/** The next day on which Piero can, at this time of day: RFC 3339. */
export const nextWednesday = (): string => {
  const days = [1, 2, 3, 4, 5, 6, 7].map((ahead) => new Date(Date.now() + ahead * DAY_MS));
  return (days.find((day) => day.getUTCDay() === WEDNESDAY) as Date).toISOString();
};
