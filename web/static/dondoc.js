// On every page. A form is sent once: until the answer its button says so.
const says = (vietnamese, english) => document.documentElement.lang === "en" ? english : vietnamese;
const busy = new Map();
function free() {
  for (const [form, [button, words]] of busy) {
    form.removeAttribute("aria-busy");
    if (button) button.disabled = false, button.replaceChildren(...words);
  }
  busy.clear();
}
document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.getAttribute("method") !== "post" || form.dataset.options) return;
  if (busy.has(form)) return event.preventDefault(), event.stopImmediatePropagation();
  busy.set(form, [button, [...(button?.childNodes ?? [])]]);
  form.setAttribute("aria-busy", "true");
  setTimeout(() => { if (button && busy.has(form)) button.disabled = true, button.replaceChildren(says("Đang ghi…", "Saving…")); });
  if ("stays" in (button?.dataset ?? {})) setTimeout(free, 3000); // what comes is a file, and the page stays
}, true);
document.addEventListener("htmx:finally:request", free);
addEventListener("pageshow", (event) => event.persisted && free());

document.addEventListener("htmx:error", () => {
  const said = document.getElementById("said");
  if (said) said.textContent = says(
    "Không kết nối được máy chủ, chưa ghi gì; điều anh/chị gõ vẫn còn. Hãy thử lại.",
    "The server cannot be reached; nothing was saved, and what you typed is still here. Please try again.",
  );
});

// What is being made is asked for again; without this a meta element does so.
const again = document.querySelector("[data-again]");
if (again) setTimeout(() => location.reload(), 1000 * again.dataset.again);

// Keys, outside fields and never while a word is being composed. They can be switched off (/me).
let before = "";
function press(to) {
  if (to.matches("input, select")) return to.focus();
  if (!to.matches("summary")) return to.click();
  to.parentElement.open = true;
  to.parentElement.querySelector("input:not([type=hidden]), textarea")?.focus();
}
function reviewed(key) { // a document before it is adopted: a row after the other, an answer by its number
  const rows = [...document.querySelectorAll(".review > .row")], at = rows.findIndex((row) => row.contains(document.activeElement));
  if (/^[1-9]$/.test(key)) return rows[at]?.querySelectorAll("[type=radio]")[key - 1];
  const row = (key === "j" || key === "k") && rows[at < 0 ? 0 : at + (key === "j" ? 1 : -1)];
  return row && row.querySelector("[type=radio], .in, button, summary");
}
function onward(key) {
  const one = reviewed(key);
  if (one) return one;
  const here = document.activeElement, late = [...document.querySelectorAll("td.late a")];
  if (key === "n") return late.find((link) => here.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING) ?? late[0];
  if (key !== "j" && key !== "k") return null;
  const rows = [...document.querySelectorAll(".list th[scope=row]")].map((each) => each.querySelector("a")).filter(Boolean);
  const at = rows.findIndex((link) => link.closest("tr").contains(here));
  return rows[at < 0 ? 0 : at + (key === "j" ? 1 : -1)];
}
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.key === "Process" || event.ctrlKey || event.altKey || event.metaKey) return;
  if ("noKeys" in document.body.dataset || (event.key.length > 1 && !event.key.startsWith("Arrow")) || event.target.closest?.("input:not([type=radio]), select, textarea")) return;
  const key = before + event.key, next = onward(key);
  before = key === "g" ? "g " : "";
  const to = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].at(-1) ?? (key === "r" && (document.activeElement.closest("td")?.querySelector("a") ?? onward("n")));
  if (!next && !to) return;
  event.preventDefault();
  if (/^[1-9]$/.test(key)) next?.click();
  next ? next.focus() : press(to);
});
