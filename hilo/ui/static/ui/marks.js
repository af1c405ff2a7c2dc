// A list of marks by keyboard: a letter or a figure marks the row and goes on, the arrows go up and down.
// Without this module the same radio buttons are used one by one.

for (const form of document.querySelectorAll("[data-ui-marks]")) {
  for (const hint of document.querySelectorAll("[data-ui-keys]")) hint.hidden = false;
  const rows = [...form.querySelectorAll("[data-ui-row]")];
  form.addEventListener("keydown", (event) => press(event, rows));
  form.addEventListener("change", (event) => open(event.target));
  form.addEventListener("focusin", (event) => show(rows, event.target));
}

const marksOf = (row) => [...row.querySelectorAll("input[type=radio]")];
const minutesOf = (row) => row.querySelector("input[inputmode=numeric]");

function press(event, rows) {
  const row = event.target.closest("[data-ui-row]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = rows.indexOf(row);
  const inMinutes = event.target === minutesOf(row);
  if (event.key === "ArrowDown" || event.key === "Enter") return go(event, rows[place + 1]);
  if (event.key === "ArrowUp") return go(event, rows[place - 1]);
  if (inMinutes) return;
  const mark = meant(row, event.key);
  if (!mark) return;
  event.preventDefault();
  mark.checked = true;
  mark.dispatchEvent(new Event("input", { bubbles: true }));
  mark.dispatchEvent(new Event("change", { bubbles: true }));
  if (mark.value !== "partial") focus(rows[place + 1] ?? row);
}

// The mark that a key means: its letter in this language, or its place from 1 to 4.
function meant(row, key) {
  const marks = marksOf(row);
  const letters = marks.map((mark) => mark.nextElementSibling.textContent.toLowerCase());
  return marks[letters.indexOf(key.toLowerCase())] ?? marks[Number(key) - 1];
}

// Whoever was there for a part has minutes.
function open(mark) {
  if (mark.type !== "radio" || mark.value !== "partial" || !mark.closest("[data-ui-row]")) return;
  minutesOf(mark.closest("[data-ui-row]")).focus();
}

function go(event, row) {
  event.preventDefault();
  if (row) focus(row);
}

function focus(row) {
  const marks = marksOf(row);
  (marks.find((mark) => mark.checked) ?? marks[0]).focus();
  row.scrollIntoView({ block: "nearest" });
}

function show(rows, target) {
  const current = target.closest("[data-ui-row]");
  for (const row of rows) row.toggleAttribute("data-current", row === current);
}
