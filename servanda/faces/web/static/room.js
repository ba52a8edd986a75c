// Every page works without this. With it: keys that rule and search, and words chosen by selecting them.
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

const press = (key) => {
  if (key === "/") {
    const seek = document.getElementById("seek");
    seek.focus();
    seek.select();
    return true;
  }
  const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  wanted?.click();
  return wanted !== null;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (event.key.length === 1 && press(event.key)) event.preventDefault();
});

// Words selected in the paragraph become the entry's words; the server finds where they stand.
const context = document.querySelector(".context");
const words = document.getElementById("words");
if (context && words) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    if (context.contains(range.commonAncestorContainer)) words.value = range.toString();
  });
}
