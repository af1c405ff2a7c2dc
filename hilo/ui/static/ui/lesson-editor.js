// The text of a lesson: buttons that write marks of Markdown into a plain textarea.

for (const bar of document.querySelectorAll("[data-ui-marks-for]")) {
  const area = document.getElementById(bar.dataset.uiMarksFor);
  if (area) begin(bar, area);
}

function begin(bar, area) {
  bar.hidden = false;
  area.before(bar);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) write(area, button.dataset);
  });
  bar.addEventListener("change", (event) => {
    const { value } = event.target;
    if (!value) return;
    if ("callout" in event.target.dataset) block(area, `::: ${value} `, "\n:::");
    else put(area, value);
    event.target.value = "";
  });
  area.addEventListener("keydown", (event) => {
    const mark = { b: "**", i: "*" }[event.key.toLowerCase()];
    if (!mark || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    around(area, mark, mark);
  });
}

function write(area, { mark, line, wrap, block: lines }) {
  if (mark) around(area, mark, mark);
  if (line) eachLine(area, line);
  if (wrap) around(area, ...wrap.split("|"));
  if (lines) block(area, lines, "");
}

// Through the browser's own command, so that it can be undone with Ctrl+Z.
function put(area, text, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function chosen(area) {
  return area.value.slice(area.selectionStart, area.selectionEnd);
}

// What is marked already is unmarked.
function around(area, before, after) {
  const { selectionStart: from, selectionEnd: to } = area;
  const isMarked = area.value.slice(from - before.length, from) === before && area.value.slice(to, to + after.length) === after;
  const text = chosen(area);
  if (isMarked) {
    put(area, text, from - before.length, to + after.length);
    return area.setSelectionRange(from - before.length, to - before.length);
  }
  put(area, before + text + after);
  area.setSelectionRange(from + before.length, from + before.length + text.length);
}

function eachLine(area, mark) {
  const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const end = area.value.indexOf("\n", area.selectionEnd);
  const to = end < 0 ? area.value.length : end;
  const lines = area.value.slice(from, to).split("\n");
  const areMarked = lines.every((line) => line.startsWith(mark));
  put(area, lines.map((line) => (areMarked ? line.slice(mark.length) : mark + line)).join("\n"), from, to);
}

// A block stands between empty lines.
function block(area, before, after) {
  const text = chosen(area);
  const head = area.value.slice(0, area.selectionStart);
  const space = !head || head.endsWith("\n\n") ? "" : head.endsWith("\n") ? "\n" : "\n\n";
  const from = area.selectionStart + space.length + before.length;
  put(area, `${space}${before}${text ? `\n${text}` : ""}${after || ""}\n`);
  area.setSelectionRange(from, from);
}
