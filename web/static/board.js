// The report board: a cell opens its form in place, arrows move between cells, Tab stops at one; each link says whose report it is.
const board = document.querySelector("table.board");
const heads = [...board?.tHead.rows[0].cells ?? []].map((head) => head.querySelector("b")?.textContent);
let stop;
function rove(link) {
  for (const each of board.querySelectorAll("td a:not([tabindex])")) {
    const cell = each.parentElement, head = heads[cell.cellIndex];
    each.tabIndex = -1;
    if (head) each.ariaLabel = `${each.textContent}, ${cell.parentElement.cells[0].textContent}, ${head}`;
  }
  if (!link) return;
  if (stop) stop.tabIndex = -1;
  (stop = link).tabIndex = 0;
}
function shut() {
  const row = document.getElementById("edit"), cell = board.querySelector("td.chosen");
  cell?.classList.remove("chosen");
  row?.remove();
  return row && cell?.querySelector("a");
}
function moved(event, cell) {
  const links = (row) => [...row.cells].map((each) => each.querySelector("a"));
  const rows = [...board.rows].filter((row) => !row.matches(".band, .edit")), y = rows.indexOf(cell.parentElement);
  const to = { ArrowLeft: [y, -1], ArrowRight: [y, 1], ArrowUp: [y - 1, 0], ArrowDown: [y + 1, 0] }[event.key];
  return to && rows[to[0]] && links(rows[to[0]])[cell.cellIndex + to[1]];
}
if (board) {
  rove(board.querySelector("td a[autofocus], td.late a") ?? board.querySelector("td a"));
  board.addEventListener("focusin", (event) => event.target.matches("td > a") && rove(event.target));
  board.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!window.htmx || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-leave]")) return event.preventDefault(), shut()?.focus();
    if (!link.matches('td > a[href*="open="]')) return;
    event.preventDefault();
    shut();
    link.parentElement.classList.add("chosen");
    link.closest("tr").classList.add(`r${link.search.match(/\d+$/)}`); // what becomes of it finds the row again
    htmx.ajax("GET", link.getAttribute("href"), { source: link, target: link.closest("tr"), swap: "afterend" });
  });
  document.addEventListener("htmx:after:swap", () => {
    rove();
    const said = document.querySelector("[data-focus]"), end = said?.dataset.focus;
    said?.removeAttribute("data-focus");
    if (end) [...board.querySelectorAll("td > a")].find((link) => link.getAttribute("href").endsWith(end))?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.key === "Process" || event.ctrlKey || event.altKey || event.metaKey) return;
    const field = event.target.closest?.("input, select, textarea"), cell = board.contains(event.target) && !field && event.target.closest("td, th");
    const next = (event.key === "Escape" && shut()) || (cell && moved(event, cell));
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
