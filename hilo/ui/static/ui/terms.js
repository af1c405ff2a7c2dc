// Words of the glossary: their meaning shows in place, where the browser can; otherwise it stands under the lesson.

const box = document.createElement("div");

if (box.showPopover) {
  box.popover = "auto";
  box.className = "word-box";
  box.setAttribute("role", "note");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.term");
    const meaning = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!meaning || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const list = document.createElement("dl");
    list.lang = link.closest("[lang]").lang;
    list.dir = link.closest("[dir]").dir;
    list.append(...[...meaning.children].map((part) => part.cloneNode(true)));
    box.replaceChildren(list);
    // Beside its word in the page, so that it is read next.
    link.after(box);
    box.showPopover();
  });
}
