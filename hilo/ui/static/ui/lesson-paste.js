// What is pasted from Word or from a page arrives as Markdown: its structure stays, its looks go.

for (const area of document.querySelectorAll("[data-ui-lesson-text]")) {
  area.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html) return;
    const markdown = toMarkdown(html);
    if (!markdown) return;
    const text = (isBlock(markdown) ? apart(area) : "") + markdown;
    event.preventDefault();
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// A heading or a list that is pasted behind words stands by itself: marks count at the start of a line alone.
function isBlock(text) {
  return text.includes("\n") || /^(#|- |1\. |> |\|)/.test(text);
}

// What has to stand before a block where the caret is.
function apart(area) {
  const head = area.value.slice(0, area.selectionStart);
  if (!head || head.endsWith("\n\n")) return "";
  return head.endsWith("\n") ? "\n" : "\n\n";
}

const DROPPED = "style, script, meta, link, title, xml, o\\:p, head, img, svg, iframe, object";
const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "TABLE", "BLOCKQUOTE", "PRE", "HR"]);

export function toMarkdown(html) {
  // The content security policy speaks up at each style, even where nothing is shown: they are only read.
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle=/gi, " data-look=");
  const page = new DOMParser().parseFromString(bare, "text/html");
  for (const gone of page.querySelectorAll(DROPPED)) gone.remove();
  return tidy(blocksOf(page.body).join("\n\n"));
}

function tidy(text) {
  return text.replace(/\u00a0/g, " ").replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}

function blocksOf(parent) {
  const found = [];
  let line = "";
  const flush = () => {
    if (line.trim()) found.push(line.trim());
    line = "";
  };
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE && BLOCKS.has(node.tagName)) {
      flush();
      found.push(...block(node));
    } else {
      line += inline(node);
    }
  }
  flush();
  return listed(found);
}

function block(node) {
  const level = /^H([1-6])$/.exec(node.tagName)?.[1];
  if (level) return [`${"#".repeat(Math.max(2, Number(level)))} ${inside(node).trim()}`];
  if (node.tagName === "UL" || node.tagName === "OL") return [list(node, 0)];
  if (node.tagName === "TABLE") return [table(node)];
  if (node.tagName === "BLOCKQUOTE") return [blocksOf(node).join("\n\n").replace(/^/gm, "> ")];
  if (node.tagName === "HR") return ["---"];
  if (node.tagName === "P" && /Mso\w*List|mso-list/i.test(node.className + (node.dataset.look ?? ""))) return [wordItem(node)];
  return [...node.children].some((child) => BLOCKS.has(child.tagName)) ? blocksOf(node) : [inside(node).trim()].filter(Boolean);
}

// Word writes lists as paragraphs that begin with a sign or a number.
function wordItem(node) {
  const text = inside(node).trim();
  const number = /^\(?\d+[.)]\s*/.exec(text);
  return number ? `1. ${text.slice(number[0].length)}` : `- ${text.replace(/^[·•§o▪–-]\s*/, "")}`;
}

// Items one after the other are one list.
function listed(blocks) {
  const joined = [];
  for (const one of blocks) {
    const last = joined.at(-1) ?? "";
    const isItem = /^(- |1\. )/;
    if (isItem.test(one) && isItem.test(last) && one.slice(0, 2) === last.slice(0, 2)) joined[joined.length - 1] = `${last}\n${one}`;
    else if (one) joined.push(one);
  }
  return joined;
}

function list(node, depth) {
  const mark = node.tagName === "OL" ? "1. " : "- ";
  const lines = [];
  for (const item of node.children) {
    if (item.tagName === "UL" || item.tagName === "OL") lines.push(list(item, depth + 1));
    if (item.tagName !== "LI") continue;
    const text = [...item.childNodes].filter((child) => !["UL", "OL"].includes(child.tagName)).map(inline).join("").trim();
    lines.push(`${"   ".repeat(depth)}${mark}${text}`);
    for (const inner of item.querySelectorAll(":scope > ul, :scope > ol")) lines.push(list(inner, depth + 1));
  }
  return lines.join("\n");
}

function table(node) {
  const rows = [...node.rows].map((row) => [...row.cells].map((cell) => inside(cell).replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|").trim()));
  if (!rows.length) return "";
  const width = Math.max(...rows.map((row) => row.length));
  const lines = rows.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`);
  lines.splice(1, 0, `|${"---|".repeat(width)}`);
  return lines.join("\n");
}

function inside(node) {
  return [...node.childNodes].map(inline).join("");
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ").replace(/([*_[\]`<])/g, "\\$1");
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const text = inside(node);
  if (node.tagName === "BR") return "\n";
  if (!text.trim()) return text;
  const look = node.dataset?.look ?? "";
  if (["B", "STRONG"].includes(node.tagName) && !/font-weight:\s*normal/i.test(look)) return marked(text, "**");
  if (["I", "EM"].includes(node.tagName)) return marked(text, "*");
  if (node.tagName === "A" && /^(https?|mailto):/i.test(node.getAttribute("href") ?? "")) return `[${text.trim()}](${node.getAttribute("href")})`;
  if (node.tagName === "SPAN" && /font-weight:\s*(bold|[6-9]00)/i.test(look)) return marked(text, "**");
  return text;
}

// Marks stand at the words, not at the spaces around them.
function marked(text, mark) {
  const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text);
  return `${before}${mark}${words}${mark}${after}`;
}
