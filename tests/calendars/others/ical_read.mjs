// Reads a calendar with ical.js (Thunderbird's) and says what it understood, as JSON: a list of components.
// The library's own design of "strict" reading is on: what it would forgive is an error here.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
ICAL.design.strict = true;
const [name, properties, children] = ICAL.parse(readFileSync(0, "utf8"));
const told = (kind, list) => ({ kind, properties: list.map(([n, , type, ...values]) => [n, type, values]) });
const components = [told(name, properties)];
for (const [kind, list, inner] of children) {
  components.push(told(kind, list));
  for (const [innerKind, innerList] of inner) components.push(told(innerKind, innerList));
}
const events = children.filter(([kind]) => kind === "vevent").map((c) => new ICAL.Event(new ICAL.Component(c)));
const days = events.map((e) => [e.uid, e.startDate.toString(), e.endDate.toString(), e.startDate.isDate, e.sequence]);
process.stdout.write(JSON.stringify({ components, days }));
