// A worker that writes a number and two dates in the locale that is its name. The first of each takes a browser tens of
// milliseconds, once for all threads: here no page stands still for it.
const part = { month: "short", day: "numeric", timeZone: "UTC" };
new Intl.NumberFormat(self.name).format(0);
new Intl.DateTimeFormat(self.name, { year: "numeric", ...part }).format(0);
new Intl.DateTimeFormat(self.name, { weekday: "long", ...part }).format(0);
self.close();
