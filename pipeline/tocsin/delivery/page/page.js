"use strict";
// Whatever comes from an article is inserted as text, never as markup.

const SEVERITIES = ["Unknown", "Minor", "Moderate", "Severe", "Extreme"];
const OVER = ["resolved", "cancelled"];
const QUOTE = 500;
const HEADLINE = 300;
const STATEMENTS = 4;
const MOST = 500;

const alerts = new Map();
const cards = new Map();
const byId = (id) => document.getElementById(id);

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function plain(text, most) {
  // Format characters could turn the line around them.
  const line = String(text ?? "").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\s]+/gu, " ").trim();
  if (line.length <= most) return line;
  return [...line.slice(0, most)].slice(0, -1).join("") + "\u2026";
}

function number(value) {
  return Number(value).toLocaleString("en");
}

function estimate({ low, best, high }) {
  if (low !== null && low === high) return number(low);
  if (low !== null) return high === null ? `at least ${number(low)}` : `${number(low)} to ${number(high)}`;
  if (high !== null) return `up to ${number(high)}`;
  return best === null ? "an unknown number" : `about ${number(best)}`;
}

function drawn(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function figures(alert) {
  const standing = alert.statements.filter((each) => !each.superseded && each.polarity === "affirmed");
  return standing.map((each) => each.best ?? each.low ?? each.high).filter((each) => each !== null);
}

function range(alert) {
  const { low, best, high } = alert.values;
  const known = [low, best, high, ...figures(alert)].filter((each) => each !== null);
  if (known.length === 0) return null;
  const most = Math.max(...known);
  const least = Math.min(...known);
  if (most === least && high !== null) return null;
  const room = Math.max(most - least, 1);
  const at = (value) => 8 + ((value - least) / room) * (high === null ? 66 : 84);
  const svg = drawn("svg", { class: "range", role: "img", preserveAspectRatio: "none" });
  svg.append(drawn("title", {}, `Range: ${estimate(alert.values)}`));
  const line = (from, to, className) =>
    svg.append(drawn("line", { x1: `${from}%`, x2: `${to}%`, y1: 16, y2: 16, class: className }));
  line(3, 97, "axis");
  if (low !== null || high !== null) line(at(low ?? least), at(high ?? most), "span");
  if (high === null) line(at(most), 97, "span open");
  const marks = new Map();
  for (const value of [low, high, ...figures(alert)]) if (value !== null) marks.set(value, false);
  if (best !== null) marks.set(best, true);
  for (const [value, isBest] of [...marks].sort((a, b) => a[0] - b[0]).slice(0, 12)) {
    svg.append(drawn("circle", { cx: `${at(value)}%`, cy: 16, r: isBest ? 6 : 4, class: "best" }));
    const label = { x: `${at(value)}%`, y: 39, "text-anchor": "middle", class: isBest ? "number" : "" };
    svg.append(drawn("text", label, number(value)));
  }
  if (high === null) svg.append(drawn("text", { x: "97%", y: 39, "text-anchor": "end" }, "or more"));
  return svg;
}

function link(url, text) {
  const safe = /^https?:\/\//i.test(url ?? "") ? url : null;
  if (safe === null) return make("span", "", text);
  const anchor = make("a", "", text);
  anchor.href = safe;
  anchor.rel = "noopener noreferrer nofollow";
  return anchor;
}

function statement(each) {
  const item = make("li");
  const who = make("div", "who");
  who.append(make("b", "", estimate(each)), " \u2013 ");
  const chain = each.attribution.map((one) => plain(one.name || one.type, 120)).join(" citing ");
  const outlet = plain(each.source || "an unnamed outlet", 120);
  who.append(chain ? `${chain}, in ` : "", link(each.url, outlet));
  const about = [each.published ? plain(each.published, 30) : "", each.superseded ? "since replaced" : ""];
  if (each.polarity !== "affirmed") about.push(each.polarity);
  who.append(make("span", "old", ` ${about.filter(Boolean).map((one) => `\u00b7 ${one}`).join(" ")}`));
  item.append(who);
  if (each.quote) item.append(make("blockquote", "", `\u201c${plain(each.quote, QUOTE)}\u201d`));
  return item;
}

function sums(alert) {
  const totals = new Map(alert.statements.map((each) => [each.claim_id, each]));
  const lines = [];
  for (const id of new Set(alert.parts.map((part) => part.part_of))) {
    const total = totals.get(id);
    if (!total) continue;
    const parts = alert.parts.filter((part) => part.part_of === id);
    const listed = parts.map((part) => `${estimate(part)} ${plain(part.place, 80)}`.trim()).join(" + ");
    const whole = total.best === null ? estimate(total) : number(total.best);
    lines.push(make("p", "parts", `${listed} ${total.parts_sum ? "=" : "of"} ${whole}`));
  }
  return lines;
}

function disputed(alert) {
  return alert.grade === "contested" || alert.rules.includes("toll-conflict");
}

function facts(alert) {
  const line = make("p", "facts");
  line.append(make("b", "", alert.severity));
  const sources = `${alert.sources} independent source${alert.sources === 1 ? "" : "s"}`;
  const said = [alert.certainty, sources, alert.grade, alert.state, `revision ${alert.revision}`];
  if (alert.status !== "Actual") said.push(alert.status);
  if (alert.sent) said.push(alert.sent);
  line.append(` \u00b7 ${said.filter(Boolean).map((one) => plain(one, 60)).join(" \u00b7 ")} `);
  if (disputed(alert)) line.append(make("span", "disputed", "sources contradict each other"));
  return line;
}

function card(alert) {
  const article = make("article", SEVERITIES.includes(alert.severity) ? alert.severity : "Unknown");
  if (OVER.includes(alert.state)) article.classList.add("over", alert.state);
  const heading = make("h2", "", plain(alert.headline, HEADLINE));
  heading.id = `h-${alert.id}`;
  article.setAttribute("aria-labelledby", heading.id);
  article.append(heading, facts(alert));
  const drawing = range(alert);
  if (drawing) article.append(drawing);
  const list = make("ul");
  list.append(...alert.statements.slice(0, STATEMENTS).map(statement));
  article.append(list, ...sums(alert));
  if (alert.statements.length > STATEMENTS) {
    const more = make("details");
    const rest = make("ul");
    rest.append(...alert.statements.slice(STATEMENTS).map(statement));
    more.append(make("summary", "", `${alert.statements.length - STATEMENTS} more`), rest);
    article.append(more);
  }
  const links = make("p", "links");
  for (const kind of ["json", "cap"]) {
    const anchor = make("a", "", kind.toUpperCase());
    anchor.href = `alerts/${encodeURIComponent(alert.id)}.${kind}`;
    links.append(anchor);
  }
  links.append(make("span", "", alert.rules.map((rule) => plain(rule, 60)).join(", ")));
  article.append(links);
  return article;
}

function wanted(alert) {
  if (SEVERITIES.indexOf(alert.severity) < Number(byId("severity").value)) return false;
  if (byId("conflict").checked && !disputed(alert)) return false;
  const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${alert.headline} ${alert.description}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function sift() {
  let shown = 0;
  for (const [id, alert] of alerts) {
    const keep = wanted(alert);
    cards.get(id).hidden = !keep;
    shown += keep ? 1 : 0;
  }
  const none = byId("none");
  none.hidden = shown > 0;
  none.textContent = alerts.size ? "No alert is like that." : "No alerts yet.";
}

function moment(alert) {
  const time = Date.parse(alert.sent ?? "");
  return Number.isNaN(time) ? 0 : time;
}

function put(alert, isNew) {
  const before = alerts.get(alert.id);
  if (before && before.revision >= alert.revision) return;
  const element = card(alert);
  if (isNew) element.classList.add("new");
  const open = cards.get(alert.id)?.querySelector("details")?.open;
  cards.get(alert.id)?.remove();
  if (open && element.querySelector("details")) element.querySelector("details").open = true;
  alerts.set(alert.id, alert);
  cards.set(alert.id, element);
  const after = [...byId("alerts").children].find((each) => Number(each.dataset.moment) <= moment(alert));
  element.dataset.moment = moment(alert);
  element.dataset.id = alert.id;
  byId("alerts").insertBefore(element, after ?? null);
  while (alerts.size > MOST) {
    const last = byId("alerts").lastElementChild;
    alerts.delete(last.dataset.id);
    cards.delete(last.dataset.id);
    last.remove();
  }
}

function tell(live) {
  const state = byId("state");
  state.classList.toggle("live", live);
  state.textContent = live ? `live \u00b7 ${alerts.size} alert${alerts.size === 1 ? "" : "s"}` : "connecting again";
}

async function load() {
  const answer = await fetch("alerts.json");
  for (const alert of (await answer.json()).reverse()) put(alert, false);
  sift();
  tell(true);
}

const stream = new EventSource("events");
// What was missed while nobody listened is in the whole, which is asked for only once the stream is open.
stream.addEventListener("listening", () => load().catch(() => tell(false)));
stream.addEventListener("alert", (event) => {
  put(JSON.parse(event.data), true);
  sift();
  tell(true);
});
stream.addEventListener("error", () => tell(false));
byId("filter").addEventListener("input", sift);
byId("filter").addEventListener("submit", (event) => event.preventDefault());
